/** Which rows are chosen; a choice is a set of ids, and never changed in place. */

export function toggled(chosen, id) {
  const next = new Set(chosen);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

/** All rows between the one where somebody began and another, together with what was chosen before. */
export function extended(chosen, order, from, to) {
  const begin = order.indexOf(from);
  const end = order.indexOf(to);
  if (begin < 0 || end < 0) {
    return toggled(chosen, to);
  }
  return new Set([...chosen, ...order.slice(Math.min(begin, end), Math.max(begin, end) + 1)]);
}

/** What is chosen of those that are there. */
export function kept(chosen, posts) {
  return posts.filter((post) => chosen.has(post.id));
}

const TAKEN = ['approve', 'reject', 'retry', 'move', 'cancel'];

/** What can be done with many at once, with those to which each applies; nothing that applies to none. */
export function offered(posts) {
  return TAKEN.map((action) => [action, posts.filter((post) => post.actions.includes(action))]).filter(([, all]) => all.length > 0);
}

/** So many at once as the server takes. */
export function portions(posts, size = 100) {
  return Array.from({ length: Math.ceil(posts.length / size) }, (none, i) => posts.slice(i * size, (i + 1) * size));
}
