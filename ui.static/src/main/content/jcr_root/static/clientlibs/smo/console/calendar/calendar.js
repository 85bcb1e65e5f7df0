import { h } from '../lib/preact.module.js';
import { useRef, useState } from '../lib/hooks.module.js';
import { change, read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Button, ButtonLink, Empty, Field, library, Loaded, Loading, styles } from '../ui/ui.js';
import { STATES } from '../ui/states.js';
import { AheadDialog } from './ahead.js';
import { EntryDialog } from './entry.js';
import { FeedsDialog } from './feeds.js';
import { Grid } from './grid.js';
import { List } from './list.js';
import { firstDay, found, heading, isEmpty, placed, query, question, step, wall } from './model.js';

export const folder = 'calendar';

const NARROW = 600;
const NAMES = { month: 'Month', week: 'Week', list: 'List' };

/** What goes out when, and where there is room. */
export default function Calendar(context) {
  const { say, language, session, route, go } = context;
  const [open, turn] = useState(null);
  const [feeds, show] = useState(false);
  const dragged = useRef(false);
  const first = firstDay(language);
  const place = placed(route.query, browserDay(), window.innerWidth < NARROW);
  const asked = question(place, first);
  const data = useData(async () => {
    const [answer] = await Promise.all([read('calendar', asked), styles(new URL('./calendar.css', import.meta.url).href)]);
    return answer;
  }, [JSON.stringify(asked)], 30000);
  const names = named(session);
  const to = (changed) => format('calendar', query(place, changed));

  /** Gives a post another time, and says where it went; a refusal is for whoever asked. */
  const move = async (entry, at) => {
    try {
      const moved = await change('calendar', { action: 'move', id: entry.id, revision: entry.revision, at, zone: data.data.zone });
      context.tell(say('"{0}" goes at {1}.', moved.title, wallTime(moved.at, language)));
      return moved;
    } finally {
      await data.reload();
    }
  };
  const drop = async (entry, date) => {
    try {
      await move(entry, wall(date));
      return true;
    } catch (error) {
      context.trouble(error);
      return false;
    }
  };
  const write = (slot) => go(format('posts', { compose: 'note', connection: slot.connection, when: slot.when, page: slot.site }));
  const shown = { say, language, place, names, to, onOpen: turn, onWrite: write };
  const current = open && open.id ? found(data.data, open.id) || open : null;

  return h('section', { class: 'cmp-smo-stack', 'data-page': 'calendar', 'aria-busy': data.loading ? 'true' : null },
    h(Bar, { say, language, place, first, to, onSubscribe: () => show(true) }),
    h(Filters, { say, session, place, answer: data.data, onChange: (changed) => go(to(changed)) }),
    h(Loaded, { say, from: data }, (answer) => [
      h('p', { class: 'cmp-smo-hint', 'data-part': 'zone' }, say('Times are by the clock of {0}.', answer.zone)),
      answer.from === asked.from && isEmpty(answer.days) ? h(Nothing, { say, place, to, session }) : null,
      h(Shown, { ...shown, answer, first, fresh: answer.from === asked.from && answer.to === asked.to, dragged, onDrop: drop, onDay: (date) => go(to({ view: 'day', date })) }),
    ]),
    open && open.path ? h(AheadDialog, { say, language, names, editor: context.editor, page: open, zone: data.data.zone, onClose: () => turn(null) }) : null,
    current ? h(EntryDialog, { say, language, names, entry: current, zone: data.data.zone, onMove: move, onClose: () => turn(null) }) : null,
    feeds ? h(FeedsDialog, { say, language, filter: place.filter, names, onClose: () => show(false) }) : null);
}

/** Ways to other days and views, and what is shown. */
function Bar({ say, language, place, first, to, onSubscribe }) {
  return h('div', { class: 'cmp-smo-row cmp-smo-row--middle' },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle', role: 'group', 'aria-label': say('Go to') },
      h(ButtonLink, { href: to({ date: step(place.view, place.date, -1) }), 'aria-label': say('Previous'), 'data-action': 'previous' }, '‹'),
      h(ButtonLink, { href: to({ date: browserDay() }), 'data-action': 'today' }, say('Today')),
      h(ButtonLink, { href: to({ date: step(place.view, place.date, 1) }), 'aria-label': say('Next'), 'data-action': 'next' }, '›')),
    h('h2', { class: 'cmp-smo-console__subtitle cmp-smo-calendar__title cmp-smo-grow', 'aria-live': 'polite' }, heading(place.view, place.date, first, language)),
    h('nav', { class: 'cmp-smo-row cmp-smo-row--middle', 'aria-label': say('View') },
      Object.entries(NAMES).map(([view, name]) => h(ButtonLink, {
        href: to({ view }), small: true, kind: view === place.view ? 'primary' : 'plain', 'aria-current': view === place.view ? 'true' : null, 'data-view': view,
      }, say(name)))),
    h(Button, { small: true, 'data-action': 'subscribe', onClick: onSubscribe }, say('Subscribe')));
}

