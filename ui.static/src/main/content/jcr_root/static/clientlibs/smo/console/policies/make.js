import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Button, Empty, Field, Problem } from '../ui/ui.js';
import { formAt } from './path.js';

/** Where a place has no settings of its own: what holds there, and how to give it some. */
export function Make({ say, place, made }) {
  const [state, set] = useState({ busy: false, error: null });
  const submit = async (event) => {
    event.preventDefault();
    set({ busy: true, error: null });
    try {
      await change('policies', { site: place.path, conf: new FormData(event.target).get('conf').trim() });
      made();
    } catch (error) {
      set({ busy: false, error });
    }
  };
  return h('div', { 'data-part': 'make' }, h(Empty, { title: say('“{0}” has no settings of its own.', place.title) },
    h('p', {}, place.context ? [say('What holds here is set at'), ' ', h('a', { href: formAt(place.context), dir: 'ltr' }, place.context), '.'] : say('Only defaults hold here.')),
    h('p', {}, say('If you give it some, it gets an empty folder for them and refers to it. Nothing else changes: what is not set there stays as it is now.')),
    state.error ? h(Problem, { say, error: state.error }) : null,
    h('form', { class: 'cmp-smo-row', onSubmit: submit },
      h(Field, { class: 'cmp-smo-grow', label: say('Folder for its settings'), name: 'conf', value: place.proposal, required: true, dir: 'ltr', pattern: '/conf/.+' }),
      h(Button, { kind: 'primary', type: 'submit', busy: state.busy, 'data-action': 'make' }, say('Give it settings of its own')))));
}
