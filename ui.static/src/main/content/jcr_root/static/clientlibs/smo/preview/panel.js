import { change, guardedBy, read } from '../console/api.js';
import { el } from '../console/dom.js';
import { sentence, speaking, told } from '../console/sentences.js';
import { Cards } from './cards.js';
import { Fields } from './fields.js';
import { Findings, withProblems } from './findings.js';
import { Posts } from './posts.js';
import { sayer } from './words.js';

const PAUSE = 350;
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/** Form and preview of one page. What is typed in shows at once and is saved by the host's form. */
export class Panel {
  constructor(root) {
    this.root = root;
    this.alarm = el('p', { class: 'cmp-smo-preview__alarm', role: 'alert', dir: 'auto' });
    this.asked = 0;
    guardedBy(root.dataset.cmpCsrf);
  }

  async open() {
    this.root.append(this.alarm);
    try {
      const { preview, words, language } = await read('preview', { page: this.root.dataset.cmpPage });
      speaking(language);
      await withProblems(await told(preview));
      this.say = sayer(words);
      this.root.lang = language;
      this.root.dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
      this.build(preview);
      this.show(preview);
      this.dialog();
    } catch (error) {
      speaking(navigator.language);
      this.alarm.textContent = await sentence(error.message);
    }
  }

  build(preview) {
    this.fields = new Fields(
      this.say, this.root.dataset.cmpPage, this.root.dataset.cmpPrefix, () => this.later(),
      (error) => { this.alarm.textContent = error.message; },
    );
    this.cards = new Cards(this.say);
    this.posts = new Posts(this.say);
    this.findings = new Findings(this.say, (field) => this.fields.focus(field));
    this.fields.build(preview);
    const shown = preview.page ? [this.cards.element, this.findings.element, this.posts.element] : [this.findings.element];
    this.root.append(
      preview.editable || !preview.page ? '' : el('p', { class: 'cmp-smo-preview__verdict' }, this.say('readonly')),
      el('div', { class: 'cmp-smo-preview__columns' },
        preview.page ? this.fields.element : null,
        el('div', { class: 'cmp-smo-preview__show' }, shown)));
    this.watchChooser();
  }

  /** The host's chooser of paths fills in a value without an event. */
  watchChooser() {
    const chosen = (event) => {
      if (!this.root.isConnected) {
        document.removeEventListener('click', chosen);
      } else if (event.target.closest('.search-select-button')) {
        setTimeout(() => this.root.querySelectorAll('.pathfield').forEach((input) => input.dispatchEvent(new Event('change'))), 0);
      }
    };
    document.addEventListener('click', chosen);
  }

  show(preview) {
    this.findings.show(preview);
    if (preview.page) {
      this.cards.show(preview);
      this.posts.show(preview);
      this.fields.tell(preview, preview.card.source);
    }
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  /** Only the answer to the last question counts. */
  async ask() {
    this.asked += 1;
    const question = this.asked;
    try {
      const { preview } = await change('preview', { page: this.root.dataset.cmpPage, ...this.fields.read() });
      await withProblems(preview);
      if (question === this.asked) {
        this.alarm.textContent = '';
        this.show(preview);
      }
    } catch (error) {
      this.alarm.textContent = this.say('failed', error.message);
    }
  }

  /** Hosts put the form into boxes that screen readers take for nothing. */
  dialog() {
    const modal = this.root.closest('.modal');
    if (!modal) {
      return;
    }
    modal.setAttribute('role', 'dialog');
    modal.setAttribute('aria-modal', 'true');
    modal.setAttribute('aria-label', this.say('open-dialog'));
    modal.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.target.closest('.autocomplete-suggestions')) {
        modal.querySelector('.modal-close').click();
      }
    });
    this.fields.focus('title');
  }
}
