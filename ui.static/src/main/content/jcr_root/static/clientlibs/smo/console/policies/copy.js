import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { Button, Dialog, Field, Problem } from '../ui/ui.js';
import { called, ordered } from './order.js';

/** Takes over what another site says itself, form by form; nothing is saved by it. */
export function CopyDialog({ say, places, onClose, onTake }) {
  const [state, set] = useState({ site: '', forms: null, busy: false, error: null });
  const choose = async (site) => {
    set({ site, forms: null, busy: Boolean(site), error: null });
    if (site) {
      try {
        const { forms } = await read('policies', { site });
        set((old) => (old.site === site ? { site, forms: ordered(forms).filter((form) => form.own), busy: false, error: null } : old));
      } catch (error) {
        set({ site, forms: null, busy: false, error });
      }
    }
  };
  const submit = (values) => onTake(state.forms.filter((form) => values[form.name] === 'on'));
  return h(Dialog, {
    say, title: say('Copy from another site'), onClose, onSubmit: submit,
    actions: [
      h(Button, { kind: 'primary', type: 'submit', busy: state.busy, disabled: !state.forms || state.forms.length === 0, 'data-action': 'take' }, say('Copy into the forms')),
      h(Button, { onClick: onClose }, say('Close')),
    ],
  },
  h('p', { class: 'cmp-smo-hint' }, say('Nothing is saved by it: you see the values in the forms first.')),
  state.error ? h(Problem, { say, error: state.error }) : null,
  h(Field, { kind: 'select', name: 'from', label: say('Site'), value: state.site, onChange: (event) => choose(event.target.value),
    choices: [{ value: '', label: say('Choose a site') }, ...places.map((one) => ({ value: one.path, label: `${one.title} (${one.path})` }))] }),
  places.length === 0 ? h('p', {}, say('No other site has settings of its own.')) : null,
  !state.forms ? null : state.forms.length === 0 ? h('p', {}, say('That site sets nothing itself.'))
    : h('fieldset', { class: 'cmp-smo-policies__group' }, h('legend', { class: 'cmp-smo-label' }, say('What to copy')), state.forms.map((form) => h('div', { key: form.name },
      h('label', {}, h('input', { type: 'checkbox', name: form.name, defaultChecked: true }), ' ', called(say(form.label)))))));
}
