import { h } from '../lib/preact.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Badge, ButtonLink, Empty, Loaded, Mark, moment, Progress, styles } from '../ui/ui.js';
import { stateOf } from '../ui/states.js';
import { troubleOf } from './troubles.js';

export const folder = 'today';

/** What goes out next, what waits for the person who looks, and what is broken. */
export default function Today({ say, language, session }) {
  const data = useData(async () => (await Promise.all([read('today'), styles(new URL('./today.css', import.meta.url).href)]))[0], [], 15000);
  const label = new Map(session.networks.map((network) => [network.name, network]));
  const account = new Map(session.connections.map((connection) => [connection.id, connection.label || connection.id]));
  const shown = { say, language, session, label, account };
  return h(Loaded, { say, from: data }, (day) => h('div', { class: 'cmp-smo-stack', 'data-page': 'today' },
    h('p', { class: 'cmp-smo-hint' }, say('Times are by the clock of {0}.', day.zone)),
    day.troubles.length ? h(Troubles, { ...shown, troubles: day.troubles }) : null,
    h('div', { class: 'cmp-smo-today__cards' },
      h(Card, { title: say('Waits for you'), count: day.waiting, part: 'waiting' }, h(Waiting, { ...shown, day })),
      h(Card, { title: say('Goes out next'), count: day.next.total, part: 'next' },
        day.next.total === 0 ? h(NothingNext, shown) : h(Posts, { ...shown, some: day.next, all: format('calendar', { view: 'list', date: day.now.slice(0, 10) }) }),
        h('p', {}, h('a', { href: format('calendar', { view: 'week', date: day.now.slice(0, 10) }) }, say('Show the calendar')))),
      h(Goals, { say, today: day.now.slice(0, 10) }))));
}

function Card({ title, count, part, children }) {
  return h('section', { class: 'cmp-smo-card cmp-smo-stack', 'data-part': part },
    h('h2', { class: 'cmp-smo-console__subtitle' }, title, count ? h('span', { class: 'cmp-smo-hint' }, ` ${count}`) : null), children);
}

function Waiting({ day, ...shown }) {
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

function NothingNext({ say, session }) {
  return session.connections.length > 0 ? h('p', {}, say('Nothing goes out within a day.'))
    : h(Empty, { title: say('No account is connected.') },
      session.administrator ? h(ButtonLink, { href: '#connections', kind: 'primary' }, say('Connect an account')) : h('p', {}, say('No account is connected. Ask an administrator to connect one.')));
}

/** The first of some posts, and the way to all of them. */
function Posts({ say, language, label, account, some, all }) {
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

function Troubles({ say, language, session, label, troubles }) {
  return h('section', { class: 'cmp-smo-problem cmp-smo-today__troubles', 'data-part': 'troubles', 'aria-labelledby': 'smo-troubles' },
    h('h2', { id: 'smo-troubles', class: 'cmp-smo-console__subtitle' }, say('Something is broken')),
    h('ul', {}, troubles.map((trouble) => {
      const { what, todo, href } = troubleOf(trouble, session.administrator);
      const name = trouble.connection ? `${(label.get(trouble.network) || { label: trouble.network }).label} · ${trouble.label || trouble.connection}` : '';
      return h('li', { key: `${trouble.kind} ${trouble.connection}`, 'data-trouble': trouble.kind },
        h('strong', {}, name ? `${name}: ` : '', say(what)), trouble.reason ? ` ${trouble.reason}` : '',
        trouble.since ? h('span', {}, ' ', say('Since {0}.', moment(`${trouble.since}Z`, language, 'UTC'))) : null, ' ',
        href ? h('a', { href }, say(todo)) : h('span', {}, say(todo)));
    })));
}

/** The goals that run today; nothing where none does, or nobody counts them here. */
function Goals({ say, today }) {
  const { data } = useData(async () => {
    try {
      return await read('goals');
    } catch (error) {
      if (error.status === 404 || error.status === 401) {
        return { goals: [] };
      }
      throw error;
    }
  }, []);
  const goals = (data ? data.goals : []).filter((goal) => goal.from <= today && goal.to >= today);
  return goals.length === 0 ? null : h(Card, { title: say('Goals'), count: goals.length, part: 'goals' },
    h('ul', { class: 'cmp-smo-today__posts' }, goals.map((goal) => h('li', { key: goal.id },
      h('a', { href: '#goals', class: 'cmp-smo-grow' }, goal.title), h(Reached, { goal })))));
}

/** How much of a goal is reached, where somebody gives the figure. */
function Reached({ goal }) {
  const value = goal.progress ? goal.progress.value : null;
  return value === null ? null : h(Progress, { value, most: goal.target, label: goal.title, text: `${value} / ${goal.target}` });
}
