import { read } from '../api.js';

/**
 * What there is to choose from for an option of a post, as its network describes it; what is chosen stays, though it may not be offered any more.
 * Null where anything may be typed.
 *
 * @param loaded what the network gave when it was asked, or null
 */
export function choices(say, described, value, loaded = null) {
  if (!['switch', 'choice'].includes(described.kind)) {
    return null;
  }
  const listed = described.kind === 'switch'
    ? [{ value: 'true', label: say('Yes') }, { value: 'false', label: say('No') }] : loaded || described.choices;
  return !value || listed.some((one) => one.value === value) ? listed : [{ value, label: value }, ...listed];
}

/**
 * Asks the network what there is to choose from, with what is entered of its other options.
 *
 * @param where the post that it is for, by its `id`, or the `page` and `connection` of one that may be
 * @param entered pairs of `options.<name>` and value
 */
export async function load(described, where, entered) {
  const asked = { ...Object.fromEntries(entered), choices: described.name, ...where };
  return (await read(where.id ? 'posts' : 'preview', asked)).choices;
}
