/** Words as the planner reads them: braces are placeholders, and without one for the address the link comes below. */

/** The words of a planned post as a template that says the same. */
export function template(text, link) {
  const escaped = text.replace(/[{}]/g, (brace) => brace + brace);
  const placed = link ? escaped.split(link.replace(/[{}]/g, (brace) => brace + brace)).join('{url}') : escaped;
  return placed.replace(/\s*\{url\}\s*$/, '');
}

/** What somebody wrote, and only that: connection by connection, where it is not what would go out anyway. */
export function written(words, planned) {
  return Object.fromEntries(Object.entries(words).filter(([connection, text]) => text !== planned[connection]));
}

/** What somebody chose, as connection, name and value; empty: what the policy says, or nothing. */
export function changed(options, chosen) {
  return Object.entries(options).flatMap(([connection, values]) => Object.entries(values)
    .filter(([name, value]) => value !== ((chosen[connection] || {})[name] ?? ''))
    .map(([name, value]) => [connection, name, value]));
}
