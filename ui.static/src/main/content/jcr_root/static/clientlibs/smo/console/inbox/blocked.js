import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change, read } from '../api.js';
import { useData } from '../ui/data.js';
import { Button, Dialog, Empty, Loaded, Problem, Time } from '../ui/ui.js';

/** Who is blocked where the person has a say, and letting them in again. */
export function Blocked({ say, language, onClose }) {
  const found = useData(() => read('blocked'), []);
  const [error, fail] = useState(null);
  const unblock = async ({ id, scope }) => {
    try {
      await change('blocked', { action: 'unblock', id, scope });
      fail(null);
    } catch (problem) {
      fail(problem);
    }
    found.reload();
  };
  return h(Dialog, { title: say('Blocked senders'), say, onClose },
    error ? h(Problem, { say, error }) : null,
    h(Loaded, { say, from: found }, ({ blocked }) => (blocked.length === 0 ? h(Empty, { title: say('Nobody is blocked.') })
      : h('ul', { class: 'cmp-smo-inbox__saved' }, blocked.map((one) => h('li', { key: one.id + one.scope, 'data-sender': one.address },
        h('p', {}, h('strong', {}, h('bdi', {}, one.author || one.address)), ` · ${one.network}`),
        one.address && one.author ? h('p', { class: 'cmp-smo-hint' }, one.address) : null,
        h('p', { class: 'cmp-smo-hint' }, say('{0} did it for {1}.', one.by, one.scope), ' ', h(Time, { at: one.at, language })),
        h(Button, { small: true, 'data-action': 'unblock', 'aria-label': `${say('Let in again')}: ${one.author || one.address}`, onClick: () => unblock(one) }, say('Let in again'))))))));
}
