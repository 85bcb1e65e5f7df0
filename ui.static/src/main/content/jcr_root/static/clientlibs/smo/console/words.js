const LANGUAGES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt'];

export function language(element) {
  return element.dataset.cmpLanguage || navigator.language || 'en';
}

/** Names and addresses that are filled into lines of the other direction keep their own, and their @ in front. */
const RIGHT_TO_LEFT = ['ar'];
const isolated = (value) => `\u2068${value}\u2069`;

/** A console in English is better than none. */
function english(error) {
  console.warn(error);
  return {};
}

/** The language in which somebody is answered who asks for another. */
export function spoken(tag) {
  const name = tag.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.includes(name) ? name : 'en';
}

/**
 * Gives a function that says a text in a language, with {0}, {1} filled in. English is the key; a language that is not here, and
 * what one does not say, stays English. Each page may bring words of its own.
 *
 * @param folder of a page, relative to this file, whose words are in `<folder>/words/<language>.js`; they add to those of all pages
 */
export async function words(tag, folder = '') {
  const name = spoken(tag);
  const file = (of) => import(`./${of}words/${name}.js`).then((module) => module.default, english);
  const known = name === 'en' ? [] : await Promise.all([file(''), ...(folder ? [file(`${folder}/`)] : [])]);
  const all = Object.assign({}, ...known);
  const filled = RIGHT_TO_LEFT.includes(name) ? isolated : (value) => value;
  return (text, ...values) => (all[text] || text).replace(/\{(\d)\}/g, (place, i) => (Number(i) < values.length ? filled(values[i]) : place));
}
