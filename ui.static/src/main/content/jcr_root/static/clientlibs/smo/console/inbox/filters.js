import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { format } from '../ui/route.js';
import { Button, Field, Problem } from '../ui/ui.js';
import { Blocked } from './blocked.js';

const PAUSE = 250;

const NAMES = { waits: 'Waits', mine: 'Mine', open: 'Not done', done: 'Done', hidden: 'Hidden', deleted: 'Deleted', all: 'All' };

/** Of these nothing is left to look for. */
export const DELETED = 'deleted';

/** What the list shows: kept in the address, so that a link says it, too. */
export function Filters(place) {
  const { say, asked, route, session, go, gone } = place;
  const [words, type] = useState(asked.q || '');
  const [blocked, open] = useState(false);
  const timer = useRef(0);
  useEffect(() => { type(asked.q || ''); }, [asked.q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const set = (more) => {
    clearTimeout(timer.current);
    go(format('inbox', { ...asked, q: words.trim(), ...more }, route.rest), { replace: true });
  };
  const search = (event) => {
    const typed = event.target.value;
    type(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set({ q: typed.trim() }), PAUSE);
  };
  const pick = (name, label, choices) => h(Field, {
    kind: 'select', id: `smo-inbox-${name}`, label, value: asked[name] || '', choices, onChange: (event) => set({ [name]: event.target.value }),
  });
  const state = asked.state || 'waits';
  return h('div', { class: 'cmp-smo-inbox__filters' },
    h('nav', { class: 'cmp-smo-row cmp-smo-inbox__states', 'aria-label': say('State') }, Object.entries(NAMES).map(([value, name]) => h('a', {
      key: value, href: format('inbox', value === DELETED ? { state: value } : { ...asked, state: value === 'waits' ? '' : value }), 'data-state': value, 'aria-current': state === value ? 'true' : null,
    }, say(name)))),
    gone ? null : h('form', { class: 'cmp-smo-row', role: 'search', onSubmit: (event) => { event.preventDefault(); set({}); } },
      h(Field, { kind: 'search', id: 'smo-inbox-search', label: say('Search'), value: words, onInput: search, maxlength: 200 }),
      pick('network', say('Network'), [{ value: '', label: say('All networks') }, ...session.networks.map((one) => ({ value: one.name, label: one.label })), { value: 'webmention', label: say('Other sites') }]),
      pick('kind', say('What'), [{ value: '', label: say('Replies and mentions') }, { value: 'reply', label: say('Replies') }, { value: 'mention', label: say('Mentions') }]),
      h(Button, { kind: 'quiet', 'data-action': 'blocked', onClick: () => open(true) }, say('Blocked senders'))),
    asked.page && !gone ? h(Page, { ...place, page: asked.page }) : null,
    blocked ? h(Blocked, { say, language: place.language, onClose: () => { open(false); place.reload(); } }) : null);
}

/** The one page whose reactions are shown, and asking the networks about it now. */
function Page({ say, asked, page, go, editor, tell }) {
  const [busy, work] = useState(false);
  const [error, fail] = useState(null);
  const refresh = async () => {
    work(true);
    fail(null);
    try {
      await change('reactions', { action: 'refresh', page });
      tell(say('The networks are asked; what is new shows here within a minute.'));
    } catch (problem) {
      fail(problem);
    }
    work(false);
  };
  return h('div', {},
    error ? h(Problem, { say, error }) : null,
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle', 'data-part': 'page' },
      h('span', {}, say('Page'), ': ', editor ? h('a', { href: editor + page }, h('bdi', { dir: 'ltr' }, page)) : h('bdi', { dir: 'ltr' }, page)),
      h(Button, { small: true, busy, 'data-action': 'refresh', onClick: refresh }, say('Ask the networks now')),
      h(Button, { small: true, kind: 'quiet', 'data-action': 'all-pages', onClick: () => go(format('inbox', { ...asked, page: '' })) }, say('All pages'))));
}
