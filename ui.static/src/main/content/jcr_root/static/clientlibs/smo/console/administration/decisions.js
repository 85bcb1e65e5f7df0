import { h } from '../lib/preact.module.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { NAMES } from '../posts/history.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { stateOf } from '../ui/states.js';
import { Badge, Button, Empty, Field, Loaded, Time } from '../ui/ui.js';
import { Part, Table } from './part.js';

const ASKED = ['who', 'what', 'from', 'to'];

/** Who decided what about which post, the newest first. What is looked for stands in the address. */
export function Decisions({ say, language, route, go }) {
  const asked = Object.fromEntries(ASKED.filter((name) => route.query[name]).map((name) => [name, route.query[name]]));
  const key = JSON.stringify(asked);
  const first = useData(() => read('administration/decisions', asked), [key]);
  const [rest, add] = useState({ decisions: [], next: null });
  const [state, set] = useState({ busy: false, trouble: '' });
  useEffect(() => { add({ decisions: [], next: null }); set({ busy: false, trouble: '' }); }, [key]);
  const more = async (next) => {
    set({ busy: true, trouble: '' });
    try {
      const found = await read('administration/decisions', { ...asked, next });
      add((old) => ({ decisions: [...old.decisions, ...found.decisions], next: found.next }));
      set({ busy: false, trouble: '' });
    } catch (error) {
      set({ busy: false, trouble: error.message });
    }
  };
  const search = (event) => {
    event.preventDefault();
    go(format('administration', Object.fromEntries(new FormData(event.target))), { replace: true });
  };
  return h(Part, { name: 'decisions', title: say('Log of decisions') },
    h('form', { key, class: 'cmp-smo-row', role: 'search', 'aria-label': say('Log of decisions'), onSubmit: search },
      h(Field, { name: 'who', id: 'smo-decided-who', label: say('Who'), value: asked.who || '', maxlength: 200 }),
      h(Field, {
        name: 'what', id: 'smo-decided-what', kind: 'select', label: say('What'), value: asked.what || '',
        choices: [{ value: '', label: say('Everything') }, ...Object.entries(NAMES).map(([value, label]) => ({ value, label: say(label) }))],
      }),
      h(Field, { name: 'from', id: 'smo-decided-from', kind: 'date', label: say('From'), value: asked.from || '' }),
      h(Field, { name: 'to', id: 'smo-decided-to', kind: 'date', label: say('To'), value: asked.to || '' }),
      h(Button, { type: 'submit', 'data-action': 'search' }, say('Search')),
      key === '{}' ? null : h(Button, { kind: 'quiet', 'data-action': 'all', onClick: () => go('#administration', { replace: true }) }, say('Show all'))),
    h(Loaded, { say, from: first }, (found) => {
      const all = [...found.decisions, ...rest.decisions];
      const next = rest.next === null ? found.next : rest.next;
      return [
        all.length === 0 && !next ? h(Empty, { title: key === '{}' ? say('Nobody has decided about a post yet.') : say('No decision matches.') }) : null,
        all.length > 0 ? h(Table, {
          label: say('Log of decisions'), head: [say('Time'), say('Who'), say('What'), say('Post'), say('State now'), say('Revision')],
          rows: all.map((one) => h(Row, { key: `${one.at} ${one.post} ${one.what}`, say, language, one })),
        }) : null,
        state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null,
        next ? h('p', {}, h(Button, { 'data-action': 'more', busy: state.busy, onClick: () => more(next) }, all.length === 0 ? say('Look further back') : say('Show more'))) : null,
      ];
    }));
}

function Row({ say, language, one }) {
  const [sign, name, tone] = stateOf(one.state);
  return h('tr', { 'data-decision': one.what },
    h('td', {}, h(Time, { at: one.at, language })),
    h('td', {}, one.who ? h('bdi', {}, one.who) : h('span', { class: 'cmp-smo-hint' }, say('by itself'))),
    h('td', {}, say(NAMES[one.what] || one.what), one.why ? h('p', { class: 'cmp-smo-hint', dir: 'auto' }, one.why) : null),
    h('td', { class: 'cmp-smo-administration__why' }, h('a', { href: format('posts', {}, one.post), dir: 'auto' }, one.title || one.page || one.post.slice(0, 8)),
      h('p', { class: 'cmp-smo-hint' }, h('bdi', {}, one.connection))),
    h('td', { class: 'cmp-smo-administration__why' }, h(Badge, { tone, sign }, say(name)), one.reason ? h('p', { dir: 'auto' }, one.reason) : null),
    h('td', {}, h('bdi', { class: 'cmp-smo-administration__id' }, one.revision)));
}
