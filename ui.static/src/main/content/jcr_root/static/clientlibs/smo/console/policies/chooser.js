import { h } from '../lib/preact.module.js';
import { format } from '../ui/route.js';
import { Button, Field } from '../ui/ui.js';
import { PathField } from './path.js';

/** Chooses a site from those that there are, or any part of one by its path. */
export function Chooser({ say, route, go, found }) {
  const { site = '' } = route.query;
  const known = found.places.some((one) => one.path === site);
  const open = (path) => { if (path) { go(format('policies', { site: path, form: route.query.form })); } };
  const deepest = (path) => '\u2003'.repeat(Math.max(0, found.places.filter((one) => path.startsWith(`${one.path}/`)).length));
  return h('div', { class: 'cmp-smo-card cmp-smo-row', 'data-part': 'chooser' },
    h(Field, {
      class: 'cmp-smo-grow', kind: 'select', name: 'site', label: say('Site'), value: site, onChange: (event) => open(event.target.value),
      choices: [{ value: '', label: say('Choose a site') }, ...found.places.map((one) => ({ value: one.path, label: `${deepest(one.path)}${one.title} (${one.path})` })),
        ...(site && !known ? [{ value: site, label: site }] : [])],
    }),
    h('form', { class: 'cmp-smo-row cmp-smo-grow', onSubmit: (event) => { event.preventDefault(); open(new FormData(event.target).get('part').trim()); } },
      h(PathField, { key: site, name: 'part', label: say('A part of it'), site }),
      h(Button, { type: 'submit', 'data-action': 'open-part' }, say('Open'))),
    found.more ? h('p', { class: 'cmp-smo-hint' }, say('There are more; enter the path of another one.')) : null);
}
