import { h } from '../lib/preact.module.js';
import { useRef, useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Button, Dialog, Field, Link, Mark } from '../ui/ui.js';
import { abilities, costs } from './abilities.js';
import { Described, RhythmFields } from './fields.js';
import { leave } from './signin.js';
import { freeName } from './standing.js';

/** The first step: which network. */
export function Networks({ say, networks, onClose, onChoose }) {
  const [words, type] = useState('');
  const found = networks.filter((one) => one.label.toLowerCase().includes(words.trim().toLowerCase()));
  return h(Dialog, { say, title: say('Which network?'), onClose, wide: true },
    networks.length > 8 ? h(Field, { label: say('Search'), kind: 'search', value: words, onInput: (event) => type(event.target.value) }) : null,
    h('ul', { class: 'cmp-smo-presence__networks' }, found.map((network) => h('li', { key: network.name },
      h('button', { type: 'button', class: 'cmp-smo-presence__network', 'data-network': network.name, onClick: () => onChoose(network) },
        h(Mark, { name: network.label, color: network.color }), ' ', h('strong', {}, network.label))))),
    found.length === 0 ? h('p', { role: 'status' }, say('No network is called so.')) : null);
}

/**
 * The form of a connection, made of what its network asks for. What is entered is tried before it is saved; where that
 * fails, the person may save it all the same, because a network may be away.
 *
 * @param connection as it is by now, or null for a new one
 */
export function ConnectionForm({ say, network, connection, connections, onClose, onSaved, tell }) {
  const form = useRef(null);
  const [state, set] = useState({ busy: '', trouble: '', tried: false });
  const [endpoint, note] = useState(connection ? connection.endpoint : '');
  const name = (what) => `smo-field-${what}`;
  const fields = () => ({ network: network.name, ...Object.fromEntries(new FormData(form.current.closest('form'))) });

  const work = async (busy, how) => {
    set({ busy, trouble: '', tried: state.tried });
    try {
      await how();
      set((old) => ({ ...old, busy: '' }));
    } catch (error) {
      set({ busy: '', trouble: error.message, tried: error.tried || false });
    }
  };
  const save = async (anyway) => {
    const typed = fields();
    if (!anyway) {
      const { result, account, reason } = await change('connections', { ...typed, action: 'try' });
      if (result === 'invalid' || result === 'unreachable') {
        throw Object.assign(new Error(`${say(result === 'invalid' ? 'Refused' : 'Not reached')}: ${reason}`), { tried: true });
      }
      tell(account ? say('Works as {0}', account) : '');
    }
    await change('connections', { ...typed, revision: connection ? connection.revision : '', action: 'save' });
    onSaved(typed.id);
  };
  const signIn = () => work('signin', () => leave(form.current.closest('form'), network.name));

  return h(Dialog, {
    say,
    title: `${say(connection ? 'Edit connection' : 'Add connection')}: ${network.label}`,
    onClose,
    onSubmit: () => work('save', () => save(false)),
    actions: [
      network.capabilities.includes('sign_in')
        ? h(Button, { key: 'signin', kind: 'primary', 'data-action': 'signin', busy: state.busy === 'signin', onClick: signIn }, say('Sign in')) : null,
      h(Button, { key: 'save', type: 'submit', kind: network.capabilities.includes('sign_in') ? 'plain' : 'primary', 'data-action': 'save', busy: state.busy === 'save' }, say('Test and save')),
      state.tried ? h(Button, { key: 'anyway', 'data-action': 'save-anyway', onClick: () => work('anyway', () => save(true)), busy: state.busy === 'anyway' }, say('Save all the same')) : null,
      h(Button, { key: 'close', onClick: onClose }, say('Close')),
    ],
  },
  h('div', { ref: form, class: 'cmp-smo-presence__form', onInput: (event) => { if (event.target.name === 'endpoint') { note(event.target.value.trim()); } } },
    [[say('Can do'), abilities(say, network.capabilities)], [say('Price'), costs(say, network.prices)]].filter(([, what]) => what)
      .map(([name_, what]) => h('p', { key: name_, class: 'cmp-smo-hint' }, `${name_}: ${what}`)),
    network.documentation ? h('p', {}, h(Link, { href: network.documentation }, say('How to connect'))) : null,
    h(Field, {
      id: name('id'), name: 'id', label: say('Name'), required: true, pattern: '[a-z0-9][a-z0-9_\\-]{0,62}', readonly: Boolean(connection),
      hint: say('Lower-case letters, digits, - and _; policies use it.'), value: connection ? connection.id : freeName(network.name, connections),
    }),
    h(Field, { id: name('label'), name: 'label', label: say('Label'), value: connection ? connection.label : '' }),
    network.endpoint === 'none' ? null : h(Field, {
      id: name('endpoint'), name: 'endpoint', label: say('Server address'), kind: 'url', value: connection ? connection.endpoint : '',
      required: network.endpoint === 'mandatory', placeholder: 'https://',
    }),
    network.fields.map((one) => h(Described, { key: one.name, say, of: one, kept: connection, network, endpoint })),
    network.posts === false ? null : h('details', { open: Boolean(connection) && Object.keys(connection.rhythm).length > 0 },
      h('summary', {}, say('When and how much')),
      h(RhythmFields, { say, kept: connection ? connection.rhythm : {}, prices: network.prices })),
    state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null));
}

/** Has one of several accounts chosen, for whoever comes back from a network that has more than one. */
export function Accounts({ say, choices, accounts, onClose, onSaved }) {
  const [state, set] = useState({ busy: false, trouble: '' });
  const choose = async (values) => {
    set({ busy: true, trouble: '' });
    try {
      onSaved((await change('signin', { action: 'choose', choices, ...values })).id);
    } catch (error) {
      set({ busy: false, trouble: error.message });
    }
  };
  return h(Dialog, {
    say, title: say('Which account shall be posted to?'), onClose, onSubmit: choose,
    actions: [h(Button, { type: 'submit', kind: 'primary', busy: state.busy }, say('Connect'))],
  },
  h(Field, {
    id: 'smo-field-account', name: 'account', label: say('Account'), kind: 'select', required: true,
    choices: [{ value: '', label: '' }, ...accounts.map(({ id, label }) => ({ value: id, label }))],
  }),
  state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null);
}
