import { read } from '../console/api.js';

/** What the networks of a page's posts let choose: a field of the form for each option of each connection. */
export function optionFields(say, { posts, options }) {
  return posts.flatMap((post) => (options[post.network] || []).map((described) => ({
    name: `options/${post.connection}.${described.name}`,
    label: `${post.label}: ${described.label}${described.mandatory ? ' *' : ''}`,
    options: pairs(say, described),
    lines: described.kind === 'long_text' ? 3 : 0,
    described,
    connection: post.connection,
  })));
}

/** What there is to choose from, as value and label; null where anything may be typed. */
export function pairs(say, described) {
  if (described.kind === 'switch') {
    return [['true', say('yes')], ['false', say('no')]];
  }
  return described.kind === 'choice' ? described.choices.map((one) => [one.value, one.label]) : null;
}

/** A value as people read it. */
export function shown(say, described, value) {
  const found = (pairs(say, described) || []).find(([one]) => one === value);
  return found ? found[1] : value;
}

/** Asks the network what there is to choose from, with what counts of its other options by now. */
export async function load(page, { connection, described }, chosen) {
  const { choices } = await read('preview', {
    page, connection, choices: described.name,
    ...Object.fromEntries(Object.entries(chosen).map(([name, value]) => [`options.${name}`, value])),
  });
  return choices.map((one) => [one.value, one.label]);
}
