/** What the address of the inbox says, and what is asked of the server for it. */

const FILTERS = ['state', 'network', 'kind', 'page', 'q'];

/** Only what filters of an address; what is empty is left out. */
export function filters(query) {
  return Object.fromEntries(FILTERS.filter((name) => query[name]).map((name) => [name, query[name]]));
}

/** The parameters for the server. */
export function parameters(query) {
  return { state: 'waits', ...filters(query) };
}

/** Which reaction an address has open: two names, as the server needs both to find it; null: none. */
export function opened(rest) {
  const [identity, id] = (rest || '').split('/');
  return identity && id ? { identity, id } : null;
}

/** How an address names a reaction. */
export function name({ identity, id }) {
  return `${identity}/${id}`;
}

/** Answers one behind the other as one; a reaction that moved in between is there once. */
export function joined(portions) {
  const all = new Map(portions.flatMap((portion) => portion.reactions).map((one) => [one.id, one]));
  const last = portions[portions.length - 1];
  return { reactions: [...all.values()], total: portions[0].total, next: last.next };
}
