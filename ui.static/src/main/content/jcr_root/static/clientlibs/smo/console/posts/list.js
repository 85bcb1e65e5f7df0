import { h } from '../lib/preact.module.js';
import { useRef } from '../lib/hooks.module.js';
import { format } from '../ui/route.js';
import { stateOf } from '../ui/states.js';
import { Badge, ButtonLink, Link, Mark, Time } from '../ui/ui.js';
import { beginning, byPage, byTime, time } from './rows.js';
import { extended, toggled } from './select.js';

/**
 * One row a post, by page or by time. Space on a row's box chooses it; up and down go to the next one, with Shift they choose on the way, and a
 * click with Shift chooses all from the last one.
 */
export function List(context) {
  const { say, posts, chosen, choose, route } = context;
  const list = useRef(null);
  const last = useRef(null);
  const groups = route.query.by === 'time' ? byTime(posts) : byPage(posts);
  const order = groups.flatMap((group) => group.posts.map((post) => post.id));
  const pick = (id, event) => {
    choose(event.shiftKey && last.current ? extended(chosen, order, last.current, id) : toggled(chosen, id));
    last.current = id;
  };
  const move = (id, event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step ? order[order.indexOf(id) + step] : null;
    if (!next) {
      return;
    }
    event.preventDefault();
    if (event.shiftKey) {
      choose(new Set([...chosen, id, next]));
      last.current = next;
    }
    list.current.querySelector(`[data-key="${next}"] input`).focus();
  };
  const every = posts.length > 0 && posts.every((post) => chosen.has(post.id));
  return h('div', { ref: list },
    h('label', { class: 'cmp-smo-posts__every' },
      h('input', { type: 'checkbox', checked: every, 'data-action': 'all', onClick: () => choose(every ? new Set() : new Set(order)) }), ' ', say('Choose all')),
    groups.map((group) => h('section', { key: group.key, class: 'cmp-smo-posts__group', 'aria-label': group.title || say('Posts') },
      h(Title, { ...context, group }),
      h('ul', { class: 'cmp-smo-posts__rows' }, group.posts.map((post) => h(Row, { ...context, key: post.id, post, pick, move, alone: !group.page || group.note }))))));
}

function Title({ say, group, editor, asked, route }) {
  if (!group.page || group.note) {
    return null;
  }
  return h('h3', { class: 'cmp-smo-posts__title' },
    editor ? h(Link, { href: editor + group.page }, group.title) : group.title,
    ' ', h('span', { class: 'cmp-smo-hint' }, group.page), ' ',
    h(ButtonLink, {
      small: true, kind: 'quiet', 'data-action': 'compose-page', 'aria-label': `${say('New post')}: ${group.title}`,
      href: format('posts', { ...asked, by: route.query.by, compose: 'page', page: group.page }),
    }, say('New post')));
}

function Row({ say, language, zone, post, chosen, pick, move, alone, to, labels, accounts, colors, route }) {
  const [sign, state, tone] = stateOf(post.state);
  const at = time(post);
  const title = post.title || beginning(post.text, 60) || post.page;
  const account = accounts[post.connection] || post.connection;
  return h('li', { class: 'cmp-smo-posts__row', 'data-state': post.state, 'data-key': post.id, 'data-connection': post.connection, 'data-page': post.page, 'aria-current': route.rest === post.id ? 'true' : null },
    h('input', {
      type: 'checkbox', checked: chosen.has(post.id), 'aria-label': `${say('Choose')}: ${title} (${account})`,
      onClick: (event) => pick(post.id, event), onKeyDown: (event) => move(post.id, event),
    }),
    h(Badge, { tone, sign }, say(state)),
    h('span', { class: 'cmp-smo-posts__to' }, h(Mark, { name: labels[post.network] || post.network, color: colors[post.network] }), h('span', { title: post.connection }, account)),
    h('a', { class: 'cmp-smo-posts__words', href: to(post.id), dir: 'auto', 'data-action': 'open' },
      alone && post.title ? h('strong', {}, post.title, ' ') : null,
      h('span', { lang: post.language || null }, beginning(post.text) || title)),
    post.attention ? h('span', { class: 'cmp-smo-posts__why', title: post.reason, dir: 'auto' }, post.reason || say('Waits for you')) : null,
    post.waits && !post.attention ? h('span', { class: 'cmp-smo-posts__why', title: post.waits, dir: 'auto' }, post.waits) : null,
    at ? h('span', { class: 'cmp-smo-posts__at' }, h(Time, { at, language, zone })) : null);
}
