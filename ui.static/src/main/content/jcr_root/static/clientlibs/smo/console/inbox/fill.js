/** A saved answer to somebody. Where nobody knows the name, the place for it goes with the space before it. */
export function filled(words, name) {
  return name ? words.replaceAll('{name}', () => name) : words.replace(/ ?\{name\}/g, '');
}

/** Words with a saved answer behind them. */
export function appended(words, more) {
  return !words || /\s$/.test(words) ? words + more : `${words} ${more}`;
}
