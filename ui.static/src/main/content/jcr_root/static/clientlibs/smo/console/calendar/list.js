import { h } from '../lib/preact.module.js';
import { Badge, Button, ButtonLink, Mark } from '../ui/ui.js';
import { stateOf } from '../ui/states.js';
import { clock, dayName, IN_DAY, rows } from './model.js';

/** The calendar as a list: for each day what is on it, and what is free. */
export function List({ say, language, place, answer, names, to, onOpen, onWrite }) {
  return h('div', { class: 'cmp-smo-stack', 'data-part': 'list' }, answer.days.map((day) => h('section', { key: day.date, 'data-date': day.date, 'aria-labelledby': `smo-day-${day.date}` },
    h('h3', { id: `smo-day-${day.date}`, class: 'cmp-smo-calendar__day' }, dayName(day.date, language),
      day.count > 0 ? h('span', { class: 'cmp-smo-calendar__count' }, ' ', day.count === 1 ? say('1 post') : say('{0} posts', day.count)) : null),
    h('ul', { class: 'cmp-smo-calendar__list' }, rows(day).map(({ entry, page, slot }) => (entry
      ? h(Row, { key: entry.id, say, language, names, entry, onOpen })
      : page ? h(Ahead, { key: page.path, say, language, page, onOpen }) : h(Free, { key: `${slot.connection} ${slot.at}`, say, language, names, slot, onWrite })))),
    h(Rest, { say, place, day, to }))));
}

function Free({ say, language, names, slot, onWrite }) {
  return h('li', { class: 'cmp-smo-calendar__row is-free' },
    h('time', { datetime: slot.at }, clock(slot.at, language)),
    h('span', { class: 'cmp-smo-grow' }, say('Free'), ' · ', names.connection(slot.connection)),
    h(Button, { small: true, 'data-action': 'write', onClick: () => onWrite(slot) }, say('Write here')));
}

function Row({ say, language, names, entry, onOpen }) {
  const network = names.network(entry.network);
  const [sign, state, tone] = stateOf(entry.state);
  return h('li', { class: 'cmp-smo-calendar__row', 'data-entry': entry.id },
    h('time', { datetime: entry.instant, title: entry.instant }, clock(entry.at, language)),
    h(Badge, { tone, sign }, say(state)),
    h(Mark, network),
    h('span', { class: 'cmp-smo-hidden' }, network.label),
    h('span', { class: 'cmp-smo-grow' },
      h('button', { type: 'button', class: 'cmp-smo-calendar__open', onClick: () => onOpen(entry) }, entry.title || entry.page),
      h('span', { class: 'cmp-smo-hint' }, ' ', entry.kind === 'group' ? say('{0} posts are held together.', entry.count) : names.connection(entry.connection))));
}

/** A page that is about to be published. */
function Ahead({ say, language, page, onOpen }) {
  return h('li', { class: 'cmp-smo-calendar__row', 'data-page-ahead': page.path },
    h('time', { datetime: page.instant, title: page.instant }, clock(page.at, language)),
    h(Badge, { sign: '▤' }, say('Page to be published')),
    h('span', { class: 'cmp-smo-grow' }, h('button', { type: 'button', class: 'cmp-smo-calendar__open', onClick: () => onOpen(page) }, page.title || page.path)));
}

/** What of a day is not shown: on its own page, or before and after what is. */
function Rest({ say, place, day, to }) {
  const shown = place.skip + day.entries.length;
  if (place.view !== 'day') {
    return day.count > shown ? h('p', {}, h('a', { href: to({ view: 'day', date: day.date }), 'data-action': 'rest' }, say('{0} more', day.count - shown))) : null;
  }
  return h('div', { class: 'cmp-smo-row' },
    place.skip > 0 ? h(ButtonLink, { href: to({ skip: Math.max(0, place.skip - IN_DAY) || '' }), small: true }, say('Earlier')) : null,
    day.count > shown ? h(ButtonLink, { href: to({ skip: shown }), small: true, 'data-action': 'later' }, say('Later')) : null,
    day.count > day.entries.length ? h('span', { class: 'cmp-smo-hint' }, say('{0} to {1} of {2}', place.skip + 1, shown, day.count)) : null);
}
