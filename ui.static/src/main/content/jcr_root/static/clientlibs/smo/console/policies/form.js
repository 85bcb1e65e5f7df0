import { h } from '../lib/preact.module.js';
import { Badge, Button, Field } from '../ui/ui.js';
import { Input } from './inputs.js';
import { effective, nothing, set, unset } from './model.js';
import { called, groups } from './order.js';
import { formAt } from './path.js';

/** One configuration as a form. */
export function Form(context) {
  const { say, place, form, draft, wrong, onDraft } = context;
  return h('section', { class: 'cmp-smo-card cmp-smo-stack', 'data-open': form.name },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' }, h('h3', { class: 'cmp-smo-policies__title cmp-smo-grow' }, called(say(form.label))),
      place.editable && !draft.none ? h(Button, { small: true, onClick: () => onDraft(nothing()), 'data-action': 'inherit-all' }, say('Set nothing here')) : null),
    form.description ? h('p', { class: 'cmp-smo-hint' }, say(form.description)) : null,
    groups(form).map((group) => h('section', { key: group.label, class: 'cmp-smo-policies__part' },
      group.label ? h('h4', {}, say(group.label)) : null,
      group.properties.map((property) => h(Property, { ...context, key: property.name, property, error: wrong[property.name] })))),
    draft.none || !place.own ? null : h(Field, {
      kind: 'check', name: 'inherit', label: say('What is not set here comes from above'), disabled: !place.editable, checked: draft.inherit,
      hint: say('If not, the default holds for it.'), onChange: (event) => onDraft({ ...draft, inherit: event.target.checked }),
    }));
}

function Property(context) {
  const { say, language, place, form, property, draft, error, onDraft, session } = context;
  const { value, from } = effective(draft, property);
  const common = {
    name: property.name, label: say(property.label), hint: property.description ? say(property.description) : null, error: error || null, disabled: !place.editable || from === 'locked',
  };
  return h('div', { class: `cmp-smo-policies__property is-${from}`, 'data-property': property.name, 'data-from': from },
    h(Input, { say, language, form, property, value, common, session, onValue: (next) => onDraft(set(draft, property.name, next)) }),
    h('p', { class: 'cmp-smo-policies__source' }, h(Source, { say, place, property, from }),
      from === 'own' && place.editable ? [' ', h(Button, { small: true, kind: 'quiet', 'data-action': 'inherit', 'aria-label': `${say('Do not set here')}: ${say(property.label)}`, onClick: () => onDraft(unset(draft, property.name)) }, say('Do not set here'))] : null));
}

/** Where a value comes from. */
function Source({ say, place, property, from }) {
  if (from === 'own') {
    return h(Badge, { tone: 'good', sign: '✓' }, say('Set here'));
  }
  if (from === 'locked') {
    return h(Badge, { tone: 'busy', sign: '⚿' }, say('Set by the server; nobody changes it here'));
  }
  if (from === 'default') {
    return h('span', {}, say('Default'));
  }
  return h('span', {}, say('Inherited from'), ' ', place.own || !place.context ? h('bdi', { dir: 'ltr' }, property.source) : h('a', { href: formAt(place.context) }, h('bdi', { dir: 'ltr' }, property.source)));
}
