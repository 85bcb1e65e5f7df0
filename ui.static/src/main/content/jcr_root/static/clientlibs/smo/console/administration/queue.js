import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { standing } from '../presence/standing.js';
import { format } from '../ui/route.js';
import { Badge, Button, Empty, Mark, Time } from '../ui/ui.js';
import { Part, Table } from './part.js';

/** What waits to be posted, connection by connection, what keeps it, and who works on it. */
export function Queue({ say, language, session, now, tell, reload }) {
  const { lanes, jobs, overdue } = now.queue;
  const [busy, work] = useState('');
  const [trouble, fail] = useState('');
  const act = async (action, row, done) => {
    work(row.connection);
    fail('');
    try {
      await change('connections', { action, id: row.connection });
      await reload();
      tell(`${say('Done: {0}', done)}: ${row.label || row.connection}`);
    } catch (error) {
      fail(error.message);
    }
    work('');
  };
  const shown = { say, language, session, node: now.instance, busy, act };
  return h(Part, { name: 'queue', title: say('Queue') },
    trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, trouble) : null,
    overdue.length ? h('div', { class: 'cmp-smo-problem', 'data-part': 'overdue' }, h('p', {}, say('Nobody has looked at these posts for more than 15 minutes.')),
      h('ul', { class: 'cmp-smo-administration__plain' }, overdue.map((id) => h('li', { key: id }, h('a', { href: format('posts', {}, id) }, h('bdi', {}, id.slice(0, 8))))))) : null,
    lanes.length === 0 ? h(Empty, { title: say('No account is connected.') }, h('p', {}, h('a', { href: '#connections' }, say('Connect an account'))))
      : h(Table, {
        label: say('Queue'),
        head: [say('Connection'), say('State'), { number: say('Wait') }, { number: say('Due') }, say('Oldest due'), say('In work'), say('Calls left'), say('What to do')],
        rows: lanes.map((row) => h(Lane, { ...shown, key: row.connection, row })),
      }),
    jobs.length ? h('details', {}, h('summary', {}, say('Jobs of this node')), h(Table, {
      label: say('Jobs of this node'),
      head: [say('Queue'), { number: say('Wait') }, { number: say('In work') }],
      rows: jobs.map((one) => h('tr', { key: one.name, 'data-jobs': one.name }, h('th', { scope: 'row' }, h('bdi', {}, one.name), one.suspended ? ` (${say('Paused')})` : ''),
        h('td', { class: 'is-number' }, one.queued), h('td', { class: 'is-number' }, one.active))),
    })) : null);
}

function Lane({ say, language, session, node, busy, act, row }) {
  const network = session.networks.find(({ name }) => name === row.network) || { name: row.network, label: row.network, color: '' };
  const { tone, sign, name, reason, help } = stateOf(row);
  const held = row.known && ['stopped', 'failing', 'paused'].includes(row.lane.state);
  const whole = new Intl.NumberFormat(language);
  const title = row.label || row.connection;
  const button = (action, text) => h(Button, { small: true, 'data-action': action, 'aria-label': `${text}: ${title}`, busy: busy === row.connection, onClick: () => act(action, row, text) }, text);
  return h('tr', { 'data-lane': row.connection, 'data-state': row.untaken ? 'untaken' : row.lane ? row.lane.state : 'gone' },
    h('th', { scope: 'row' }, h(Mark, network), ' ', h('a', { href: format('posts', { connection: row.connection }) }, h('bdi', {}, title)), h('span', { class: 'cmp-smo-hidden' }, ` ${network.label}`)),
    h('td', { class: 'cmp-smo-administration__why' }, h(Badge, { tone, sign }, say(name)), reason ? h('p', { dir: 'auto' }, reason) : null,
      row.lane && row.lane.until ? h('p', {}, say('Goes on'), ' ', h(Time, { at: row.lane.until, language })) : null,
      row.lane && row.lane.since && held ? h('p', { class: 'cmp-smo-hint' }, say('Since'), ' ', h(Time, { at: row.lane.since, language })) : null,
      help ? h('p', { class: 'cmp-smo-hint' }, say(help)) : null),
    h('td', { class: 'is-number', 'data-value': 'waiting' }, row.more ? say('{0} or more', whole.format(row.waiting)) : whole.format(row.waiting)),
    h('td', { class: 'is-number', 'data-value': 'due' }, whole.format(row.due)),
    h('td', {}, row.oldest ? h(Time, { at: row.oldest, language }) : '–'),
    h('td', {}, row.working ? [row.working.instance === node ? say('on this node') : h('bdi', { class: 'cmp-smo-administration__id' }, row.working.instance.slice(0, 8)),
      row.working.since ? [', ', h(Time, { at: row.working.since, language })] : null] : '–'),
    h('td', {}, row.quota ? [whole.format(row.quota.remaining), h('span', { class: 'cmp-smo-hint' }, ' ', say('all again from'), ' ', h(Time, { at: row.quota.resets, language }))] : '–'),
    h('td', {}, !row.known ? null : held ? button('resume', say('Let posts go')) : button('pause', say('Pause'))));
}

/** As on the cards of Presence, but for what only shows in a queue. */
function stateOf(row) {
  if (!row.known) {
    return { tone: 'bad', sign: '✕', name: 'Connection removed', reason: '', help: 'Its posts fail when they are due.' };
  }
  return row.untaken ? { tone: 'bad', sign: '✕', name: 'Nobody takes them', reason: '', help: 'Nothing holds these posts up. Do jobs run? The log of the leader says more.' }
    : standing({ ...row, problem: '', enabled: true });
}
