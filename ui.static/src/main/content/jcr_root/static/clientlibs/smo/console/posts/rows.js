/** How the rows of the list stand. */

/** When a post went out, or is to. */
export function time(post) {
  return post.sent || post.scheduled || post.planned || '';
}

/** The posts by their pages, in the order in which each page comes first; a note is a group of its own. */
export function byPage(posts) {
  const groups = new Map();
  for (const post of posts) {
    const key = isNote(post) ? `note ${post.id}` : post.page;
    const group = groups.get(key) || { key, page: post.page, title: post.title || (isNote(post) ? '' : post.page), note: isNote(post), posts: [] };
    group.posts.push(post);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** All posts in one group, the latest first. */
export function byTime(posts) {
  return posts.length === 0 ? [] : [{
    key: 'all', page: '', title: '', posts: [...posts].sort((a, b) => (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : 0)),
  }];
}

/** A note speaks of no page: it has neither title nor link of one, and answers nobody. */
export function isNote(post) {
  return !post.title && !post.link && !post.inReplyTo;
}

/** The beginning of the words, on one line. */
export function beginning(text, most = 140) {
  const line = text.replace(/\s+/g, ' ').trim();
  return [...line].length > most ? `${[...line].slice(0, most - 1).join('')}…` : line;
}

/** How the accounts are called, by their ids; one that is gone has its id only. */
export function accountsOf(session) {
  return Object.fromEntries(session.connections.map(({ id, label }) => [id, label]));
}

/** The zone by whose clock all these posts are planned; none where they are of several. */
export function sharedZone(posts) {
  const [zone, ...others] = new Set(posts.map((post) => post.zone));
  return others.length === 0 && zone ? zone : undefined;
}

/** The time and the clock with which all of these posts may begin; null where they go by several: the same digits are another moment on each site. */
export function sharedTime(posts) {
  const zone = sharedZone(posts);
  return zone ? { at: posts[0].scheduled, zone } : null;
}
