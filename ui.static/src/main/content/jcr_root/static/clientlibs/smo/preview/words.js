/**
 * Gives a function that says a key in the language of the person; the server sends the words. A key
 * without a translation shows itself.
 */
export function sayer(words) {
  return (key, ...values) => values.reduce(
    (text, value, i) => text.replaceAll(`{${i}}`, () => value),
    words[key] || key);
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many characters a reader sees. */
export function graphemes(text) {
  return [...segments.segment(text)].length;
}
