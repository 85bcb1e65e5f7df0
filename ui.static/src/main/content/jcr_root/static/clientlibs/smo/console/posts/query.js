import { wall } from './clock.js';
import { time } from './rows.js';

/** What the address of the list says, and what is asked of the server for it. */

const FILTERS = ['q', 'state', 'network', 'connection', 'from', 'to'];

/** Only what filters of an address; what is empty is left out. */
export function filters(query) {
  return Object.fromEntries(FILTERS.filter((name) => query[name]).map((name) => [name, query[name]]));
}

/** The day so many days after another. */
const plus = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);

/** What somebody typed into an address may be no day; the server says so. */
const valid = (date) => Boolean(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`));

/** The day, so many days after an instant, by the clock of a zone; that of the browser where it is none. */
export function day(now, days = 0, zone = '') {
  return plus(wall(now, zone).slice(0, 10), days);
}

/** Filters that everybody has, by the clock by which the list is shown: pairs of a name and what it stands for in the address. */
export function presets(say, now, zone) {
  const of = (from, to) => ({ from: day(now, from, zone), to: day(now, to, zone) });
  return [
    [say('These two weeks'), {}],
    [say('Needs me'), { state: 'attention' }],
    [say('Today'), of(0, 0)],
    [say('Yesterday'), of(-1, -1)],
    [say('Last 7 days'), of(-6, 0)],
    [say('Next 7 days'), of(0, 6)],
  ];
}

/** Whether two filters are the same, whatever the order of their parts. */
export function same(one, other) {
  const said = (query) => JSON.stringify(Object.entries(filters(query)).sort());
  return said(one) === said(other);
}

/** The parameters for the server: what waits is there at once however old it is, everything else is searched by days. */
export function parameters(query) {
  const asked = filters(query);
  if (asked.state === 'attention' && !asked.from && !asked.to) {
    return { attention: 'true' };
  }
  // The server counts days of UTC. A day of any zone lies within three of them, and `meant` keeps to it.
  return { ...asked, ...(valid(asked.from) ? { from: plus(asked.from, -1) } : {}), ...(valid(asked.to) ? { to: plus(asked.to, 1) } : {}) };
}

/** Those of some posts that a filter means, its days by the clock of a zone; the server leaves this to us where it tells all that wait. */
export function meant(posts, query, zone) {
  const words = (query.q || '').toLowerCase().split(/\s+/).filter(Boolean);
  return posts.filter((post) => {
    const said = [post.title, post.text, post.page, post.connection, post.network, post.reason, post.permalink].join('\n').toLowerCase();
    return words.every((word) => said.includes(word))
      && within(time(post), query, zone)
      && (!query.network || post.network === query.network)
      && (!query.connection || post.connection === query.connection)
      && (!query.state || (query.state === 'attention' ? post.attention : post.state === query.state));
  });
}

function within(at, { from, to }, zone) {
  if (!from && !to) {
    return true;
  }
  const on = at ? wall(at, zone).slice(0, 10) : '';
  return (!from || on >= from) && (!to || on <= to);
}

/** Answers one behind the other as one; a post that moved in between is there once, as it was told last. */
export function joined(portions) {
  const posts = new Map();
  for (const portion of portions) {
    for (const post of portion.posts) {
      posts.set(post.id, post);
    }
  }
  const last = portions[portions.length - 1];
  const groups = new Map(portions.flatMap((portion) => portion.groups).map((group) => [group.id, group]));
  return { ...last, posts: [...posts.values()], groups: [...groups.values()] };
}
