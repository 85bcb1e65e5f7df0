import { read } from './api.js';
import { field } from './dialog.js';
import { el } from './dom.js';

const TYPES = { text: 'text', url: 'url', number: 'number', switch: 'checkbox', secret: 'password' };

const CAPABILITIES = {
  reconcile: 'finds out whether a post is out whose answer was lost',
  verify: 'tests connections',
  retract: 'takes posts back',
  edit: 'changes posts',
  insights: 'counts reactions',
  replies: 'reads replies',
  answer: 'answers replies',
  moderate: 'hides replies',
  sign_in: 'signs you in on its own page',
  renew: 'renews its access by itself',
  choices: 'offers choices',
};

/** What a network can do beyond publishing, as a sentence; capabilities of newer servers are left out. */
export function abilities(say, capabilities) {
  return capabilities.filter((name) => CAPABILITIES[name]).map((name) => say(CAPABILITIES[name])).join(', ');
}

const SHAPES = {
  text: 'about {0} a post of words alone',
  link: 'about {0} a post with a link',
  images: 'about {0} a post with pictures',
  video: 'about {0} a post with a video',
};

/** What posts on a network cost, as a sentence; empty where it names no price. */
export function costs(say, prices = {}) {
  const priced = Object.entries(prices).filter(([shape]) => SHAPES[shape])
    .map(([shape, { amount, currency }]) => [shape, `${amount} ${currency}`]);
  const same = priced.length === Object.keys(SHAPES).length && priced.every(([, price]) => price === priced[0][1]);
  return same ? say('about {0} a post', priced[0][1]) : priced.map(([shape, price]) => say(SHAPES[shape], price)).join(', ');
}

/**
 * The input of one field of a network's description.
 *
 * @param connection as it is by now, or null for a new one
 * @param trouble hears what went wrong while choices were loaded
 */
export function asked(say, described, connection, trouble) {
  const secret = described.kind === 'secret';
  const name = `${secret ? 'secrets' : 'settings'}.${described.name}`;
  const kept = secret && Boolean(connection) && connection.secrets.includes(described.name);
  const value = secret ? '' : (connection && connection.settings[described.name]) ?? described.value;
  const common = {
    name,
    label: described.label,
    required: described.mandatory && !kept && !described.value,
    hint: [described.help, kept ? say('Leave empty to keep what is stored.') : ''].filter(Boolean).join(' '),
    placeholder: described.placeholder,
    value,
  };
  if (described.kind === 'choice') {
    return choice(say, common, described, connection, trouble);
  }
  if (described.kind === 'switch') {
    return field({ ...common, type: 'checkbox', required: false, checked: value === 'true' });
  }
  return field({
    ...common,
    type: TYPES[described.kind] || 'text',
    lines: described.kind === 'long_text',
    pattern: secret ? null : described.pattern,
  });
}

function choice(say, common, described, connection, trouble) {
  const there = described.choices.some((one) => one.value === common.value);
  const known = there || !common.value ? described.choices : [{ value: common.value, label: common.value }, ...described.choices];
  const box = field({ ...common, choices: known });
  if (!described.loaded) {
    return box;
  }
  if (!connection) {
    box.append(el('p', { class: 'cmp-smo-console__hint' }, say('Save or sign in first; then you can choose.')));
    return box;
  }
  box.append(el('button', {
    type: 'button', class: 'button is-small', 'data-action': 'load',
    onclick: (event) => load(event.target.closest('form'), described, connection).catch(trouble),
  }, `${say('Load choices')}: ${described.label}`));
  return box;
}

/** When and how much a connection posts; shown with its facts, and asked for in its form. */
const RHYTHM = [
  ['slots', 'Slots', 'Such as Tue, Thu 9:15; Sat 10:00. A post may take the next one that is free.'],
  ['quietHours', 'Quiet hours', 'Such as 22:00-7:00; Sat, Sun 0:00-24:00. Nothing is posted then.'],
  ['dailyCap', 'Most posts a day', 'What is more goes on the next day.'],
  ['monthlyBudget', 'Budget a month', 'Such as 20 USD, by the prices of the network. What costs more goes in the next month.'],
];

/** The facts of a connection about that: pairs of a name and a text. */
export function rhythm(say, { rhythm: texts = {} }) {
  return RHYTHM.filter(([name]) => texts[name]).map(([name, label]) => [say(label), texts[name]]);
}

/** The inputs for that; of a network without prices, no budget is asked for. */
export function rhythmFields(say, connection, prices = {}) {
  const texts = (connection && connection.rhythm) || {};
  return RHYTHM.filter(([name]) => name !== 'monthlyBudget' || texts[name] || Object.keys(prices).length > 0)
    .map(([name, label, hint]) => field({
      name, label: say(label), hint: say(hint), value: texts[name] || '', type: name === 'dailyCap' ? 'number' : 'text',
    }));
}

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

/** Asks the network for the values of a field; what is entered so far goes along. */
async function load(form, described, connection) {
  const entered = [...new FormData(form)].filter(([name]) => name.startsWith('settings.'));
  const { choices } = await read('connections', {
    ...Object.fromEntries(entered), choices: described.name, id: connection.id,
  });
  const select = form.elements[`settings.${described.name}`];
  const before = select.value;
  select.replaceChildren(...[{ value: '', label: '' }, ...choices]
    .map((one) => el('option', { value: one.value, selected: one.value === before }, one.label)));
}
