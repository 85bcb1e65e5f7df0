/** Hashtags and names that were used before, for whoever begins to type one. No browser is needed. */

const MOST = 6;
// What stands in an address is neither.
const USED = /(?<![\p{L}\p{N}_/.&?=])(#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*|@[\p{L}\p{N}_][\p{L}\p{N}_.-]*(?:@[\p{L}\p{N}.-]+\p{L})?)/gu;
const BEGUN = /(?:^|[\s(])([#@][\p{L}\p{N}_.@-]*)$/u;

/**
 * All that stand in texts, those first that are used most.
 *
 * @param texts such as those of the posts that are shown
 */
export function used(texts) {
  const counts = new Map();
  for (const text of texts) {
    for (const [found] of text.matchAll(USED)) {
      const word = found.replace(/[.-]+$/, '');
      counts.set(word, (counts.get(word) || 0) + 1);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
}

/** What is being typed where the caret is, with where it begins; null where it is no hashtag and no name. */
export function begun(text, caret) {
  const found = text.slice(0, caret).match(BEGUN);
  return found ? { word: found[1], from: caret - found[1].length } : null;
}

/** What it may become. */
export function matching(word, candidates) {
  const low = word.toLocaleLowerCase();
  return candidates.filter((one) => one.toLocaleLowerCase().startsWith(low) && one !== word).slice(0, MOST);
}

/** The text with what was begun replaced, and where the caret is then. */
export function completed(text, caret, { from }, chosen) {
  const before = `${text.slice(0, from)}${chosen} `;
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}