/** The day that it is for the browser; which day it is in a zone, only the server knows. */
function browserDay() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function wallTime(at, language) {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' }).format(new Date(`${at}Z`));
}

/** Names and colours of networks and connections by their ids. */
function named(session) {
  const networks = new Map(session.networks.map((network) => [network.name, network]));
  const connections = new Map(session.connections.map((connection) => [connection.id, connection]));
  return {
    network: (name) => networks.get(name) || { name, label: name, color: '' },
    connection: (id) => (connections.get(id) || { label: '' }).label || id,
  };
}

/** Months and weeks as a grid, else a list; a list waits for its own days, where a grid shows what it has. */
function Shown({ fresh, ...shown }) {
  const { say, place } = shown;
  if (place.view === 'month' || place.view === 'week') {
    return h(Library, { say }, (FullCalendar) => h(Grid, { key: place.view, FullCalendar, ...shown }));
  }
  return fresh ? h(List, shown) : h(Loading, { say });
}

/** FullCalendar, which is loaded when somebody first looks at a month or a week. */
function Library({ say, children }) {
  const loaded = useData(async () => ({ FullCalendar: await library('fullcalendar.js', 'FullCalendar') }), []);
  return h(Loaded, { say, from: loaded }, ({ FullCalendar }) => children(FullCalendar));
}

function Filters({ say, session, place, answer, onChange }) {
  const { filter } = place;
  const select = (name, label, all, known) => h(Field, {
    kind: 'select', label, value: filter[name], name, onChange: (event) => onChange({ [name]: event.target.value }),
    choices: [{ value: '', label: all }, ...withOwn(known, filter[name])],
  });
  const states = Object.entries(STATES).map(([value, [, name]]) => ({ value, label: say(name) }));
  const sites = answer ? answer.sites.map((site) => ({ value: site.path, label: site.title })) : [];
  const zones = withOwn((answer ? answer.zones : []).map((zone) => ({ value: zone, label: zone })), filter.zone);
  return h('div', { class: 'cmp-smo-row cmp-smo-calendar__filters', role: 'group', 'aria-label': say('Filter') },
    select('connection', say('Connection'), say('All connections'), session.connections.map((one) => ({ value: one.id, label: one.label || one.id }))),
    select('network', say('Network'), say('All networks'), session.networks.map((one) => ({ value: one.name, label: one.label }))),
    select('state', say('State'), say('All that goes or went out'), [{ value: 'ATTENTION', label: say('Waits for a person') }, ...states]),
    sites.length > 1 || filter.site ? select('site', say('Site'), say('All sites'), sites) : null,
    h(Field, {
      kind: 'select', label: say('Time zone'), name: 'zone', value: answer ? answer.zone : filter.zone, choices: zones, disabled: !answer,
      onChange: (event) => onChange({ zone: event.target.value }),
    }));
}

/** Choices with the one that an address names, though nobody here knows it. */
function withOwn(choices, value) {
  return !value || choices.some((one) => one.value === value) ? choices : [...choices, { value, label: value }];
}

function Nothing({ say, place, to, session }) {
  const filtered = ['connection', 'network', 'state', 'site'].some((name) => place.filter[name]);
  const all = to({ connection: '', network: '', state: '', site: '' });
  return h(Empty, { title: say('Nothing is planned here.') },
    filtered ? h(ButtonLink, { href: all, small: true }, say('Show all'))
      : session.connections.length === 0
        ? h('p', {}, session.administrator ? h('a', { href: '#connections' }, say('Connect an account')) : say('No account is connected. Ask an administrator to connect one.'))
        : h('p', {}, say('Publish a page of a site that has a syndication policy, and its posts show here.')));
}
