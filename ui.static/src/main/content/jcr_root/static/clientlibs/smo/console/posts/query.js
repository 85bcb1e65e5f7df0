/** What the address of the list says, and what is asked of the server for it. */

const FILTERS = ['q', 'state', 'network', 'connection', 'from', 'to'];

/** Only what filters of an address; what is empty is left out. */
export function filters(query) {
  return Object.fromEntries(FILTERS.filter((name) => query[name]).map((name) => [name, query[name]]));
}

/** The day (UTC, as the server counts) so many days after an instant. */
export function day(now, days = 0) {
  return new Date(now.getTime() + days * 86400000).toISOString().slice(0, 10);
}

/** Filters that everybody has: pairs of a name and what it stands for in the address. */
export function presets(say, now) {
  return [
    [say('These two weeks'), {}],
    [say('Needs me'), { state: 'attention' }],
    [say('Today'), { from: day(now), to: day(now) }],
    [say('Yesterday'), { from: day(now, -1), to: day(now, -1) }],
    [say('Last 7 days'), { from: day(now, -6), to: day(now) }],
    [say('Next 7 days'), { from: day(now), to: day(now, 6) }],
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
  return asked.state === 'attention' && !asked.from && !asked.to ? { attention: 'true' } : asked;
}

/** Those of some posts that a filter means; the server leaves this to us where it tells all that wait. */
export function meant(posts, query) {
  const words = (query.q || '').toLowerCase().split(/\s+/).filter(Boolean);
  return posts.filter((post) => {
    const said = [post.title, post.text, post.page, post.connection, post.network, post.reason, post.permalink].join('\n').toLowerCase();
    return words.every((word) => said.includes(word))
      && (!query.network || post.network === query.network)
      && (!query.connection || post.connection === query.connection)
      && (!query.state || (query.state === 'attention' ? post.attention : post.state === query.state));
  });
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
