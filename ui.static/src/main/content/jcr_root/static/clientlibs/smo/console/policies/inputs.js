import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { Button, Field, useId } from '../ui/ui.js';
import { DAYS, pair, pairText, quiet, quietText, when } from './model.js';
import { choice } from './order.js';

const ZONES = typeof Intl.supportedValuesOf === 'function' ? ['UTC', ...Intl.supportedValuesOf('timeZone')] : ['UTC'];
const LONG = ['words', 'digest'];

/**
 * The input of one property: what fits its type and format. Each tells `onValue` of the value as the server wants it.
 *
 * @param common what all inputs share: label, hint, error, name, disabled
 */
export function Input({ say, language, form, property, value, common, onValue, session }) {
  const { type, many, options, format } = property;
  const typed = (event) => onValue(event.target.value);
  if (type === 'check') {
    return h(Field, { ...common, kind: 'check', checked: Boolean(value), onChange: (event) => onValue(event.target.checked) });
  }
  if (type === 'number') {
    return h(Field, { ...common, kind: 'number', min: property.least, step: 1, value, onInput: (event) => onValue(event.target.value === '' ? '' : Number(event.target.value)) });
  }
  if (many) {
    return options.length ? h(Several, { say, form, property, value, common, onValue }) : h(List, { say, property, value, common, onValue, session });
  }
  if (options.length) {
    const known = options.includes(value) ? options : [value, ...options];
    return h(Field, { ...common, kind: 'select', value, choices: known.map((one) => ({ value: one, label: say(choice(form.name, property.name, one)) })), onChange: typed });
  }
  if (format === 'zone') {
    const known = value && !ZONES.includes(value) ? [value, ...ZONES] : ZONES;
    return h(Field, { ...common, kind: 'select', value, choices: [{ value: '', label: say('None chosen') }, ...known.map((one) => ({ value: one, label: one.replaceAll('_', ' ') }))], onChange: typed });
  }
  if (format === 'when') {
    return h(When, { say, value, common, onValue });
  }
  if (format === 'quiet-hours') {
    return h(Quiet, { say, language, value, common, onValue });
  }
  if (LONG.includes(format)) {
    return h(Field, { ...common, kind: 'area', dir: 'auto', value, onInput: typed });
  }
  const kind = { date: 'date', address: 'url', colour: /^#[0-9a-f]{6}$/i.test(value) ? 'color' : 'text' }[format] || 'text';
  return h(Field, { ...common, kind, dir: ['path', 'address', 'colour', 'pattern', 'selector'].includes(format) ? 'ltr' : 'auto', value, onInput: typed });
}

/** A heading over several inputs, with help and what is wrong. */
function Group({ common, children }) {
  const id = useId();
  return h('fieldset', { class: 'cmp-smo-field cmp-smo-policies__group', 'aria-describedby': [common.hint && `${id}-hint`, common.error && `${id}-error`].filter(Boolean).join(' ') || null },
    h('legend', { class: 'cmp-smo-label' }, common.label), children,
    common.hint ? h('p', { id: `${id}-hint`, class: 'cmp-smo-hint' }, common.hint) : null,
    common.error ? h('p', { id: `${id}-error`, class: 'cmp-smo-wrong', dir: 'auto' }, common.error) : null);
}

function Several({ say, form, property, value, common, onValue }) {
  const chosen = Array.isArray(value) ? value : [];
  const turn = (one) => onValue(property.options.filter((option) => chosen.includes(option) !== (option === one)));
  return h(Group, { common }, h('div', { class: 'cmp-smo-row' }, property.options.map((one) => h('label', { key: one },
    h('input', { type: 'checkbox', checked: chosen.includes(one), disabled: common.disabled, onChange: () => turn(one) }), ' ', say(choice(form.name, property.name, one))))));
}

/** Lines that people add and remove. */
function List({ say, property, value, common, onValue, session }) {
  const lines = Array.isArray(value) ? value : [];
  const at = (i, line) => onValue(lines.map((one, k) => (k === i ? line : one)));
  const add = (event) => {
    const { parentElement } = event.target;
    onValue([...lines, '']);
    // Who adds a line wants to write in it.
    setTimeout(() => parentElement.querySelector('.cmp-smo-policies__line:last-of-type :is(input, select, textarea)')?.focus());
  };
  const remove = (event, i) => {
    const group = event.target.closest('fieldset');
    onValue(lines.filter((_, k) => k !== i));
    setTimeout(() => group.querySelector('[data-action=add-line]')?.focus());
  };
  return h(Group, { common },
    lines.map((line, i) => h('div', { key: i, class: 'cmp-smo-row cmp-smo-policies__line' },
      h(Line, { say, format: property.format, line, session, label: `${common.label} ${i + 1}`, disabled: common.disabled, onLine: (text) => at(i, text) }),
      common.disabled ? null : h(Button, { small: true, kind: 'quiet', 'aria-label': say('Remove {0}', `${common.label} ${i + 1}`), onClick: (event) => remove(event, i) }, '✕'))),
    common.disabled ? null : h(Button, { small: true, 'data-action': 'add-line', 'aria-label': say('Add to {0}', common.label), onClick: add }, say('Add')));
}

function Line({ say, format, line, session, label, disabled, onLine }) {
  const common = { disabled, class: 'cmp-smo-grow' };
  if (format === 'routes') {
    const { name, value } = pair(line, 'value');
    const known = session.connections.some((one) => one.id === value) || !value ? [] : [{ value, label: value }];
    return [
      h(Field, { ...common, kind: 'select', label: `${label}: ${say('Connection')}`, hideLabel: true, value, onChange: (event) => onLine(pairText({ name, value: event.target.value }, true)),
        choices: [{ value: '', label: say('Choose a connection') }, ...session.connections.filter((one) => one.posts !== false || one.id === value).map((one) => ({ value: one.id, label: `${one.label} (${one.id})` })), ...known] }),
      h(Field, { ...common, label: `${label}: ${say('Language')}`, hideLabel: true, value: name, placeholder: say('All languages'), dir: 'ltr', onInput: (event) => onLine(pairText({ name: event.target.value, value }, true)) }),
    ];
  }
  if (['pairs', 'types', 'texts', 'options', 'mentions'].includes(format)) {
    const { name, value } = pair(line);
    const long = format === 'texts';
    return [
      h(Field, { disabled, label: `${label}: ${say('Name')}`, hideLabel: true, placeholder: say('Name'), dir: 'ltr', value: name, onInput: (event) => onLine(pairText({ name: event.target.value, value })) }),
      h(Field, { ...common, kind: long ? 'area' : 'text', label: `${label}: ${say('Value')}`, hideLabel: true, placeholder: say('Value'), dir: 'auto', value, onInput: (event) => onLine(pairText({ name, value: event.target.value })) }),
    ];
  }
  return h(Field, { ...common, kind: format === 'address' ? 'url' : 'text', label, hideLabel: true, dir: format ? 'ltr' : 'auto', value: line, onInput: (event) => onLine(event.target.value) });
}

/** When posts go: a choice, and how long after the publication. */
function When({ say, value, common, onValue }) {
  const rule = when(value);
  const [written, write] = useState(rule.kind === 'other');
  const kind = written ? 'other' : rule.kind;
  const kinds = [{ value: 'delay', label: 'After the delay below' }, { value: 'now', label: 'At once' }, { value: 'slot', label: 'In the next free slot' },
    { value: 'after', label: 'Some time after the publication' }, { value: 'other', label: 'Written out' }];
  const first = { delay: '', now: 'now', slot: 'next free slot', after: 'after 2 hours', other: value || 'now' };
  const choose = (event) => { write(event.target.value === 'other'); onValue(first[event.target.value]); };
  return h(Group, { common }, h('div', { class: 'cmp-smo-row' },
    h(Field, { label: common.label, hideLabel: true, name: common.name, kind: 'select', disabled: common.disabled, value: kind,
      choices: kinds.map((one) => ({ value: one.value, label: say(one.label) })), onChange: choose }),
    kind !== 'after' ? null : [
      h(Field, { label: say('How many'), hideLabel: true, kind: 'number', min: 0, disabled: common.disabled, value: rule.many, onInput: (event) => onValue(`after ${event.target.value || 0} ${rule.unit}`) }),
      h(Field, { label: say('Unit'), hideLabel: true, kind: 'select', disabled: common.disabled, value: rule.unit, onChange: (event) => onValue(`after ${rule.many} ${event.target.value}`),
        choices: [{ value: 'minutes', label: say('minutes') }, { value: 'hours', label: say('hours') }, { value: 'days', label: say('days') }] })],
    kind !== 'other' ? null : h(Field, { label: say('Written out'), hideLabel: true, disabled: common.disabled, dir: 'ltr', value, onInput: (event) => onValue(event.target.value) })));
}

/** Times of the week at which nothing is posted. What cannot be shown as rows is written out. */
function Quiet({ say, language, value, common, onValue }) {
  const rows = quiet(value);
  if (rows === null) {
    return h(Field, { ...common, dir: 'ltr', value, onInput: (event) => onValue(event.target.value) });
  }
  const put = (all) => onValue(quietText(all));
  const at = (i, more) => put(rows.map((row, k) => (k === i ? { ...row, ...more } : row)));
  const names = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const turn = (row, day) => { const days = row.days.length ? row.days : DAYS; return days.includes(day) ? days.filter((one) => one !== day) : [...days, day]; };
  return h(Group, { common }, rows.map((row, i) => h('div', { key: i, class: 'cmp-smo-row cmp-smo-policies__line' },
    h(Field, { label: say('From'), kind: 'time', disabled: common.disabled, value: row.from, onChange: (event) => event.target.value && at(i, { from: event.target.value }) }),
    h(Field, { label: say('To'), kind: 'time', disabled: common.disabled, value: row.to, onChange: (event) => event.target.value && at(i, { to: event.target.value }) }),
    h('div', { role: 'group', 'aria-label': say('Days of the week'), class: 'cmp-smo-row' }, DAYS.map((day, d) => h('label', { key: day },
      h('input', { type: 'checkbox', disabled: common.disabled, checked: row.days.length === 0 || row.days.includes(day), onChange: () => { const days = turn(row, day); if (days.length) { at(i, { days }); } } }),
      ' ', names.format(new Date(Date.UTC(2024, 0, 1 + d)))))),
    common.disabled ? null : h(Button, { small: true, kind: 'quiet', 'aria-label': say('Remove {0}', `${common.label} ${i + 1}`), onClick: () => put(rows.filter((_, k) => k !== i)) }, '✕'))),
  common.disabled ? null : h(Button, { small: true, 'data-action': 'add-line', 'aria-label': say('Add to {0}', common.label), onClick: () => put([...rows, { days: [], from: '22:00', to: '07:00' }]) }, say('Add')));
}
