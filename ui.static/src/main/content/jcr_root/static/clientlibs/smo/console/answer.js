import { change, read } from './api.js';
import { el, link } from './dom.js';
import { STATES } from './ui/states.js';

const PAUSE = 300;
let forms = 0;

/**
 * The form in which a person answers a reply. It counts as the network does, and sends one answer
 * however often it is asked to: all its tries carry the same token.
 */
export class AnswerForm {
  /**
   * @param done called with the reaction as it is once the answer is taken, or with null where the person thought better of it
   */
  constructor(context, reaction, done) {
    const { say } = context;
    const id = `smo-answer-${++forms}`;
    Object.assign(this, { context, done, subject: { identity: reaction.identity, id: reaction.id } });
    this.token = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.floor(Math.random() * 1e15)}`;
    this.words = el('textarea', {
      id, class: 'textarea', rows: '3', required: true, 'data-part': 'words', 'aria-describedby': `${id}-count ${id}-says`,
      oninput: () => this.count(),
      onkeydown: (event) => this.key(event),
    });
    this.counter = el('p', { id: `${id}-count`, class: 'cmp-smo-console__hint' });
    this.says = el('p', { id: `${id}-says`, class: 'cmp-smo-console__answer-says', role: 'status' }, say('Loading'));
    this.send = el('button', { class: 'button is-small is-primary', 'data-part': 'send', disabled: true }, say('Send answer'));
    this.element = el('form', { class: 'cmp-smo-console__answer', onsubmit: (event) => this.submit(event) },
      el('label', { for: id, class: 'label' }, say('Answer to {0}', reaction.author || say('Somebody'))),
      this.words, this.counter, this.says,
      el('div', { class: 'cmp-smo-console__actions' }, this.send,
        el('button', { type: 'button', class: 'button is-small', 'data-part': 'close', onclick: () => this.done(null) }, say('Close'))));
  }

  /** Asks the network how an answer begins; what the person typed meanwhile stays behind it. */
  async open() {
    try {
      const { words, size } = await read('reactions', { answer: this.subject.id, identity: this.subject.identity });
      this.words.value = words + this.words.value;
      this.says.textContent = '';
      this.send.disabled = false;
      this.show(size);
    } catch (error) {
      this.trouble(error);
    }
  }

  key(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.done(null);
    }
  }

  count() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.measure(), PAUSE);
  }

  async measure() {
    const words = this.words.value;
    try {
      const size = await change('reactions', { action: 'measure', ...this.subject, words });
      if (words === this.words.value) {
        this.show(size);
      }
    } catch {
      // It counts again with the next letter, and the server has the last word.
    }
  }

  show({ length, most }) {
    const { say } = this.context;
    const over = length > most;
    this.counter.textContent = `${length} / ${most}${over ? ` · ${say('{0} too many', length - most)}` : ''}`;
    this.words.setAttribute('aria-invalid', String(over));
  }

  async submit(event) {
    event.preventDefault();
    if (this.send.disabled) {
      return;
    }
    const { say } = this.context;
    this.send.disabled = true;
    this.says.classList.remove('is-bad');
    this.says.textContent = say('Sending');
    try {
      const words = this.words.value;
      this.done(await change('reactions', { action: 'answer', ...this.subject, words, token: this.token }));
    } catch (error) {
      this.send.disabled = false;
      this.trouble(error);
    }
  }

  trouble(error) {
    const { say } = this.context;
    this.says.classList.add('is-bad');
    this.says.textContent = error.status === 401 ? say('Your session has ended.')
      : error.status && error.status < 502 ? error.message : say('The server does not answer. Nothing is lost: send it again.');
  }
}

/** Our answers to a reaction, and what became of each. */
export function answers(reaction, { say, timeline }) {
  return reaction.answers.length === 0 ? null
    : el('ul', { class: 'cmp-smo-console__answers', 'aria-label': say('Our answers') }, reaction.answers.map((answer) => {
      const [sign, state, tone] = STATES[answer.state] || ['·', answer.state, 'calm'];
      const address = answer.permalink.startsWith('sandbox:/') && timeline
        ? `${timeline}#${answer.permalink.slice('sandbox:/'.length)}` : answer.permalink;
      return el('li', { 'data-state': answer.state },
        el('span', { class: `cmp-smo-console__state cmp-smo-console__state--${tone}` },
          el('span', { 'aria-hidden': 'true' }, sign), ' ', say(state)),
        ' ', el('span', { class: 'cmp-smo-console__text', dir: 'auto' }, answer.text), ' ',
        address ? link(address, say('Open answer'), { target: '_blank', rel: 'noopener', 'data-part': `answer-${answer.id}` }) : null,
        answer.reason && tone !== 'good' ? el('p', { class: 'cmp-smo-console__reason' }, answer.reason) : null);
    }));
}

/** Whether what became of an answer is not known yet. */
export function underWay(reaction) {
  return reaction.answers.some((answer) => (STATES[answer.state] || [])[2] === 'busy' || answer.state === 'UNKNOWN');
}
