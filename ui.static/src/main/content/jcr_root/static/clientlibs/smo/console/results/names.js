/** How the values of a dimension are called: a function that gives the name of a value. */
export function names(dimension, { say, session, language }) {
  const known = (list, key) => (value) => list.find((one) => one[key] === value)?.label || value;
  const ways = {
    network: known(session.networks, 'name'),
    connection: known(session.connections, 'id'),
    template: (value) => value.slice(value.lastIndexOf('/') + 1),
    locale: (value) => tongue(language, value),
    weekday: (value) => new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, Number(value)))),
    hour: (value) => new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(Number(value) * 3600000)),
  };
  return (value) => (value === '' ? say('none') : (ways[dimension] || String)(value));
}

function tongue(language, tag) {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) || tag;
  } catch {
    return tag;
  }
}
