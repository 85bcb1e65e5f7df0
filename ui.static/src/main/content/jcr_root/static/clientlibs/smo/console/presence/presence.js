import { h } from '../lib/preact.module.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { change, read } from '../api.js';
import { useData } from '../ui/data.js';
import { Button, Dialog, Empty, Loaded, styles } from '../ui/ui.js';
import { Applications } from './applications.js';
import { Card } from './card.js';
import { Accounts, ConnectionForm, Networks } from './connect.js';
import { sorted } from './standing.js';
import { TestPost } from './testpost.js';

export const folder = 'presence';

const EVERY = 15000;

await styles(new URL('presence.css', import.meta.url).href);

/** The accounts of this installation: whether they are well, and all that can be done about it. For administrators. */
export default function Presence({ say, language, tell, trouble, renew = () => {} }) {
  const page = useData(() => read('connections'), [], EVERY);
  const signing = useData(() => read('signin'), []);
  // Where the CMS cannot tell of policies, nobody is told.
  const sites = useData(() => read('policies'), []);
  const queue = useData(() => read('administration'), [], EVERY);
  const [open, show] = useState(null);
  const close = () => show(null);
  const changed = async (id, words) => {
    close();
    tell(words);
    // Other pages offer the accounts of the session, and the notice above is of it.
    await Promise.all([page.reload(), renew()]);
    const card = [...document.querySelectorAll('.cmp-smo-presence__card')].find((one) => one.dataset.key === id);
    if (card) {
      card.focus();
    }
  };
  useArrival({ say, tell, trouble, show, reload: page.reload });
  return h(Loaded, { say, from: page }, ({ connections, networks, environment }) => {
    const network = (name) => networks.find((one) => one.name === name);
    return h('div', { class: 'cmp-smo-stack' },
      environment && environment.obstacle ? h(Foreign, { say, environment, onAdopt: () => show({ adopt: true }) }) : null,
      h('div', { class: 'cmp-smo-row cmp-smo-row--middle' },
        h('h2', { class: 'cmp-smo-console__subtitle cmp-smo-grow' }, say('Presence')),
        networks.length > 0 ? h(Button, { kind: 'primary', 'data-action': 'add', onClick: () => show({ choose: true }) }, say('Connect an account')) : null),
      connections.length === 0 ? h(Empty, { title: say('No account is connected.') },
        networks.length === 0 ? h('p', {}, say('No network is installed.')) : null)
        : h('ul', { class: 'cmp-smo-cards cmp-smo-presence__list', 'aria-label': say('Connections') }, sorted(connections).map((connection) => h(Card, {
          key: connection.id, connection, network: network(connection.network), sites: sites.data, say, language,
          queue: queue.data ? queue.data.queue.lanes.find((lane) => lane.connection === connection.id) : null,
          act: async (action) => { await change('connections', { action, id: connection.id }); await page.reload(); },
          onEdit: () => show({ edit: connection, network: network(connection.network) }),
          onRemove: () => show({ remove: connection }),
          onTestPost: () => show({ test: connection, of: network(connection.network) }),
        }))),
      signing.data ? h(Applications, { say, tell, ...signing.data, networks, onChanged: signing.reload }) : null,
      open && open.choose ? h(Networks, { say, networks, onClose: close, onChoose: (chosen) => show({ edit: null, network: chosen }) }) : null,
      open && open.network ? h(ConnectionForm, {
        key: open.network.name, say, tell, network: open.network, connection: open.edit, connections, onClose: close,
        onSaved: (id) => changed(id, say('Connected: {0}', id)),
      }) : null,
      open && open.remove ? h(Removal, { say, connection: open.remove, onClose: close, onDone: () => changed('', say('Removed: {0}', open.remove.label)) }) : null,
      open && open.test ? h(TestPost, { key: open.test.id, say, language, connection: open.test, network: open.of, onClose: close }) : null,
      open && open.adopt ? h(Adoption, { say, onClose: close, onDone: () => changed('', say('Done: {0}', say('This one posts now'))) }) : null,
      open && open.accounts ? h(Accounts, { say, ...open, onClose: close, onSaved: (id) => changed(id, say('Connected: {0}', id)) }) : null);
  });
}

/** Welcomes a person who comes back from a network: says so, or has one of several accounts chosen. */
function useArrival({ say, tell, trouble, show, reload }) {
  useEffect(() => {
    const back = new URLSearchParams(location.search);
    const [connected, choices] = [back.get('signedin'), back.get('choose')];
    if (connected || choices) {
      history.replaceState(null, '', location.pathname + location.hash);
    }
    if (connected) {
      tell(say('Connected: {0}', connected));
      reload();
    } else if (choices) {
      read('signin', { choices }).then(({ accounts }) => show({ accounts, choices }), trouble);
    }
  }, []);
}

/** What an administrator must know of an installation that sends nothing, and the way out. */
function Foreign({ say, environment, onAdopt }) {
  return h('div', { class: 'cmp-smo-problem' }, h('p', { dir: 'auto' }, environment.obstacle),
    h(Button, { small: true, 'data-action': 'adopt', onClick: onAdopt }, say('This one posts now')));
}

function Adoption({ say, onClose, onDone }) {
  return h(Sure, {
    say, onClose, onDone, fields: { action: 'adopt' }, go: say('This one posts now'), title: say('Post from this installation?'),
    text: say('Posts that wait go out from here, to the accounts shown below. Where the original still runs, they go out twice.'),
  });
}

function Removal({ say, connection, onClose, onDone }) {
  return h(Sure, {
    say, onClose, onDone, fields: { action: 'remove', id: connection.id }, go: say('Remove {0}', connection.label), title: say('Remove {0}?', connection.label),
    text: say('Its secrets are deleted. Posts that are planned for it will fail.'),
  });
}

/** Asks before what cannot be undone. */
function Sure({ say, title, text, go, fields, onClose, onDone }) {
  const [state, set] = useState({ busy: false, trouble: '' });
  const act = async () => {
    set({ busy: true, trouble: '' });
    try {
      await change('connections', fields);
      onDone();
    } catch (error) {
      set({ busy: false, trouble: error.message });
    }
  };
  return h(Dialog, {
    say, title, onClose,
    actions: [
      h(Button, { key: 'go', kind: 'danger', value: 'go', busy: state.busy, onClick: act }, go),
      h(Button, { key: 'close', onClick: onClose }, say('Leave it as it is')),
    ],
  }, h('p', {}, text), state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null);
}
