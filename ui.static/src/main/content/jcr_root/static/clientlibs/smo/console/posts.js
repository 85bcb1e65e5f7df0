import { change, read } from './api.js';
import { decide } from './decide.js';
import { ask } from './dialog.js';
import { el, patch } from './dom.js';
import { render, STATES } from './post.js';

const EVERY = 5000;
const SLOWEST = 60000;

/** The list of posts, kept fresh while somebody can see it. */
export class Posts {
  constructor(context) {
    this.context = { ...context, networks: {}, options: {}, act: (...what) => this.act(...what) };
    this.page = null;
    this.wait = EVERY;
    const { say } = context;
    this.search = el('input', { id: 'smo-search', class: 'input', type: 'search', oninput: () => this.draw() });
    this.state = choice('smo-state', () => this.draw());
    this.network = choice('smo-network', () => this.draw());
    this.days = choice('smo-days', () => this.load());
    options(this.state, [['', say('All states')], ['attention', say('Needs attention')],
      ...Object.entries(STATES).filter(([, s]) => s[1] !== 'Needs attention').map(([key, [, name]]) => [key, say(name)])]);
    options(this.network, [['', say('All networks')]]);
    options(this.days, [7, 14, 31].map((days) => [String(days), say('{0} days', days)]));
    this.count = el('p', { class: 'cmp-smo-console__count', role: 'status' }, say('Loading'));
    this.held = el('div', {});
    this.list = el('ol', { class: 'cmp-smo-console__posts', 'aria-label': say('Posts') });
    this.notice = el('p', { class: 'cmp-smo-console__alarm', role: 'status' });
    this.empty = el('div', { class: 'cmp-smo-console__empty' });
    this.element = el('div', {},
      el('form', { class: 'cmp-smo-console__filter', role: 'search', onsubmit: (e) => e.preventDefault() },
        labelled(say('Search'), this.search), labelled(say('State'), this.state),
        labelled(say('Network'), this.network), labelled(say('Period'), this.days)),
      this.notice, this.count, this.held, this.list, this.empty);
    document.addEventListener('visibilitychange', () => this.tick());
    window.addEventListener('hashchange', () => this.tick());
  }

  /** Loads now, then again and again. */
  async tick() {
    clearTimeout(this.timer);
    const seen = !document.hidden && this.element.isConnected && !this.element.hidden;
    if (seen && !document.querySelector('dialog[open]')) {
      await this.load();
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), this.wait);
  }

  async load() {
    try {
      const page = await read('posts', { days: this.days.value });
      this.wait = EVERY;
      this.context.well();
      if (JSON.stringify(page) !== JSON.stringify(this.page)) {
        this.page = page;
        this.draw();
      }
    } catch (error) {
      this.wait = Math.min(this.wait * 2, SLOWEST);
      this.context.trouble(error);
    }
    return this.page;
  }

  draw() {
    const { page, context: { say } } = this;
    if (!page) {
      return;
    }
    this.notice.textContent = page.obstacle || '';
    this.context.networks = page.networks;
    this.context.options = page.options;
    options(this.network, [['', say('All networks')], ...Object.entries(page.networks)]);
    const posts = page.posts.filter((post) => this.wanted(post));
    const held = JSON.stringify(page.groups);
    if (this.held.smoGroups !== held) {
      this.held.smoGroups = held;
      this.held.replaceChildren(...page.groups.map((group) => this.group(group)));
    }
    patch(this.list, posts, (post) => render(post, this.context));
    const waiting = posts.filter((post) => post.attention).length;
    const said = [posts.length === 1 ? say('1 post') : say('{0} posts', posts.length)];
    if (waiting > 0) {
      said.push(waiting === 1 ? say('1 needs attention') : say('{0} need attention', waiting));
    }
    const count = said.join(', ') + (page.truncated ? `. ${say('Only the first {0} posts are shown.', page.posts.length)}` : '');
    if (this.count.textContent !== count) {
      this.count.textContent = count;
    }
    this.empty.replaceChildren(...(posts.length === 0 ? this.advice() : []));
  }

  wanted(post) {
    const words = `${post.title} ${post.text} ${post.page} ${post.connection} ${post.reason}`.toLowerCase();
    return words.includes(this.search.value.trim().toLowerCase())
      && (!this.network.value || post.network === this.network.value)
      && (!this.state.value || (this.state.value === 'attention' ? post.attention : post.state === this.state.value));
  }

  advice() {
    const { page, context: { say } } = this;
    if (page.posts.length > 0) {
      return [el('p', {}, say('No post matches.')),
        el('button', { type: 'button', class: 'button', onclick: () => this.showAll() }, say('Show all'))];
    }
    const first = el('p', {}, el('strong', {}, say('Nothing was posted yet.')));
    if (page.connections > 0) {
      return [first, el('p', {}, say('Publish a page of a site that has a syndication policy, and its posts show here.'))];
    }
    return page.user.administrator
      ? [first, el('p', {}, say('Connect an account first. Then publish a page, and its posts show here.')),
        el('p', {}, el('a', { class: 'button is-primary', href: '#connections' }, say('Connect an account')))]
      : [first, el('p', {}, say('No account is connected. Ask an administrator to connect one.'))];
  }

  showAll() {
    this.search.value = '';
    this.state.value = '';
    this.network.value = '';
    this.draw();
    this.search.focus();
  }

  /** What is held together, with one decision for all. */
  group(group) {
    const { say } = this.context;
    const button = (action, name) => el('button', {
      type: 'button', class: 'button is-small', 'data-action': `${action}-all`, onclick: () => this.all(action, group, name),
    }, name);
    return el('div', { 'data-part': 'group' },
      el('p', {}, say('{0} posts are held together.', group.posts), ' ', group.site),
      el('div', { class: 'cmp-smo-console__actions' }, button('retry', say('Send all')), button('cancel', say('Cancel all'))));
  }

  async all(action, group, name) {
    const sure = await ask(this.context.say, { title: `${name}?`, text: this.context.say('{0} posts are held together.', group.posts), go: name });
    if (!sure) {
      return;
    }
    try {
      const { problem } = await change('posts', { action, group: group.id, revision: group.revision });
      this.context.tell(problem || this.context.say('Done: {0}', name));
    } catch (error) {
      this.context.trouble(error);
    }
    await this.load();
  }

  async act(action, post, name) {
    const fields = await decide(action, post, this.context.say, this.page.options[post.network]);
    if (!fields) {
      return;
    }
    try {
      await change('posts', { action, id: post.id, revision: post.revision, ...fields });
      this.context.tell(`${this.context.say('Done: {0}', name)}: ${post.title || post.page}`);
    } catch (error) {
      this.context.trouble(error);
    }
    await this.load();
  }
}

function choice(id, onchange) {
  return el('select', { id, onchange });
}

function labelled(label, input) {
  const shown = input.tagName === 'SELECT' ? el('div', { class: 'select' }, input) : input;
  return el('div', { class: 'cmp-smo-console__field' }, el('label', { for: input.id, class: 'label' }, label), shown);
}

/** Sets the options of a select, if they are others than now; keeps what is chosen. */
function options(select, pairs) {
  if (select.smoOptions !== JSON.stringify(pairs)) {
    const chosen = select.value;
    select.smoOptions = JSON.stringify(pairs);
    select.replaceChildren(...pairs.map(([value, text]) => el('option', { value }, text)));
    select.value = pairs.some(([value]) => value === chosen) ? chosen : pairs[0][0];
  }
}
