/**
 * Where somebody is, kept in the fragment of the address, so that links lead there and the back button leads back:
 * `#calendar?month=2026-12&network=x` is {name: 'calendar', rest: '', query: {month: '2026-12', network: 'x'}};
 * `#posts:1234` has the rest `1234`.
 */
export function parse(hash) {
  const [place, search = ''] = hash.replace(/^#/, '').split('?', 2);
  const colon = place.indexOf(':');
  return {
    name: colon < 0 ? place : place.slice(0, colon),
    rest: colon < 0 ? '' : decoded(place.slice(colon + 1)),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/** The fragment of a place; what is empty is left out of it. */
export function format(name, query = {}, rest = '') {
  const said = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  const search = new URLSearchParams(said).toString();
  return `#${name}${rest ? `:${encodeURI(rest)}` : ''}${search ? `?${search}` : ''}`;
}

/** Goes to a place. Where only what is filtered changes, `replace` keeps the back button free of each letter typed. */
export function go(fragment, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, '', fragment);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = fragment;
  }
}

function decoded(text) {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** Where people see what went out: what is in the sandbox stands on the time line. */
export function published(permalink, timeline) {
  return permalink.startsWith('sandbox:/') && timeline ? `${timeline}#${permalink.slice('sandbox:/'.length)}` : permalink;
}
