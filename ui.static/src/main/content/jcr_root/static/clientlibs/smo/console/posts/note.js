import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change, wish } from '../api.js';
import { Button, Dialog, Field, Mark, Problem } from '../ui/ui.js';
import { when } from './clock.js';
import { Results } from './results.js';
import { When } from './when.js';

/** A post that speaks of no page, to one connection or several. The same wish is entered once, however often it is sent. */
export function NoteComposer(place) {
  const { say, route, session, posts, onClose, reload } = place;
  const [token] = useState(wish);
  const accounts = session.connections.filter((one) => one.posts !== false);
  const [to, choose] = useState(() => new Set(route.query.connection ? [route.query.connection] : accounts.length === 1 ? [accounts[0].id] : []));
  const [busy, work] = useState(false);
  const [error, fail] = useState(null);
  const [results, tell] = useState([]);
  // The page is part of what makes two wishes one, so it stays once something was sent.
  const [filed, file] = useState('');
  const pages = [...new Set(posts.map((post) => post.page))];
  const left = [...to].filter((id) => !results.some((one) => one.connection === id && !one.error));
  const submit = async (fields) => {
    if (busy) {
      return;
    }
    if (left.length === 0) {
      fail({ status: 400, message: say('Choose where to post.') });
      return;
    }
    work(true);
    fail(null);
    const page = filed || fields.page.trim();
    file(page);
    const common = { page, text: fields.text, token, ...(fields.kind === 'now' ? {} : { when: when(fields) }) };
    const all = results.filter((one) => !one.error);
    for (const connection of left) {
      all.push(await enter(common, connection));
    }
    tell(all);
    work(false);
    reload();
  };
  return h(Dialog, {
    title: say('New post'), say, wide: true, onClose, onSubmit: submit,
    actions: [
      left.length === 0 && results.length > 0 ? null : h(Button, { type: 'submit', kind: 'primary', busy, 'data-action': 'go' }, say('Post it')),
      h(Button, { onClick: onClose }, say('Close')),
    ],
  },
  error ? h(Problem, { say, error }) : null,
  h(Results, { ...place, results, labels: Object.fromEntries(session.connections.map((one) => [one.id, one.label])) }),
  h(Field, { kind: 'area', name: 'text', label: say('Words'), required: true, maxlength: 50000, hint: say('With a link or without. A line of --- begins the next part of a thread.') }),
  h('fieldset', { class: 'cmp-smo-posts__connections' }, h('legend', { class: 'cmp-smo-label' }, say('Where')),
    accounts.length === 0 ? h('p', {}, say('No account is connected. Ask an administrator to connect one.')) : null,
    accounts.map((one) => h('label', { key: one.id },
      h('input', {
        type: 'checkbox', value: one.id, checked: to.has(one.id), onClick: () => choose((old) => { const next = new Set(old); if (!next.delete(one.id)) { next.add(one.id); } return next; }),
      }), ' ', h(Mark, { name: one.network, color: (session.networks.find((n) => n.name === one.network) || {}).color }), ' ', one.label))),
  h(When, { say, rule: route.query.when || 'now' }),
  h(Field, {
    name: 'page', label: say('Filed under the page'), required: true, readonly: Boolean(filed), value: route.query.page || pages[0] || '', list: 'smo-posts-pages', pattern: '/.*',
    hint: say('Its rights, its zone and its approval hold for the post; nothing of it stands in the words.'),
  }, h('datalist', { id: 'smo-posts-pages' }, pages.map((page) => h('option', { key: page, value: page })))));
}

async function enter(common, connection) {
  try {
    const post = await change('notes', { ...common, connection });
    return { connection, id: post.id, state: post.state, reason: post.reason, scheduled: post.scheduled || '', error: '' };
  } catch (problem) {
    return { connection, id: '', state: '', reason: '', scheduled: '', error: problem.message };
  }
}
