import { AnswerForm, answers, underWay } from './answer.js';
import { change, read } from './api.js';
import { el, link, patch, time } from './dom.js';

const NAMES = { answer: 'Answer', approve: 'Approve', show: 'Show', hide: 'Hide', delete: 'Delete' };
const KINDS = { like: 'Like', repost: 'Repost', reply: 'Reply', mention: 'Mention', bookmark: 'Bookmark' };
const STATES = { PENDING: ['?', 'Waits', 'wait'], APPROVED: ['✓', 'Shown', 'good'], HIDDEN: ['⊘', 'Hidden', 'calm'] };
const EVERY = 10000;
const SOON = 2000;

/**
 * What people elsewhere said about pages: all that waits for somebody to say whether it is shown,
 * or (address #reactions:/content/...) everything about one page.
 */
export class Reactions {
  constructor(context) {
    const { say } = context;
    this.context = context;
    this.forms = new Map();
    this.drawn = [];
    this.head = el('div', {});
    this.count = el('p', { class: 'cmp-smo-console__count', role: 'status' }, say('Loading'));
    this.list = el('ol', { class: 'cmp-smo-console__posts', 'aria-label': say('Reactions') });
    this.empty = el('div', { class: 'cmp-smo-console__empty' });
    this.element = el('div', { tabindex: '-1' }, this.head, this.count, this.list, this.empty);
  }

  /** The page whose reactions are wanted; empty: all that wait. */
  page() {
    return decodeURI(location.hash).split(':').slice(1).join(':');
  }

