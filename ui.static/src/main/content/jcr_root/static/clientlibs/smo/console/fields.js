import { read } from './api.js';

const TYPES = { text: 'text', url: 'url', number: 'number' };

/** The question for one option of a post that waits. */
export function option(say, described, post) {
  const value = post.options[described.name] ?? '';
  const listed = described.kind === 'switch'
    ? [{ value: 'true', label: say('Yes') }, { value: 'false', label: say('No') }] : described.choices;
  const known = !value || listed.some((one) => one.value === value) ? listed : [{ value, label: value }, ...listed];
  return {
    name: `options.${described.name}`,
    label: described.label,
    hint: described.help,
    placeholder: described.placeholder || described.value,
    value,
    required: described.mandatory && !described.value,
    choices: ['switch', 'choice'].includes(described.kind) ? known : null,
    lines: described.kind === 'long_text',
    type: TYPES[described.kind] || 'text',
    pattern: described.pattern,
    load: described.loaded ? { name: say('Load choices'), choices: (form) => choicesOf(described, post, form) } : null,
  };
}

async function choicesOf(described, post, form) {
  const entered = [...new FormData(form)].filter(([name]) => name.startsWith('options.'));
  return (await read('posts', { ...Object.fromEntries(entered), choices: described.name, id: post.id })).choices;
}
