import { h } from '../lib/preact.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { ButtonLink, Empty, Loaded, Progress, styles } from '../ui/ui.js';
import { named, Posts, Troubles, Waiting } from './parts.js';

export const folder = 'today';

/** What goes out next, what waits for the person who looks, and what is broken. */
export default function Today({ say, language, session }) {
  const data = useData(async () => (await Promise.all([read('today'), styles(new URL('./today.css', import.meta.url).href)]))[0], [], 15000);
  const shown = { say, language, session, ...named(session) };
  return h(Loaded, { say, from: data }, (day) => h('div', { class: 'cmp-smo-stack', 'data-page': 'today' },
    h('p', { class: 'cmp-smo-hint' }, say('Times are by the clock of {0}.', day.zone)),
    day.troubles.length ? h(Troubles, { ...shown, troubles: day.troubles }) : null,
    h('div', { class: 'cmp-smo-today__cards' },
      h(Card, { title: say('Waits for you'), count: day.waiting, part: 'waiting' }, h(Waiting, { ...shown, day })),
      h(Card, { title: say('Goes out next'), count: day.next.total, part: 'next' },
        day.next.total === 0 ? h(NothingNext, shown) : h(Posts, { ...shown, some: day.next, all: format('calendar', { view: 'list', date: day.now.slice(0, 10) }) }),
        h('p', {}, h('a', { href: format('calendar', { view: 'week', date: day.now.slice(0, 10) }) }, say('Show the calendar')))),
      h(Goals, { say, language, today: day.now.slice(0, 10) }))));
}

function Card({ title, count, part, children }) {
  return h('section', { class: 'cmp-smo-card cmp-smo-stack', 'data-part': part },
    h('h2', { class: 'cmp-smo-console__subtitle' }, title, count ? h('span', { class: 'cmp-smo-hint' }, ` ${count}`) : null), children);
}

function NothingNext({ say, session }) {
  return session.connections.length > 0 ? h('p', {}, say('Nothing goes out within a day.'))
    : h(Empty, { title: say('No account is connected.') },
      session.administrator ? h(ButtonLink, { href: '#connections', kind: 'primary' }, say('Connect an account')) : h('p', {}, say('No account is connected. Ask an administrator to connect one.')));
}

/** The goals that run today; nothing where none does, or nobody counts them here. */
function Goals({ say, language, today }) {
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
      h('a', { href: '#goals', class: 'cmp-smo-grow' }, goal.title), h(Reached, { say, language, goal })))));
}

/** How much of a goal is reached, where somebody gives the figure. */
function Reached({ say, language, goal }) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const value = goal.progress ? goal.progress.value : null;
  return value === null ? null : h(Progress, { value, most: goal.target, label: goal.title, text: say('{0} of {1}', number.format(value), number.format(goal.target)) });
}
