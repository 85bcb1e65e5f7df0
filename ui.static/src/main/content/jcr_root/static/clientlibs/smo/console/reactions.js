import { change, read } from './api.js';
import { el, link, patch, time } from './dom.js';

const NAMES = { approve: 'Approve', hide: 'Hide' };
const KINDS = { like: 'Like', repost: 'Repost', reply: 'Reply', mention: 'Mention', bookmark: 'Bookmark' };
const STATES = { PENDING: ['?', 'Waits', 'wait'], APPROVED: ['✓', 'Shown', 'good'], HIDDEN: ['⊘', 'Hidden', 'calm'] };
const EVERY = 10000;

/**
 * What people elsewhere said about pages: all that waits for somebody to say whether it is shown,
 * or (address #reactions:/content/...) everything about one page.
 */
export class Reactions {
  constructor(context) {
    const { say } = context;
    this.context = context;
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
    const page = this.page();
    if (this.shown !== page) {
      this.shown = page;
      this.head.replaceChildren(...(page ? this.about(page) : []));
    }
    try {
      const { reactions } = await read('reactions', page ? { page } : {});
      this.context.well();
      this.draw(reactions, page);
    } catch (error) {
      this.context.trouble(error);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), EVERY);
  }

  about(page) {
    const { say } = this.context;
    return [
      el('h2', { class: 'cmp-smo-console__subtitle' }, say('Reactions to {0}', page)),
      el('p', { class: 'cmp-smo-console__links' },
        el('button', { type: 'button', class: 'button is-small', 'data-action': 'refresh', onclick: () => this.refresh(page) }, say('Ask the networks now')),
        el('a', { href: '#reactions' }, say('All that wait for a decision')))];
  }

  draw(reactions, page) {
    const { say } = this.context;
    patch(this.list, reactions, (reaction) => this.render(reaction));
    const [one, many] = page ? ['1 reaction', '{0} reactions'] : ['1 waits for a decision', '{0} wait for a decision'];
    const count = reactions.length === 1 ? say(one) : say(many, reactions.length);
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
        el('p', { class: 'cmp-smo-console__links' },
          reaction.url ? link(reaction.url, say('Open original'), foreign('url')) : null,
          editor ? link(editor + reaction.page, reaction.title || reaction.page, { 'data-part': 'page' }) : reaction.title || reaction.page),
        el('div', { class: 'cmp-smo-console__actions' }, reaction.actions.map((action) => el('button', {
          type: 'button',
          class: action === 'approve' ? 'button is-small is-primary' : 'button is-small',
          'data-part': action,
          'data-action': action,
          'aria-label': `${say(NAMES[action])}: ${reaction.author}, ${reaction.title || reaction.page}`,
          onclick: () => this.decide(action, reaction),
        }, say(NAMES[action]))))));
  }

  /** Keeps the keyboard where it was: on the same one, the next, or the view when none is left. */
  async decide(action, reaction) {
    const { say } = this.context;
    const place = [...this.list.children].findIndex((item) => item.dataset.key === reaction.id);
    await this.change({ action, identity: reaction.identity, id: reaction.id },
      `${say('Done: {0}', say(NAMES[action]))}: ${reaction.author}`);
    await this.load();
    const next = this.list.children[Math.min(place, this.list.children.length - 1)];
    (next ? next.querySelector('[data-action]') || next : this.element).focus();
  }

  async refresh(page) {
    await this.change({ action: 'refresh', page },
      this.context.say('The networks are asked; what is new shows here within a minute.'));
  }

  async change(fields, done) {
    try {
      await change('reactions', fields);
      this.context.tell(done);
    } catch (error) {
      this.context.trouble(error);
    }
  }
}

function foreign(part) {
  return { target: '_blank', rel: 'noopener nofollow ugc', 'data-part': part };
}
