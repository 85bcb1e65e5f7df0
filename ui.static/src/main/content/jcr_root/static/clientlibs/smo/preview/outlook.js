import { read } from '../console/api.js';
import { el } from '../console/dom.js';
import { sentence, speaking, told } from '../console/sentences.js';
import { sayer } from './words.js';

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;
const AHEAD = ['goes-out', 'approval'];
/** Less than this from now is "when the page is published". */
const SOON = 90_000;

/** What becomes of the posts of a page by what the host asks about: it is published, unpublished or deleted. */
export class Outlook {
  constructor(root) {
    this.root = root;
  }

  async open() {
    try {
      const { preview, words, language } = await read('preview', { page: this.root.dataset.cmpPage });
      speaking(language);
      await told(preview);
      this.say = sayer(words);
      this.language = language;
      this.root.lang = language;
      this.root.dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
      this.show(preview);
    } catch (error) {
      // The host's own question stands, whatever we can say.
      speaking(navigator.language);
      this.root.append(el('p', { class: 'cmp-smo-outlook__line', role: 'status', dir: 'auto' }, await sentence(error.message)));
    }
  }

  show(preview) {
    const { say } = this;
    const publish = this.root.dataset.cmpEvent === 'publish';
    const lines = publish ? this.ahead(preview) : this.leaving(preview.departure);
    this.root.append(el('section', { 'aria-label': say('outlook') },
      el('h4', { class: 'cmp-smo-outlook__heading' }, say('outlook')),
      el('ul', { class: 'cmp-smo-outlook__lines', role: 'list' }, lines),
      preview.page ? el('p', { class: 'cmp-smo-outlook__links' }, this.links(preview, publish)) : null));
  }

  /** One line an account. */
  ahead(preview) {
    if (preview.verdict !== 'posted') {
      return [this.line(this.say(preview.verdict ? `verdict.${preview.verdict}` : 'finding.no-address'))];
    }
    return preview.posts.map((post) => this.line([el('strong', {}, post.label), ': ', this.fate(post, preview)],
      { 'data-connection': post.connection, 'data-fate': post.fate.code }));
  }

  fate({ connection, fate }, { page, times }) {
    const known = fate.code.startsWith('ledger-') && fate.code !== 'ledger-sent' ? 'ledger' : fate.code;
    const said = this.say(`fate.${known}`, fate.detail);
    const later = AHEAD.includes(fate.code) && times[connection] && Date.parse(times[connection]) - Date.now() > SOON;
    return later ? `${said} ${this.say('outlook.planned', this.moment(times[connection], page.zone))}` : said;
  }

  moment(iso, zone) {
    const written = { dateStyle: 'full', timeStyle: 'short' };
    try {
      return new Intl.DateTimeFormat(this.language, { ...written, timeZone: zone }).format(new Date(iso));
    } catch (error) {
      // A zone of the server that this browser does not know.
      return new Intl.DateTimeFormat(this.language, written).format(new Date(iso));
    }
  }

  /** What the departure of a page does to its posts, by what the policy says of those that are out. */
  leaving(departure) {
    const { onUnpublish, onRemove, out, byHand, waiting } = departure || { onUnpublish: '', onRemove: '', out: 0, byHand: 0, waiting: 0 };
    const does = this.root.dataset.cmpEvent === 'delete' ? onRemove : onUnpublish;
    const stays = ['keep', 'list'].includes(does);
    const known = this.say(`outlook.${does}`) !== `outlook.${does}`;
    const lines = [
      ...this.some('waiting', waiting),
      ...this.some(known ? does : 'other', stays ? out + byHand : out, does),
      ...this.some('by-hand', stays ? 0 : byHand),
    ];
    return lines.length ? lines : [this.line(this.say('outlook.none'), { 'data-code': 'none' })];
  }

  some(code, count, value = '') {
    return count ? [this.line(this.say(`outlook.${code}`, count, value), { 'data-code': code })] : [];
  }

  line(content, attributes = {}) {
    return el('li', { class: 'cmp-smo-outlook__line', ...attributes }, content);
  }

  links(preview, publish) {
    const page = encodeURIComponent(preview.page.path);
    const to = (hash, text) => el('a', { href: `${this.root.dataset.cmpConsole}#${hash}`, target: '_blank', rel: 'noopener' }, text);
    return publish && preview.editable ? [to(`posts?compose=page&page=${page}`, this.say('outlook.compose'))]
      : [to(`results?page=${page}`, this.say('results'))];
  }
}
