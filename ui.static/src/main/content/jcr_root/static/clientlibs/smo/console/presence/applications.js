import { h } from '../lib/preact.module.js';
import { useRef, useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Badge, Button, Dialog, Field, Link } from '../ui/ui.js';
import { Described } from './fields.js';

const STATES = {
  set: ['✓', 'Set up', 'good'],
  configured: ['✓', 'Stands in OSGi configuration; change it there.', 'good'],
  registered: ['✓', 'SMO registered itself.', 'good'],
  automatic: ['○', 'SMO registers itself when somebody first signs in.', 'calm'],
  missing: ['!', 'Missing', 'wait'],
};

/** What networks gave to the installation once, so that people can sign in. */
export function Applications({ say, tell, redirect, applications, networks, onChanged }) {
  const [edited, edit] = useState(null);
  const known = applications.map((one) => ({ ...one, of: networks.find(({ name }) => name === one.network) })).filter((one) => one.of);
  if (known.length === 0) {
    return null;
  }
  return h('section', { 'aria-label': say('Applications'), class: 'cmp-smo-stack' },
    h('h2', { class: 'cmp-smo-console__subtitle' }, say('Applications')),
    h('p', {}, say('Some networks ask every installation to register before people can sign in.')),
    h(Redirect, { say, tell, redirect }),
    h('ul', { class: 'cmp-smo-cards cmp-smo-presence__list' }, known.map((one) => h(Application, { key: `${one.network} ${one.endpoint}`, say, one, onEdit: edit }))),
    edited ? h(Form, {
      say, ...edited, onClose: () => edit(null),
      onSaved: () => { edit(null); tell(`${say('Done: {0}', say('Save'))}: ${edited.network.label}`); onChanged(); },
    }) : null);
}

/** The address that networks ask for, to be copied. */
function Redirect({ say, tell, redirect }) {
  const input = useRef(null);
  const copy = async () => {
    input.current.querySelector('input').select();
    try {
      await navigator.clipboard.writeText(redirect);
      tell(say('Copied'));
    } catch {
      // Browsers give no clipboard without https; the address is selected, so the keys copy it.
      tell(say('Selected; copy it with the keyboard.'));
    }
  };
  return h('div', { ref: input, class: 'cmp-smo-row' },
    h(Field, {
      class: 'cmp-smo-grow', id: 'smo-field-redirect', label: say('Redirect address'), value: redirect, readonly: true,
      hint: say("Enter exactly this address on the network's page for developers."),
    }),
    h(Button, { 'data-action': 'copy', onClick: copy }, say('Copy')));
}

function Application({ say, one, onEdit }) {
  const [sign, name, tone] = STATES[one.state] || ['·', one.state, 'calm'];
  const { of } = one;
  const fixed = one.state === 'configured' || of.applicationFields.length === 0;
  const other = of.endpoint !== 'none' && of.applicationFields.length > 0 && Boolean(one.endpoint);
  const button = (action, text, application) => h(Button, {
    small: true, 'data-action': action, 'aria-label': `${text}: ${of.label}`, onClick: () => onEdit({ network: of, application }),
  }, text);
  return h('li', { class: 'cmp-smo-card', 'data-application': one.network, 'data-state': one.state },
    h('h3', { class: 'cmp-smo-presence__name' }, [of.label, one.endpoint].filter(Boolean).join(' · ')),
    h('p', {}, h(Badge, { tone, sign }, say(name))),
    h('div', { class: 'cmp-smo-row' },
      fixed ? null : button('application', say('Enter application'), one),
      other ? button('another', say('Another server'), null) : null));
}

/** The form, made of what the network describes. */
function Form({ say, network, application, onClose, onSaved }) {
  const [state, set] = useState({ busy: false, trouble: '' });
  const kept = application || { endpoint: '', settings: {}, secrets: [] };
  const save = async (values) => {
    set({ busy: true, trouble: '' });
    try {
      await change('signin', { action: 'application', network: network.name, ...values });
      onSaved();
    } catch (error) {
      set({ busy: false, trouble: error.message });
    }
  };
  return h(Dialog, {
    say, title: `${say('Application')}: ${network.label}`, onClose, onSubmit: save,
    actions: [
      h(Button, { key: 'save', type: 'submit', kind: 'primary', 'data-action': 'save', busy: state.busy }, say('Save')),
      h(Button, { key: 'close', onClick: onClose }, say('Close')),
    ],
  },
  network.documentation ? h('p', {}, h(Link, { href: network.documentation }, say('How to connect'))) : null,
  network.endpoint === 'none' ? null : h(Field, {
    id: 'smo-field-endpoint', name: 'endpoint', label: say('Server address'), kind: 'url', value: kept.endpoint,
    required: network.endpoint === 'mandatory', readonly: Boolean(kept.endpoint),
  }),
  network.applicationFields.map((one) => h(Described, { key: one.name, say, of: { ...one, loaded: false }, kept: { settings: kept.settings, secrets: kept.secrets }, network, endpoint: kept.endpoint || '' })),
  state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null);
}
