import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Badge, Button, Dialog, Time } from '../ui/ui.js';
import { Part } from './part.js';

const NAMES = {
  name: 'its name, which the data have, too',
  machine: 'its machine, host name and folder',
  disk: 'a file on its disk',
  answer: 'another node, which answered it',
};

/** Which environment this is, how it is recognised, and whether it posts. */
export function Environment({ say, language, now, tell, reload, renew = () => {} }) {
  const [asking, ask] = useState(false);
  const { environment, instance } = now;
  const { obstacle, homes, name, sign } = environment;
  const adopted = async () => {
    ask(false);
    tell(say('Done: {0}', say('This one posts now')));
    await Promise.all([reload(), renew()]);
  };
  return h(Part, { name: 'environment', title: say('Environment') },
    h('p', {}, obstacle ? h(Badge, { tone: 'bad', sign: '✕' }, say('Posts nothing')) : h(Badge, { tone: 'good', sign: '✓' }, say('This one posts'))),
    obstacle ? h('div', { class: 'cmp-smo-problem' }, h('p', { dir: 'auto' }, obstacle),
      h(Button, { small: true, 'data-action': 'adopt', onClick: () => ask(true) }, say('This one posts now'))) : null,
    h('dl', { class: 'cmp-smo-console__facts' },
      fact(say('Name'), name ? h('bdi', {}, name) : say('None. Give each environment one, so that no copy posts by mistake.')),
      sign ? fact(say('Recognised by'), say(NAMES[sign] || sign)) : null,
      fact(say('This node'), h('bdi', { class: 'cmp-smo-administration__id' }, instance)),
      fact(say('Nodes'), homes.length === 0 ? '–' : h('ul', { class: 'cmp-smo-administration__plain' }, homes.map((home) => h('li', { key: home.key },
        h('bdi', { class: 'cmp-smo-administration__id' }, home.key), home.here ? ` (${say('this one')})` : '',
        home.seen ? [', ', say('last started'), ' ', h(Time, { at: home.seen, language })] : null))))),
    h('p', {}, h('a', { href: '#connections' }, say('Accounts and network applications stand under Presence'))),
    asking ? h(Adoption, { say, onClose: () => ask(false), onDone: adopted }) : null);
}

const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

/** Asks before posts go out twice. */
function Adoption({ say, onClose, onDone }) {
  const [state, set] = useState({ busy: false, trouble: '' });
  const act = async () => {
    set({ busy: true, trouble: '' });
    try {
      await change('connections', { action: 'adopt' });
      onDone();
    } catch (error) {
      set({ busy: false, trouble: error.message });
    }
  };
  return h(Dialog, {
    say, title: say('Post from this installation?'), onClose,
    actions: [
      h(Button, { key: 'go', kind: 'danger', 'data-action': 'sure', busy: state.busy, onClick: act }, say('This one posts now')),
      h(Button, { key: 'close', onClick: onClose }, say('Close')),
    ],
  }, h('p', {}, say('Posts that wait go out from here, to all accounts. Where the original still runs, they go out twice.')),
  state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null);
}
