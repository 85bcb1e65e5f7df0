import { el } from '../console/dom.js';

/** The card on one network at a time; the person chooses which, light or dark. */
export class Cards {
  constructor(say) {
    this.say = say;
    this.chosen = 'facebook';
    this.allowed = new Set();
    this.tabs = el('div', { class: 'cmp-smo-preview__networks', role: 'group', 'aria-label': say('look') });
    this.stage = el('div', { class: 'cmp-smo-preview__stage' });
    this.dark = el('button', {
      type: 'button', class: 'cmp-smo-preview__dark', 'aria-pressed': 'false', onclick: () => this.turn(),
    }, say('dark'));
    this.element = el('section', { 'aria-label': say('look') },
      el('div', { class: 'cmp-smo-preview__bar' }, el('h4', { class: 'cmp-smo-preview__heading' }, say('look')), this.dark),
      this.tabs, this.stage, el('p', { class: 'cmp-smo-preview__hint' }, say('approximation')));
  }

  show(preview) {
    this.preview = preview;
    if (this.tabs.children.length === 0) {
      this.tabs.append(...preview.networks.map(({ network, label }) => el('button', {
        type: 'button', 'data-network': network, onclick: () => this.choose(network),
      }, label || this.say('network.other'))));
    }
    this.choose(this.chosen);
  }

  choose(network) {
    this.chosen = network;
    for (const tab of this.tabs.children) {
      tab.setAttribute('aria-pressed', String(tab.dataset.network === network));
    }
    const view = this.preview.networks.find((one) => one.network === network);
    this.stage.replaceChildren(this.card(view));
  }

  turn() {
    const dark = this.dark.getAttribute('aria-pressed') !== 'true';
    this.dark.setAttribute('aria-pressed', String(dark));
    this.stage.classList.toggle('cmp-smo-preview__stage--dark', dark);
  }

  card(view) {
    const { card, page } = this.preview;
    const line = (name, text) => (text ? el('p', { class: `cmp-smo-preview__${name}`, dir: 'auto', lang: page.language }, text) : null);
    const parts = {
      picture: () => this.picture(view),
      host: () => line('host', page.host),
      site: () => line('site', card.siteName),
      address: () => line('url', page.url),
      title: () => line('title', view.title),
      description: () => line('description', view.description),
      creator: () => line('creator', card.creator),
    };
    const order = view.parts;
    const picture = order.includes('picture') ? parts.picture() : null;
    const words = order.filter((part) => part !== 'picture' && parts[part]).map((part) => parts[part]());
    const body = el('div', { class: 'cmp-smo-preview__words' }, words);
    const below = order.at(-1) === 'picture' && view.frame !== 'square';
    return el('article', {
      class: `cmp-smo-preview__card cmp-smo-preview__card--${view.network} cmp-smo-preview__card--${view.frame}`,
      'data-frame': view.frame,
    }, below ? [body, picture] : [picture, body]);
  }

  /** No picture of another server is loaded unless the person asks for it. */
  picture(view) {
    const { picture } = this.preview.card;
    if (view.frame === 'none') {
      return null;
    }
    const frame = { class: `cmp-smo-preview__picture cmp-smo-preview__picture--${view.frame}` };
    const source = picture.local || (this.allowed.has(picture.url) ? picture.url : '');
    if (source) {
      const image = el('img', { src: source, alt: picture.alt, referrerpolicy: 'no-referrer' });
      // A picture that is drawn from words is there once they are saved.
      image.addEventListener('error', () => image.replaceWith(el('p', {}, this.say('picture.later'))));
      return el('div', frame, image);
    }
    return el('div', frame, el('p', {}, this.say('picture.elsewhere', new URL(picture.url).host)), el('button', {
      type: 'button', onclick: () => { this.allowed.add(picture.url); this.choose(this.chosen); },
    }, this.say('picture.show')));
  }
}
