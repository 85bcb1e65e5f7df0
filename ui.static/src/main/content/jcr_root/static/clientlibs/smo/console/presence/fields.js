import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { Button, Field, patternOf } from '../ui/ui.js';
import { Way } from './way.js';

const KINDS = { url: 'url', number: 'number', secret: 'password', long_text: 'area' };

/** When and how much a connection posts. */
export const RHYTHM = [
  ['slots', 'Slots', 'Such as Tue, Thu 9:15; Sat 10:00. A post may take the next one that is free.'],
  ['quietHours', 'Quiet hours', 'Such as 22:00-7:00; Sat, Sun 0:00-24:00. Nothing is posted then.'],
  ['dailyCap', 'Most posts a day', 'What is more goes on the next day.'],
  ['monthlyBudget', 'Budget a month', 'Such as 20 USD, by the prices of the network. What costs more goes in the next month.'],
];

/** The inputs for that; of a network without prices, no budget is asked for. */
export function RhythmFields({ say, kept = {}, prices = {} }) {
  return RHYTHM.filter(([name]) => name !== 'monthlyBudget' || kept[name] || Object.keys(prices).length > 0)
    .map(([name, label, hint]) => h(Field, {
      key: name, id: `smo-field-${name}`, name, label: say(label), hint: say(hint), value: kept[name] || '', kind: name === 'dailyCap' ? 'number' : 'text',
    }));
}

/**
 * The input of one field of a network's description.
 *
 * @param kept what is stored already: `settings`, names of `secrets`, and `id` where a network can be asked for choices; null: nothing
 * @param network whose field it is, where people are to be told where to find what it asks for
 * @param endpoint server of the account, as far as it is known
 */
export function Described({ say, of, kept, network, endpoint }) {
  const secret = of.kind === 'secret';
  const name = `${secret ? 'secrets' : 'settings'}.${of.name}`;
  const stored = secret && Boolean(kept) && kept.secrets.includes(of.name);
  const value = secret ? '' : (kept && kept.settings[of.name]) ?? of.value;
  const common = {
    id: `smo-field-${name}`,
    name,
    label: of.label,
    required: of.mandatory && !stored && !of.value,
    hint: [of.help, stored ? say('Leave empty to keep what is stored.') : ''].filter(Boolean).join(' ') || null,
    placeholder: of.placeholder || null,
    value,
  };
  if (of.kind === 'choice') {
    return h(Choice, { say, of, kept, common });
  }
  return of.kind === 'switch'
    ? h(Field, { ...common, kind: 'check', required: false, value: 'true', checked: value === 'true' })
    : h(Field, { ...common, kind: KINDS[of.kind] || 'text', pattern: secret ? null : patternOf(of.pattern) }, network ? h(Way, { say, network, field: of, endpoint }) : null);
}

function Choice({ say, of, kept, common }) {
  const [loaded, set] = useState({ choices: of.choices, trouble: '' });
  const missing = common.value && !loaded.choices.some((one) => one.value === common.value);
  const choices = [{ value: '', label: '' }, ...(missing ? [{ value: common.value, label: common.value }] : []), ...loaded.choices];
  const load = async (event) => {
    const entered = [...new FormData(event.target.closest('form'))].filter(([name]) => name.startsWith('settings.'));
    try {
      const { choices: known } = await read('connections', { ...Object.fromEntries(entered), choices: of.name, id: kept.id });
      set({ choices: known, trouble: '' });
    } catch (error) {
      set((old) => ({ ...old, trouble: error.message }));
    }
  };
  return h(Field, { ...common, kind: 'select', choices, error: loaded.trouble || null },
    !of.loaded ? null : kept && kept.id
      ? h(Button, { small: true, 'data-action': 'load', onClick: load }, `${say('Load choices')}: ${of.label}`)
      : h('p', { class: 'cmp-smo-hint' }, say('Save or sign in first; then you can choose.')));
}
