import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { format } from '../ui/route.js';
import { Badge, Button, Link, Mark, Time } from '../ui/ui.js';
import { abilities, costs } from './abilities.js';
import { RHYTHM } from './fields.js';
import { Followers } from './followers.js';
import { remembered } from './testpost.js';
import { daysUntil, endsSoon, standing } from './standing.js';

const RESULTS = { invalid: 'Refused', unreachable: 'Not reached', untested: 'Not tested' };

/** One account: how it stands, and what can be done about it. */
export function Card({ connection, network, sites, queue, say, language, act, onEdit, onRemove, onTestPost }) {
  const [said, tell] = useState(null);
  const [busy, set] = useState('');
  const how = standing(connection);
  const lane = connection.lane || { state: 'open' };
  const work = async (action, name, then) => {
    set(action);
    tell(null);
    try {
      await then(action);
    } catch (error) {
      tell({ tone: 'bad', text: error.message });
    }
    set('');
  };
  const test = () => work('test', 'Test', async () => {
    const { result, account, profile, reason } = await change('connections', { action: 'test', id: connection.id });
    tell(result === 'valid' ? { tone: 'good', text: say('Works as {0}', account), profile } : { tone: 'bad', text: `${say(RESULTS[result])}: ${reason}` });
  });
  const button = (action, name, onClick, more = {}) => h(Button, {
    key: action, small: true, 'data-action': action, 'aria-label': `${say(name)}: ${connection.label}`, busy: busy === action, onClick, ...more,
  }, say(name));
  return h('li', { class: 'cmp-smo-card cmp-smo-presence__card', 'data-key': connection.id, 'data-state': lane.state, tabindex: '-1' },
    h('header', { class: 'cmp-smo-row cmp-smo-row--middle' },
      h(Mark, { name: network ? network.label : connection.network, color: network && network.color }),
      h('h2', { class: 'cmp-smo-grow cmp-smo-presence__name' }, connection.label),
      h(Badge, { tone: how.tone, sign: how.sign }, say(how.name))),
    h('p', { class: 'cmp-smo-hint' }, `${network ? network.label : connection.network} · ${connection.id}`,
      connection.checked && connection.checked.account ? [' · ', h(Link, { href: connection.checked.profile }, connection.checked.account)] : null),
    how.reason || how.help ? h('p', { class: 'cmp-smo-presence__reason', 'data-part': 'lane' }, h('bdi', {}, how.reason), ' ',
      lane.until ? [say('Goes on'), ' ', h(Time, { at: lane.until, language })] : how.help ? say(how.help) : null) : null,
    queue && queue.waiting > 0 ? h('p', {}, h('a', { href: format('posts', { connection: connection.id, state: 'SCHEDULED' }), 'data-part': 'waits' },
      say('Posts that wait: {0}', (queue.more ? say('{0} or more', queue.waiting) : queue.waiting)))) : null,
    endsSoon(connection) ? h('p', { 'data-part': 'ends' },
      h(Badge, { tone: 'wait', sign: '!' }, say('Access ends in {0} days', daysUntil(connection.checked.expires))), ' ',
      say(network && network.capabilities.includes('sign_in') ? 'Sign in again.' : 'Enter a new token.')) : null,
    h(Followers, { say, language, connection }),
    remembered.get(connection.id) ? h('p', { 'data-part': 'testpost' }, h(Badge, { tone: 'wait', sign: '!' }, say('A test may still be out')), ' ',
      h(Button, { small: true, 'data-action': 'take-back', onClick: onTestPost }, say('See to it'))) : null,
    connection.quota ? h('p', { class: 'cmp-smo-hint' }, say('Calls left'), `: ${connection.quota.remaining}, ${say('all again from')} `, h(Time, { at: connection.quota.resets, language })) : null,
    h('details', {}, h('summary', {}, say('Details')), h(Facts, { connection, network, sites, say, language })),
    h('p', { role: 'status', class: said ? `cmp-smo-presence__said is-${said.tone}` : null },
      said ? [said.tone === 'good' ? '✓ ' : '✕ ', said.profile ? h(Link, { href: said.profile }, said.text) : said.text] : null),
    h('div', { class: 'cmp-smo-row cmp-smo-presence__actions' },
      !['open', 'locked'].includes(lane.state) ? button('resume', 'Let posts go', () => work('resume', 'Let posts go', act), { kind: 'primary' }) : null,
      button('test', 'Test', test),
      network && connection.enabled ? button('testpost', remembered.get(connection.id) ? 'See the test' : 'Post a test', onTestPost) : null,
      connection.configured || !network ? null : button('edit', 'Edit', onEdit),
      connection.lane && lane.state !== 'stopped' ? button('pause', 'Pause', () => work('pause', 'Pause', act)) : null,
      connection.configured ? null : button('remove', 'Remove', onRemove, { kind: 'danger' })));
}

/** The sites whose policies name a connection; a part that says the same as what is above it is not told of. */
export function usersOf(id, places) {
  const named = places.filter((place) => place.connections.includes(id));
  return named.filter((place) => !named.some((above) => place.path.startsWith(`${above.path}/`)));
}

function Facts({ connection, network, sites, say, language }) {
  const time = (at) => h(Time, { at, language });
  const { checked } = connection;
  const users = sites ? usersOf(connection.id, sites.places) : [];
  const facts = [
    !sites ? null : [say('Who posts here'), users.length === 0 ? say('Only administrators: no policy names this account.')
      : [say('Whoever may change pages of'), ' ', users.map((site, i) => [i > 0 ? ', ' : '', h('a', { href: `#policies?site=${encodeURIComponent(site.path)}`, title: site.path }, site.title)])]],
    connection.endpoint ? [say('Server address'), h(Link, { href: connection.endpoint }, connection.endpoint)] : null,
    ...Object.entries(connection.settings),
    connection.secrets.length > 0 ? [say('Secrets'), connection.secrets.join(', ')] : null,
    ...RHYTHM.filter(([name]) => connection.rhythm[name]).map(([name, label]) => [say(label), connection.rhythm[name]]),
    connection.since ? [say('Known since'), time(connection.since)] : null,
    checked ? [say('Last tested'), [time(checked.at), checked.reason ? [': ', h('bdi', {}, checked.reason)] : '']] : null,
    checked && checked.expires ? [say('Access ends'), time(checked.expires)] : null,
    connection.expires ? [say('Session ends'), time(connection.expires)] : null,
    network && abilities(say, network.capabilities) ? [say('Can do'), abilities(say, network.capabilities)] : null,
    network && costs(say, network.prices) ? [say('Price'), costs(say, network.prices)] : null,
  ].filter(Boolean);
  return [
    h('dl', { class: 'cmp-smo-console__facts' }, facts.map(([name, value]) => h('div', { key: name }, h('dt', {}, name), h('dd', {}, value)))),
    connection.configured ? h('p', { class: 'cmp-smo-hint' }, say('Stands in OSGi configuration; change it there.')) : null,
  ];
}
