import { h } from '../lib/preact.module.js';
import { useEffect, useRef } from '../lib/hooks.module.js';
import { stateOf } from '../ui/states.js';
import { clock, dayName, events, moment } from './model.js';

const VIEWS = { month: 'dayGridMonth', week: 'timeGridWeek' };

/**
 * A month or a week, drawn by FullCalendar. It knows no zone: what a clock on the wall shows is a time of UTC to it. Entries are buttons for the
 * keyboard; what is dragged can be moved in the dialog of its entry, too.
 *
 * @param dragged tells others that somebody drags just now
 * @param onDrop gives whether the entry stays where it was put
 */
export function Grid(given) {
  const place = useRef(null);
  const calendar = useRef(null);
  const now = useRef(given);
  now.current = given;
  useEffect(() => {
    calendar.current = new given.FullCalendar.Calendar(place.current, options(given, now));
    calendar.current.render();
    return () => calendar.current.destroy();
  }, []);
  useEffect(() => calendar.current.gotoDate(given.place.date), [given.place.date]);
  useEffect(() => {
    if (!given.dragged.current) {
      fill(calendar.current, given);
    }
  }, [given.answer]);
  return h('div', { class: 'cmp-smo-calendar__grid', ref: place });
}

/** Puts what came in place of what was; the focus stays on the entry that had it. */
function fill(calendar, { answer, place, names }) {
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.event : null;
  calendar.batchRendering(() => {
    const all = events(answer.days, place.view);
    calendar.setOption('allDaySlot', all.some((one) => one.allDay));
    calendar.removeAllEventSources();
    calendar.addEventSource(all.map((one) => drawn(one, names)));
  });
  const again = focused ? calendar.el.querySelector(`[data-event="${CSS.escape(focused)}"]`) : null;
  if (again) {
    again.focus();
  }
}

function drawn(event, names) {
  const { entry, slot, page } = event;
  const tone = entry ? stateOf(entry.state)[2] : page ? 'page' : slot ? 'free' : 'rest';
  return {
    id: event.id,
    start: event.start,
    end: event.end || null,
    allDay: event.allDay || false,
    startEditable: event.startEditable,
    classNames: ['cmp-smo-event', `cmp-smo-event--${tone}`],
    extendedProps: { ...event, color: entry ? names.network(entry.network).color : '' },
  };
}

function options({ place, language, first, say }, now) {
  return {
    initialView: VIEWS[place.view],
    initialDate: place.date,
    headerToolbar: false,
    timeZone: 'UTC',
    now: () => now.current.answer.now,
    nowIndicator: true,
    locale: language,
    direction: document.querySelector('[data-cmp-is="smo-console"]').dir || 'ltr',
    firstDay: first,
    fixedWeekCount: false,
    height: 'auto',
    allDayText: '',
    defaultTimedEventDuration: '00:30',
    nextDayThreshold: '12:00',
    slotEventOverlap: false,
    displayEventEnd: false,
    scrollTime: '08:00',
    eventOrder: 'start,rank',
    eventInteractive: true,
    eventStartEditable: true,
    eventDurationEditable: false,
    navLinks: true,
    navLinkHint: (text) => say('Show {0}', text),
    navLinkDayClick: (date) => now.current.onDay(date.toISOString().slice(0, 10)),
    eventContent: ({ event }) => ({ domNodes: content(event.extendedProps, now.current) }),
    eventDidMount: ({ el, event }) => named(el, event),
    // A day is more than its number, by which FullCalendar names it.
    dayCellDidMount: ({ el }) => el.removeAttribute('aria-labelledby'),
    eventClick: (info) => { info.jsEvent.preventDefault(); follow(info.event.extendedProps, now.current); },
    eventDragStart: () => { now.current.dragged.current = true; },
    eventDragStop: () => { now.current.dragged.current = false; },
    eventDrop: async (info) => {
      // Above the hours of a week stands what has no time; a post has one.
      if (info.event.allDay) {
        info.revert();
        return;
      }
      if (!await now.current.onDrop(info.event.extendedProps.entry, info.event.start)) {
        info.revert();
        fill(info.view.calendar, now.current);
      }
    },
  };
}

function follow({ entry, slot, page, date }, { onOpen, onWrite, onDay }) {
  if (entry || page) {
    onOpen(entry || page);
  } else if (slot) {
    onWrite(slot);
  } else {
    onDay(date);
  }
}

/** What stands in an event. What a sign or a place says to those who see it, is said in words as well. */
function content({ entry, slot, page, rest, free, date, color }, { say, language, names }) {
  if (rest || free) {
    return [part('title', rest ? say('{0} more', rest) : say('{0} free', free)), hidden(`, ${dayName(date, language)}`)];
  }
  if (slot) {
    return [part('time', clock(slot.at, language)), part('title', names.connection(slot.connection)),
      hidden(`, ${say('Free')}, ${say('Write here')}, ${moment(slot.at, language)}`)];
  }
  if (page) {
    return [silent(part('sign', '▤')), part('title', page.title || page.path), hidden(`, ${say('Page to be published')}, ${moment(page.at, language)}`)];
  }
  const mark = silent(part('mark', (names.network(entry.network).label || '?').slice(0, 1).toUpperCase()));
  if (color) {
    mark.style.setProperty('--smo-mark', color);
  }
  const [sign, state] = stateOf(entry.state);
  return [silent(part('sign', sign)), mark, part('time', clock(entry.at, language)), part('title', title(entry, say)),
    hidden(`, ${say(state)}, ${names.connection(entry.connection)}, ${moment(entry.at, language)}`)];
}

const title = (entry, say) => (entry.kind === 'group' ? say('{0} posts are held together.', entry.count) : entry.title || entry.page);

function part(name, text) {
  const element = document.createElement('span');
  element.className = `cmp-smo-event__${name}`;
  element.textContent = text;
  return element;
}

function silent(element) {
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function hidden(text) {
  const element = part('words', text);
  element.classList.add('cmp-smo-hidden');
  return element;
}

function named(element, event) {
  const { entry, page } = event.extendedProps;
  element.dataset.event = event.id;
  element.setAttribute('role', 'button');
  element.setAttribute('tabindex', '0');
  element.title = element.textContent;
  if (page) {
    element.dataset.pageAhead = page.path;
    element.setAttribute('aria-haspopup', 'dialog');
  }
  if (entry) {
    element.dataset.entry = entry.id;
    element.setAttribute('aria-haspopup', 'dialog');
  }
}
