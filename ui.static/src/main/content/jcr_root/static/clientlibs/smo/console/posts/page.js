import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Button, ButtonLink, Empty, Loaded, styles } from '../ui/ui.js';
import { Bulk } from './bulk.js';
import { Composer } from './composer.js';
import { Detail } from './detail.js';
import { Filters } from './filters.js';
import { Held } from './held.js';
import { List } from './list.js';
import { filters, joined, meant, parameters } from './query.js';
import { accountsOf, sharedZone } from './rows.js';
import { kept } from './select.js';

export const folder = 'posts';

const EVERY = 5000;

/** More than one portion is asked for again less often. */
const SELDOM = 30000;

const sheet = styles(new URL('./posts.css', import.meta.url).href);

/** What became of what, and what to do about it: the list, the post that is open, and the composer over both. */
export default function Posts(context) {
  const { say, route, go } = context;
  const [portions, more] = useState(1);
  const [chosen, choose] = useState(new Set());
  const [ready, show] = useState(false);
  const asked = filters(route.query);
  const key = JSON.stringify(asked);
  useEffect(() => { sheet.then(() => show(true)); }, []);
  useEffect(() => { more(1); }, [key]);
  const found = useData(() => all(parameters(asked), portions), [key, portions], portions > 1 ? SELDOM : EVERY);
  // By whose clock the days are; where nothing is found, still that of what was found before.
  const clock = useRef(undefined);
  if (found.data && found.data.posts.length > 0) {
    clock.current = sharedZone(found.data.posts);
  }
  const zone = clock.current;
  const close = (query) => go(format('posts', { ...asked, by: route.query.by, ...query }), { replace: true });
  const place = { ...context, asked, zone, close, reload: found.reload, to: (id) => format('posts', { ...asked, by: route.query.by }, id) };
  return ready ? h('div', { class: 'cmp-smo-posts', 'data-open': route.rest ? 'true' : null },
    h(Head, place),
    h(Filters, place),
    h('div', { class: 'cmp-smo-posts__columns' },
      h('div', { class: 'cmp-smo-posts__list' }, h(Loaded, { say, from: found },
        (data) => h(Found, { ...place, data, chosen, choose, more: () => more(portions + 1), loading: found.loading }))),
      route.rest ? h(Detail, { ...place, key: route.rest, id: route.rest }) : null),
    route.query.compose ? h(Composer, { ...place, key: route.query.compose, posts: found.data ? found.data.posts : [], options: found.data ? found.data.options : {} }) : null) : null;
}

async function all(asked, portions) {
  const answers = [await read('posts', asked)];
  for (let i = 1; i < portions && answers[i - 1].next; i += 1) {
    answers.push(await read('posts', { ...asked, next: answers[i - 1].next }));
  }
  return joined(answers);
}

function Head({ say, asked, route }) {
  return h('div', { class: 'cmp-smo-row cmp-smo-row--middle cmp-smo-posts__head' },
    h('h2', { class: 'cmp-smo-hidden' }, say('Posts')),
    h(ButtonLink, { kind: 'primary', 'data-action': 'compose', href: format('posts', { ...asked, by: route.query.by, compose: 'page' }) }, say('New post')));
}

function Found(place) {
  const { say, data, asked, zone, chosen, choose, more, loading, route, session, language } = place;
  const posts = meant(data.posts, asked, zone);
  const context = { ...place, data, labels: data.networks, accounts: accountsOf(session), colors: Object.fromEntries(session.networks.map((one) => [one.name, one.color])) };
  const waiting = posts.filter((post) => post.attention).length;
  const said = [posts.length === 1 ? say('1 post') : say('{0} posts', posts.length)];
  if (waiting > 0) {
    said.push(waiting === 1 ? say('1 needs attention') : say('{0} need attention', waiting));
  }
  const there = kept(chosen, posts);
  return h('div', {},
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle cmp-smo-posts__count' },
      h('p', { class: 'cmp-smo-console__count cmp-smo-grow', role: 'status' }, said.join(', ') + (data.truncated ? `. ${say('Only the first {0} posts are shown.', data.posts.length)}` : '')),
      h(Toggle, { ...place, route, language })),
    data.groups.map((group) => h(Held, { ...context, key: group.id, group })),
    h(Bulk, { ...context, posts, there }),
    posts.length === 0 ? h(Advice, { ...place, data }) : [
      h('p', { class: 'cmp-smo-hint' }, say('Times are by the clock of {0}.', context.zone || Intl.DateTimeFormat().resolvedOptions().timeZone)),
      h(List, { ...context, posts, chosen, choose }),
    ],
    data.next ? h('div', { class: 'cmp-smo-posts__more' },
      h(Button, { onClick: more, busy: loading, 'data-action': 'more' }, posts.length === 0 ? say('Search further back') : say('Load more'))) : null);
}

function Toggle({ say, asked, route, go }) {
  const by = route.query.by === 'time' ? 'time' : 'page';
  const turn = (to) => go(format('posts', { ...asked, by: to === 'page' ? '' : to }, route.rest), { replace: true });
  return h('div', { class: 'cmp-smo-row', role: 'group', 'aria-label': say('Order') },
    h(Button, { small: true, 'aria-pressed': String(by === 'page'), onClick: () => turn('page') }, say('By page')),
    h(Button, { small: true, 'aria-pressed': String(by === 'time'), onClick: () => turn('time') }, say('By time')));
}

/** Why there is nothing, and the one thing to do. */
function Advice({ say, data, asked, session, close }) {
  if (Object.keys(asked).length > 0) {
    return h(Empty, { title: say('No post matches.') },
      h(Button, { onClick: () => close(Object.fromEntries(Object.keys(asked).map((name) => [name, '']))) }, say('Show all')));
  }
  if (data.connections > 0) {
    return h(Empty, { title: say('Nothing was posted yet.') }, h('p', {}, say('Publish a page of a site that has a syndication policy, and its posts show here.')));
  }
  return session.administrator
    ? h(Empty, { title: say('Nothing was posted yet.') }, h('p', {}, say('Connect an account first. Then publish a page, and its posts show here.')),
      h('p', {}, h(ButtonLink, { kind: 'primary', href: '#connections' }, say('Connect an account'))))
    : h(Empty, { title: say('Nothing was posted yet.') }, h('p', {}, say('No account is connected. Ask an administrator to connect one.')));
}
