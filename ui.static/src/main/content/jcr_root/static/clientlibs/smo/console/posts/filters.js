import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { change, read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { STATES } from '../ui/states.js';
import { Button, Dialog, Field, Problem } from '../ui/ui.js';
import { filters, presets, same } from './query.js';

const PAUSE = 350;

/** What the list shows: kept in the address, so that a link says it, too. */
export function Filters({ say, asked, zone, route, session, go }) {
  const [words, type] = useState(asked.q || '');
  const timer = useRef(0);
  const typed = useRef(words);
  const now = useRef(null);
  now.current = { ...asked, by: route.query.by };
  useEffect(() => {
    // A space at the end is the beginning of the next word.
    if (typed.current.trim() !== (asked.q || '')) {
      typed.current = asked.q || '';
      type(typed.current);
    }
  }, [asked.q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const set = (more) => {
    clearTimeout(timer.current);
    go(format('posts', { ...now.current, q: typed.current.trim(), ...more }, route.rest), { replace: true });
  };
  const search = (event) => {
    typed.current = event.target.value;
    type(typed.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set({}), PAUSE);
  };
  // An address may name what is not there any more, such as an account that was removed.
  const withOwn = (choices, value) => (!value || choices.some((one) => one.value === value) ? choices : [...choices, { value, label: value }]);
  const pick = (name, label, choices) => h(Field, {
    kind: 'select', id: `smo-${name}`, label, value: asked[name] || '', choices: withOwn(choices, asked[name]), onChange: (event) => set({ [name]: event.target.value }),
  });
  const date = (name, label) => h(Field, { kind: 'date', id: `smo-${name}`, label, value: asked[name] || '', onChange: (event) => set({ [name]: event.target.value }) });
  return h('div', { class: 'cmp-smo-posts__filters' },
    h(Saved, { say, asked, zone, route, go }),
    h('form', { class: 'cmp-smo-row', role: 'search', onSubmit: (event) => { event.preventDefault(); set({}); } },
      h(Field, { kind: 'search', id: 'smo-search', label: say('Search'), value: words, onInput: search, maxlength: 200 }),
      pick('state', say('State'), [{ value: '', label: say('All states') }, { value: 'attention', label: say('Needs attention') },
        ...Object.entries(STATES).filter(([key]) => key !== 'NEEDS_ATTENTION').map(([value, [, name]]) => ({ value, label: say(name) }))]),
      pick('network', say('Network'), [{ value: '', label: say('All networks') }, ...session.networks.map((one) => ({ value: one.name, label: one.label }))]),
      pick('connection', say('Connection'), [{ value: '', label: say('All connections') }, ...session.connections.map((one) => ({ value: one.id, label: one.label }))]),
      date('from', say('From')), date('to', say('To'))));
}

/** Those that everybody has, those that the person gave a name, and a way to keep the present one. */
function Saved({ say, asked, zone, route, go }) {
  const own = useData(() => read('filters'), []);
  const [naming, name] = useState(false);
  const [error, fail] = useState(null);
  const known = own.data ? own.data.filters.map((one) => [one.name, Object.fromEntries(new URLSearchParams(one.query))]) : [];
  const said = presets(say, new Date(), zone);
  const link = ([label, query]) => h('a', {
    key: label, href: format('posts', { ...filters(query), by: route.query.by }), 'aria-current': same(query, asked) ? 'true' : null,
  }, label);
  const keep = async (fields) => {
    try {
      await change('filters', fields);
      fail(null);
      name(false);
      own.reload();
    } catch (problem) {
      fail(problem);
    }
  };
  const saved = known.find(([, query]) => same(query, asked));
  const fresh = Object.keys(asked).length > 0 && !saved && !said.some(([, query]) => same(query, asked));
  return h('nav', { class: 'cmp-smo-row cmp-smo-posts__saved', 'aria-label': say('Filters') },
    said.map(link), known.map(link),
    fresh ? h(Button, { small: true, kind: 'quiet', 'data-action': 'save-filter', onClick: () => name(true) }, say('Save this filter')) : null,
    saved ? h(Button, { small: true, kind: 'quiet', 'data-action': 'remove-filter', onClick: () => keep({ action: 'remove', name: saved[0] }) }, say('Forget {0}', saved[0])) : null,
    error && !naming ? h(Problem, { say, error }) : null,
    naming ? h(Dialog, {
      title: say('Save this filter'), say, onClose: () => name(false),
      onSubmit: (fields) => keep({ action: 'save', name: fields.name, query: new URLSearchParams(asked).toString() }),
      actions: h(Button, { type: 'submit', kind: 'primary', 'data-action': 'go' }, say('Save this filter')),
    }, error ? h(Problem, { say, error }) : null, h(Field, { name: 'name', label: say('Name'), required: true, maxlength: 60 })) : null);
}
