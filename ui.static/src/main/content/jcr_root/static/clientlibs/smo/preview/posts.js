import { el, link } from '../console/dom.js';
import { shown } from './options.js';

/** The posts that would go out, and why some do not. */
export class Posts {
  constructor(say) {
    this.say = say;
    this.list = el('ul', { class: 'cmp-smo-preview__posts' });
    this.verdict = el('p', { class: 'cmp-smo-preview__verdict' });
    this.element = el('section', { 'aria-label': say('posts') },
      el('h4', { class: 'cmp-smo-preview__heading' }, say('posts')), this.verdict, this.list);
  }

  show(preview) {
    const posted = preview.verdict === 'posted';
    this.verdict.hidden = posted || preview.verdict === '';
    this.verdict.textContent = posted ? '' : this.say(`verdict.${preview.verdict}`);
    const open = new Set([...this.list.querySelectorAll('details[open]')].map((fold) => fold.dataset.connection));
    this.options = preview.options;
    this.list.replaceChildren(...preview.posts.map((post) => this.post(post, preview.page.language, posted, open.has(post.connection))));
  }

  post(post, language, posted, open) {
    const good = posted && ['goes-out', 'approval'].includes(post.fate.code);
    return el('li', { class: 'cmp-smo-preview__post', 'data-connection': post.connection, 'data-fate': post.fate.code },
      el('div', { class: 'cmp-smo-preview__posthead' },
        el('strong', {}, post.label), post.most > 0 ? el('span', { class: 'cmp-smo-preview__count' }, this.say('count', post.length, post.most)) : null),
      el('p', { class: 'cmp-smo-preview__text', dir: 'auto', lang: language }, post.text),
      this.more(post),
      post.note ? el('p', { class: 'cmp-smo-preview__fate', 'data-part': 'note', dir: 'auto' }, post.note) : null,
      this.lost(post, language, open),
      posted || !good ? this.fate(post.fate, good) : null);
  }

  /** Its pictures and what was chosen of the network's own options. */
  more(post) {
    const options = (this.options[post.network] || []).filter(({ name }) => post.options.chosen[name])
      .map((described) => `${described.label}: ${shown(this.say, described, post.options.chosen[described.name])}`);
    const said = [...(post.pictures > 0 ? [this.say('pictures.count', post.pictures)] : []), ...options];
    return said.length > 0 ? el('p', { class: 'cmp-smo-preview__hint', 'data-part': 'options' }, said.join(' · ')) : null;
  }

  /** What did not fit. */
  lost(post, language, open) {
    if (post.text === post.whole) {
      return null;
    }
    const fold = el('details', { class: 'cmp-smo-preview__fold', 'data-connection': post.connection },
      el('summary', {}, this.say('shortened')),
      post.lostHashtags.length > 0 ? el('p', {}, this.say('lost', post.lostHashtags.map((tag) => `#${tag}`).join(' '))) : null,
      el('p', { class: 'cmp-smo-preview__text', dir: 'auto', lang: language }, post.whole));
    fold.open = open;
    return fold;
  }

  fate(fate, good) {
    const done = fate.code.startsWith('ledger-');
    const key = done && fate.code !== 'ledger-sent' ? 'fate.ledger' : `fate.${fate.code}`;
    return el('p', { class: `cmp-smo-preview__fate${good ? ' cmp-smo-preview__fate--good' : ''}` },
      this.say(key, fate.detail), ' ', done && fate.detail ? link(fate.detail, this.say('open')) : null);
  }
}
