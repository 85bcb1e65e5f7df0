import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { Field } from '../ui/ui.js';
import { kindOf, wall } from './clock.js';

/** A day and a time of the site's clock, as an input wants them; nothing where the rule is another. */
const written = (rule) => (/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(rule) ? rule.replace(' ', 'T') : '');

/**
 * Asks for a time, by the clock of the site: fields `kind`, `at` and `rule`, which `clock.when` makes one text of.
 *
 * @param rule what it is now
 * @param at the instant that this gives
 */
export function When({ say, rule = 'now', at, zone, onChange, label, kinds = ['now', 'next free slot', 'at', 'rule'] }) {
  const [kind, turn] = useState(kinds.includes(kindOf(rule)) ? kindOf(rule) : kinds[0]);
  const names = { now: say('Now'), 'next free slot': say('Next free slot'), at: say('Date and time'), rule: say('Rule') };
  return h('div', { class: 'cmp-smo-row cmp-smo-posts__when' },
    h(Field, {
      kind: 'select', name: 'kind', label: label || say('When'), value: kind, choices: kinds.map((value) => ({ value, label: names[value] })),
      onChange: (event) => { turn(event.target.value); if (onChange) { onChange(event.target.value); } },
    }),
    kind === 'at' ? h(Field, {
      kind: 'datetime-local', name: 'at', required: true, label: zone ? say('Time ({0})', zone) : say('Time'), value: at ? wall(at, zone) : written(rule),
    }) : null,
    kind === 'rule' ? h(Field, {
      name: 'rule', required: true, label: say('Rule'), value: rule, hint: zone ? say('Such as now, after 2 hours, 2027-01-31 9:00 ({0}) or next free slot.', zone) : null,
    }) : null);
}