  async load() {
    clearTimeout(this.timer);
    if (this.element.hidden) {
      return;
    }
    let wait = EVERY;
    const page = this.page();
    if (this.shown !== page) {
      this.shown = page;
      this.drawn = [];
      this.head.replaceChildren(...(page ? this.about(page) : []));
    }
    try {
      const { reactions, total } = await read('reactions', page ? { page } : {});
      this.context.well();
      this.draw(reactions, page, total);
      wait = reactions.some(underWay) ? SOON : EVERY;
    } catch (error) {
      this.context.trouble(error);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), wait);
  }

  about(page) {
    const { say } = this.context;
    return [
      el('h2', { class: 'cmp-smo-console__subtitle' }, say('Reactions to {0}', page)),
      el('p', { class: 'cmp-smo-console__links' },
        el('button', { type: 'button', class: 'button is-small', 'data-action': 'refresh', onclick: () => this.refresh(page) }, say('Ask the networks now')),
        el('a', { href: '#reactions' }, say('All that wait for a decision')))];
  }

  draw(reactions, page, total) {
    const { say } = this.context;
    // What somebody is answering stays, though it waits for no decision any more.
    const open = this.drawn.filter((one) => this.forms.has(one.id) && !reactions.some((other) => other.id === one.id));
    this.drawn = [...reactions, ...open];
    patch(this.list, this.drawn, (reaction) => this.render(reaction));
    const [one, many] = page ? ['1 reaction', '{0} reactions'] : ['1 waits for a decision', '{0} wait for a decision'];
    const count = total === 1 ? say(one) : say(many, total);
    if (this.count.textContent !== count) {
      this.count.textContent = count;
    }
    this.empty.replaceChildren(...(reactions.length > 0 ? [] : [
      el('p', {}, el('strong', {}, say(page ? 'Nobody has reacted to this page yet.' : 'Nothing waits for a decision.'))),
      el('p', {}, say('Replies to posts and mentions on other sites come here before they show on a page.'))]));
  }

  render(reaction) {
    const { say, language, editor } = this.context;
    const [sign, state, tone] = STATES[reaction.moderation];
    const author = el('bdi', {}, reaction.author || say('Somebody'));
    return el('li', { class: 'cmp-smo-console__post', tabindex: '-1' },
      el('article', {},
        el('header', { class: 'cmp-smo-console__head' },
          el('span', { class: `cmp-smo-console__state cmp-smo-console__state--${tone}` },
            el('span', { 'aria-hidden': 'true' }, sign), ' ', say(state)),
          el('span', {}, `${say(KINDS[reaction.kind] || reaction.kind)} · ${reaction.network}`),
          link(reaction.authorUrl, author, foreign('author')),
          time(reaction.at, language)),
        el('p', { class: 'cmp-smo-console__text', dir: 'auto' }, reaction.text),
        reaction.hiddenThere ? el('p', { class: 'cmp-smo-console__hint' }, say('Also hidden on {0}', reaction.network)) : null,
        el('p', { class: 'cmp-smo-console__links' },
          reaction.url ? link(reaction.url, say('Open original'), foreign('url')) : null,
          editor ? link(editor + reaction.page, reaction.title || reaction.page, { 'data-part': 'page' }) : reaction.title || reaction.page),
        answers(reaction, this.context),
        el('div', { class: 'cmp-smo-console__actions' }, reaction.actions.map((action) => this.button(action, reaction))),
        this.forms.has(reaction.id) ? this.forms.get(reaction.id).element : null));
  }

  button(action, reaction) {
    const { say } = this.context;
    const name = this.name(action, reaction);
    return el('button', {
      type: 'button',
      class: action === 'approve' ? 'button is-small is-primary' : 'button is-small',
      'data-part': action,
      'data-action': action,
      'aria-label': `${name}: ${reaction.author}, ${reaction.title || reaction.page}`,
      'aria-expanded': action === 'answer' ? String(this.forms.has(reaction.id)) : null,
      onclick: () => (action === 'answer' ? this.answer(reaction) : this.decide(action, reaction)),
    }, name);
  }

  /** People should know before that a network hides what they hide, and not only their page. */
  name(action, reaction) {
    const { say } = this.context;
    if (action === 'hide' && reaction.hidesThere) {
      return reaction.moderation === 'HIDDEN' ? say('Hide on {0}', reaction.network) : say('Hide here and on {0}', reaction.network);
    }
    return say(NAMES[action]);
  }

  /** Opens the form below a reply, or goes to it; it stays while the list is drawn anew. */
  answer(reaction) {
    if (!this.forms.has(reaction.id)) {
      const form = new AnswerForm(this.context, reaction, (answered) => this.answered(reaction, answered));
      this.forms.set(reaction.id, form);
      const item = this.item(reaction);
      item.querySelector('article').append(form.element);
      item.querySelector('[data-action="answer"]').setAttribute('aria-expanded', 'true');
      form.open();
    }
    this.forms.get(reaction.id).words.focus();
  }

  async answered(reaction, answered) {
    // Its person may have closed it while the answer was under way.
    this.forms.get(reaction.id)?.element.remove();
    this.forms.delete(reaction.id);
    const button = this.item(reaction) && this.item(reaction).querySelector('[data-action="answer"]');
    if (button) {
      button.setAttribute('aria-expanded', 'false');
      button.focus();
    }
    if (answered) {
      this.context.tell(this.context.say('The answer to {0} goes out within seconds.', reaction.author || this.context.say('Somebody')));
      await this.load();
    }
  }

  item(reaction) {
    return [...this.list.children].find((item) => item.dataset.key === reaction.id);
  }

  /** Keeps the keyboard where it was: on the same one, the next, or the view when none is left. */
  async decide(action, reaction) {
    const { say } = this.context;
    const place = [...this.list.children].findIndex((item) => item.dataset.key === reaction.id);
    await this.change({ action, identity: reaction.identity, id: reaction.id },
      (now) => `${say('Done: {0}', say(NAMES[action]))}: ${reaction.author}${this.there(now)}`);
    await this.load();
    const next = this.list.children[Math.min(place, this.list.children.length - 1)];
    (next ? next.querySelector('[data-action]') || next : this.element).focus();
  }

  async refresh(page) {
    await this.change({ action: 'refresh', page },
      () => this.context.say('The networks are asked; what is new shows here within a minute.'));
  }

  /** What became of a decision on the network: said only where it is so. */
  there({ hiddenThere, problem, network, hidesThere, moderation }) {
    const { say } = this.context;
    if (problem) {
      return ` · ${say(moderation === 'HIDDEN' ? 'Not hidden on {0}:' : 'Still hidden on {0}:', network)} ${problem}`;
    }
    if (!hidesThere) {
      return '';
    }
    return ` · ${say(hiddenThere ? 'Also hidden on {0}' : 'Visible on {0}', network)}`;
  }

  async change(fields, done) {
    try {
      const now = await change('reactions', fields);
      this.context.tell(done(now));
    } catch (error) {
      this.context.trouble(error);
    }
  }
}

function foreign(part) {
  return { target: '_blank', rel: 'noopener nofollow ugc', 'data-part': part };
}
