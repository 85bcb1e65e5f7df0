import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Button, Empty, Loaded, styles } from '../ui/ui.js';
import { Deleted } from './deleted.js';
import { DELETED, Filters } from './filters.js';
import { List } from './list.js';
import { filters, joined, name, opened, parameters } from './query.js';
import { arranged, following } from './stream.js';
import { Thread } from './thread.js';

export const folder = 'inbox';

const EVERY = 8000;

/** More than one portion is asked for again less often. */
const SELDOM = 30000;

const sheet = styles(new URL('./inbox.css', import.meta.url).href);

/** Who said something, and who answers: the list, and the one that is open. */
export default function Inbox(context) {
  const { route, go } = context;
  const old = route.name === 'reactions';
  // Where the list of reactions was before there was an inbox.
  useEffect(() => { if (old) { go(format('inbox', route.rest ? { page: route.rest, state: 'all' } : {}), { replace: true }); } }, [old]);
  return old ? null : h(route.query.state === DELETED ? Gone : Desk, context);
}

function Desk(context) {
  const { say, route, go } = context;
  const [portions, more] = useState(1);
  const [ready, show] = useState(false);
  const [, draw] = useState(0);
  const focus = useRef('');
  const asked = filters(route.query);
  const key = JSON.stringify(asked);
  const known = useRef({ place: '', ids: null });
  useEffect(() => { sheet.then(() => show(true)); }, []);
  useEffect(() => { more(1); }, [key]);
  const place = `${key} ${portions}`;
  // What was asked for before is no answer to what is asked for now, so each answer says what it answers.
  const found = useData(async () => ({ ...await all(parameters(asked), portions), key, place }), [key, portions], portions > 1 ? SELDOM : EVERY);
  const data = found.data && found.data.key === key ? found.data : null;
  if (data && known.current.place !== data.place) {
    known.current = { place: data.place, ids: null };
  }
  const { shown, fresh } = data ? arranged(known.current.ids, data.reactions) : { shown: [], fresh: 0 };
  if (data) {
    known.current.ids = new Set([...(known.current.ids || []), ...shown.map((one) => one.id)]);
  }
  const open = opened(route.rest);
  const to = (reaction) => format('inbox', asked, reaction ? name(reaction) : '');
  /** Goes on to the next one where something was done about this one that takes it off the list. */
  const decided = async (id, action) => {
    const now = await found.reload();
    const next = now ? following(shown, now.reactions, id) : null;
    if (next) {
      focus.current = action;
      go(to(next), { replace: true });
    }
    return !!next;
  };
  const all_ = { ...context, asked, to, decided, focus, reload: found.reload };
  return ready ? h('div', { class: 'cmp-smo-inbox', 'data-page': 'inbox', 'data-open': open ? 'true' : null },
    h(Filters, all_),
    h('div', { class: 'cmp-smo-inbox__columns' },
      h('div', { class: 'cmp-smo-inbox__list' }, h(Loaded, { say, from: { ...found, data } }, () => [
        h(Fresh, { say, fresh, onShow: () => { known.current.ids = null; draw((n) => n + 1); } }),
        h(Found, { ...all_, data, shown, open, more: () => more(portions + 1), loading: found.loading }),
      ])),
      open ? h(Thread, { ...all_, key: open.id, open }) : null)) : null;
}

/** What somebody here deleted. */
function Gone(context) {
  const [ready, show] = useState(false);
  useEffect(() => { sheet.then(() => show(true)); }, []);
  return ready ? h('div', { class: 'cmp-smo-inbox', 'data-page': 'inbox' },
    h(Filters, { ...context, asked: { state: DELETED }, gone: true }), h(Deleted, context)) : null;
}

async function all(asked, portions) {
  const answers = [await read('reactions', asked)];
  for (let i = 1; i < portions && answers[i - 1].next; i += 1) {
    answers.push(await read('reactions', { ...asked, before: answers[i - 1].next }));
  }
  return joined(answers);
}

/** Says that something came in, without moving what is read. */
function Fresh({ say, fresh, onShow }) {
  return h('div', { class: 'cmp-smo-inbox__fresh' },
    h('p', { class: 'cmp-smo-hidden', role: 'status' }, fresh === 0 ? '' : fresh === 1 ? say('1 new') : say('{0} new', fresh)),
    fresh > 0 ? h(Button, { small: true, kind: 'primary', 'data-action': 'fresh', onClick: onShow }, fresh === 1 ? say('Show 1 new') : say('Show {0} new', fresh)) : null);
}

function Found(place) {
  const { say, data, shown, more, loading } = place;
  const total = data.total === null ? shown.length : data.total;
  return h('div', {},
    h('p', { class: 'cmp-smo-console__count', role: 'status' }, total === 1 ? say('1 reaction') : say('{0} reactions', total)),
    shown.length === 0 ? h(Nothing, place) : h(List, place),
    data.next ? h('div', { class: 'cmp-smo-inbox__more' },
      h(Button, { onClick: more, busy: loading, 'data-action': 'more' }, shown.length === 0 ? say('Look further back') : say('Load older ones'))) : null);
}

/** Why there is nothing, and the one thing to do. */
function Nothing({ say, asked, go }) {
  if (Object.keys(asked).some((one) => one !== 'state')) {
    return h(Empty, { title: say('Nothing matches.') },
      h(Button, { onClick: () => go(format('inbox', { state: asked.state }), { replace: true }) }, say('Show all')));
  }
  return asked.state && asked.state !== 'waits' ? h(Empty, { title: say('There is nothing here.') })
    : h(Empty, { title: say('Nothing waits for you.') },
      h('p', {}, say('Replies to posts and mentions on other sites come here before they show on a page.')),
      h('p', {}, h('a', { href: format('inbox', { state: 'all' }) }, say('Show all'))));
}
