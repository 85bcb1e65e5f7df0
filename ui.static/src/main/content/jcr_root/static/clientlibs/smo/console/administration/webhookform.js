import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { stateOf } from '../ui/states.js';
import { Button, Dialog, Field } from '../ui/ui.js';

/** Where calls go, and of what they tell. An empty `hook` is a new one. */
export function Form({ say, hook, states, onClose, onSaved }) {
  const [state, set] = useState({ busy: false, trouble: '' });
  const old = Boolean(hook.id);
  const save = async ({ address, site, words, ...rest }) => {
    const wanted = states.filter((one) => rest[`state-${one}`]);
    if (wanted.length === 0) {
      set({ busy: false, trouble: say('Choose at least one state.') });
      return;
    }
    set({ busy: true, trouble: '' });
    try {
      const said = { action: 'save', address, site, words: words ? 'true' : 'false', states: wanted.length === states.length ? '' : wanted.join(',') };
      onSaved(await change('administration/webhooks', old ? { ...said, id: hook.id } : said));
    } catch (error) {
      set({ busy: false, trouble: error.message });
    }
  };
  return h(Dialog, {
    say, title: old ? say('Change the webhook of {0}', hook.host) : say('Add a webhook'), onClose, onSubmit: save,
    actions: [
      h(Button, { key: 'save', type: 'submit', kind: 'primary', 'data-action': 'save', busy: state.busy }, say('Save')),
      h(Button, { key: 'close', onClick: onClose }, say('Close')),
    ],
  },
  h(Field, {
    name: 'address', label: say('Address'), kind: 'url', required: !old, dir: 'ltr', maxlength: 2000,
    hint: old ? say('Leave empty to keep what is stored.') : say('Begins with https://. It is encrypted, and never shown again.'),
  }),
  h(Field, { name: 'site', label: say('Only of pages at or below'), value: hook.site || '', dir: 'ltr', maxlength: 500, hint: say('Path of a page; empty: of all pages.') }),
  h('fieldset', { class: 'cmp-smo-administration__states' }, h('legend', { class: 'cmp-smo-label' }, say('Told of')),
    states.map((one) => h(Field, { key: one, kind: 'check', name: `state-${one}`, label: say(stateOf(one)[1]), checked: !hook.states || hook.states.length === 0 || hook.states.includes(one) }))),
  h(Field, { kind: 'check', name: 'words', label: say('With title and words of posts'), checked: Boolean(hook.words), hint: say('Also of pages that are not public yet.') }),
  state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null);
}
