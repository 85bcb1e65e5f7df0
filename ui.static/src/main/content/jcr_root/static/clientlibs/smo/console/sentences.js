import { spoken } from './words.js';

/** Where answers of the server hold sentences for people; everything else in them is data, or words of somebody. */
const SAYING = new Set(['detail', 'error', 'message', 'note', 'obstacle', 'outcome', 'problem', 'reason', 'waits']);

/** A catalogue is read once a page, and only by who reads another language than English. */
let ours = null;

/** In which language people read what the server says from now on; it is English until somebody says so. */
export function speaking(tag) {
  const name = spoken(tag);
  ours = name === 'en' ? null : { name, loaded: null };
}

/**
 * An answer of the server with its sentences in the language of the person; what no catalogue has stays as it is.
 * The catalogue comes with the first sentence there is.
 */
export async function told(answer) {
  const found = ours ? places(answer) : [];
  if (found.length > 0) {
    const { name } = ours;
    ours.loaded = ours.loaded || load(name);
    const say = await ours.loaded;
    found.forEach(({ of, key }) => { of[key] = say(of[key]); });
  }
  return answer;
}

/** A single sentence, as `told` has it. */
export async function sentence(text) {
  return (await told({ error: text })).error;
}

/** Whatever is to be said in an answer; `all`: by field, what is wrong with it. */
function places(value, found = [], all = false) {
  if (value && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) {
      if (one && typeof one === 'object') {
        places(one, found, key === 'wrong');
      } else if (one && typeof one === 'string' && (all || SAYING.has(key))) {
        found.push({ of: value, key });
      }
    }
  }
  return found;
}

/** Without its file, English is better than nothing. */
async function load(name) {
  try {
    const [{ speaker }, sentences, words] = await Promise.all([import('./speaker.js'), import(`./sentences/${name}.js`), import(`./words/${name}.js`)]);
    return speaker(sentences.default, name, words.default);
  } catch (error) {
    console.warn(error);
    return (text) => text;
  }
}
