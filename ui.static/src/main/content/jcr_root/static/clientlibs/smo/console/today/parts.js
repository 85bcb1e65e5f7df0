import { h } from '../lib/preact.module.js';
import { format } from '../ui/route.js';
import { Badge, Mark, moment, useId } from '../ui/ui.js';
import { stateOf } from '../ui/states.js';
import { troubleOf } from './troubles.js';

/** What lists of posts have to know of networks and accounts, by their names. */
export function named(session) {
  return {
    label: new Map(session.networks.map((network) => [network.name, network])),
    account: new Map(session.connections.map((connection) => [connection.id, connection.label || connection.id])),
  };
}

/** What waits for the person who looks. */
export function Waiting({ day, ...shown }) {
  const { say } = shown;
  if (day.waiting === 0) {
    return h('p', {}, say('Nothing waits for you.'));
  }
  return [
    day.approvals.total ? [h('h3', {}, say('To approve: {0}', day.approvals.total)), h(Posts, { ...shown, some: day.approvals, all: format('posts', { state: 'AWAITING_APPROVAL' }) })] : null,
    day.decisions.total ? [h('h3', {}, say('To decide: {0}', day.decisions.total)), h(Posts, { ...shown, some: day.decisions, all: format('posts', { state: 'attention' }) })] : null,
    day.replies ? h('p', {}, h('a', { href: '#inbox', 'data-part': 'replies' }, day.replies === 1 ? say('1 reaction waits') : say('{0} reactions wait', day.replies))) : null,
  ];
}

/** The first of some posts, and the way to all of them. */
export function Posts({ say, language, label, account, some, all }) {
  const rest = some.total - some.entries.length;
  return [
    h('ul', { class: 'cmp-smo-today__posts' }, some.entries.map((entry) => {
      const [sign, state, tone] = stateOf(entry.state);
      const network = label.get(entry.network) || { name: entry.network, label: entry.network, color: '' };
      return h('li', { key: entry.id, 'data-entry': entry.id },
        h(Mark, network), h('span', { class: 'cmp-smo-hidden' }, network.label),
        h('span', { class: 'cmp-smo-grow' },
          h('a', { href: entry.kind === 'group' ? format('posts', { state: 'HELD' }) : format('posts', {}, entry.id) }, entry.title || entry.page),
          h('span', { class: 'cmp-smo-hint' }, ' ',
            h('bdi', {}, entry.kind === 'group' ? say('{0} posts are held together.', entry.count) : account.get(entry.connection) || entry.connection), ' · ',
            h('time', { datetime: entry.instant, title: entry.instant }, moment(`${entry.at}Z`, language, 'UTC')))),
        h(Badge, { tone, sign }, say(state)));
    })),
    rest > 0 ? h('p', {}, h('a', { href: all }, say('{0} more', rest))) : null,
  ];
}

/** What is broken, and where it is mended. */
export function Troubles({ say, language, session, label, troubles }) {
  const id = useId();
  return h('section', { class: 'cmp-smo-problem cmp-smo-today__troubles', 'data-part': 'troubles', 'aria-labelledby': id },
    h('h2', { id, class: 'cmp-smo-console__subtitle' }, say('Something is broken')),
    h('ul', {}, troubles.map((trouble) => {
      const { what, todo, href } = troubleOf(trouble, session.administrator);
      const name = trouble.connection ? `${(label.get(trouble.network) || { label: trouble.network }).label} · ${trouble.label || trouble.connection}` : '';
      return h('li', { key: `${trouble.kind} ${trouble.connection}`, 'data-trouble': trouble.kind },
        h('strong', {}, name ? `${name}: ` : '', say(what)), trouble.reason ? [' ', h('bdi', {}, trouble.reason)] : '',
        trouble.since ? h('span', {}, ' ', say('Since {0}.', moment(`${trouble.since}Z`, language, 'UTC'))) : null, ' ',
        href ? h('a', { href }, say(todo)) : h('span', {}, say(todo)));
    })));
}
