/**
 * What a calendar has to know of days and times, without a clock, a zone or an element. Days are `2026-12-01`; times are what a clock on the wall
 * shows, `2026-12-01T09:15:00`. The server knows zones; here such a time counts as one of UTC, where no clock is ever changed.
 */
export const VIEWS = ['month', 'week', 'list', 'day'];

/** So many entries of a day a month shows; the rest is one click away. */
export const IN_MONTH = 4;
const IN_WEEK = 12;
const IN_LIST = 20;
export const IN_DAY = 100;

const utc = (day) => new Date(`${day}T00:00:00Z`);
const iso = (date) => date.toISOString().slice(0, 10);

/** Whether a text names a day that there is. */
export function isDay(text) {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text || '') ? utc(text) : null;
  return Boolean(date) && !Number.isNaN(date.getTime()) && iso(date) === text;
}

export function plus(day, days) {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}

/** The same day so many months later, or the last of that month where it has no such day. */
export function plusMonths(day, months) {
  const date = utc(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return iso(date);
}

/** The day of the week with which a week begins where a language is spoken: 0 is Sunday. */
export function firstDay(language) {
  try {
    const locale = new Intl.Locale(language);
    const info = locale.getWeekInfo ? locale.getWeekInfo() : locale.weekInfo;
    return info ? info.firstDay % 7 : 1;
  } catch {
    return 1;
  }
}

function weekStart(day, first) {
  return plus(day, -((utc(day).getUTCDay() - first + 7) % 7));
}

/** The days that a view shows around a day: `from` and `to`, both shown. */
export function span(view, day, first) {
  if (view === 'day') {
    return { from: day, to: day };
  }
  if (view === 'week') {
    const from = weekStart(day, first);
    return { from, to: plus(from, 6) };
  }
  const begin = `${day.slice(0, 8)}01`;
  const end = plus(plusMonths(begin, 1), -1);
  return view === 'list' ? { from: begin, to: end } : { from: weekStart(begin, first), to: plus(weekStart(end, first), 6) };
}

/** The day that the button for what comes before (-1) or after (1) leads to. */
export function step(view, day, by) {
  return view === 'day' ? plus(day, by) : view === 'week' ? plus(day, 7 * by) : plusMonths(day, by);
}

/** What an address asks for; what it does not say, or says wrongly, is as usual. */
export function placed(query, today, narrow) {
  const { connection = '', network = '', state = '', site = '', zone = '' } = query;
  return {
    view: VIEWS.includes(query.view) ? query.view : narrow ? 'list' : 'month',
    date: isDay(query.date) ? query.date : today,
    skip: /^\d{1,5}$/.test(query.skip || '') ? Number(query.skip) : 0,
    filter: { connection, network, state, site, zone },
  };
}

/** The parameters with which the server is asked for a place. */
export function question({ view, date, skip, filter }, first) {
  const most = { month: IN_MONTH, week: IN_WEEK, list: IN_LIST, day: IN_DAY }[view];
  const asked = { ...span(view, date, first), most, ...(view === 'day' && skip ? { skip } : {}), ...filter };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

/** What of an address stays the same when somebody goes to another place of the calendar. */
export function query({ view, date, filter }, change = {}) {
  return { view, date, ...filter, ...change };
}

/** The name of what is shown. */
export function heading(view, day, first, language) {
  const { from, to } = span(view, day, first);
  const format = (options) => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options });
  if (view === 'day') {
    return format({ dateStyle: 'full' }).format(utc(day));
  }
  return view === 'week' ? format({ dateStyle: 'long' }).formatRange(utc(from), utc(to)) : format({ year: 'numeric', month: 'long' }).format(utc(day));
}

export function dayName(day, language) {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'full' }).format(utc(day));
}

/** The time of day that a clock on the wall shows. */
export function clock(at, language) {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', timeStyle: 'short' }).format(new Date(`${at}Z`));
}

/** Day and time that a clock on the wall shows. */
export function moment(at, language) {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'short' }).format(new Date(`${at}Z`));
}

/** What a clock on the wall shows where FullCalendar has put an entry, to the minute. */
export function wall(date) {
  return date.toISOString().slice(0, 16);
}

/** How many days there are on which something is. */
export function isEmpty(days) {
  return days.every((day) => day.count === 0 && day.slotCount === 0 && day.pages.length === 0);
}

/** Of free slots a month shows fewer than of posts: they are there to be seen, and in nobody's way. */
const SLOTS_IN_MONTH = 2;

/** Half an hour is how high an entry is drawn in a week; what goes late in the evening reaches into no other day. */
const until = (at) => (at.slice(11) >= '23:30' ? { end: `${at.slice(0, 10)}T23:59:59` } : {});

/**
 * What FullCalendar draws: entries of the days, pages that are about to be published, free slots, and for each day with more than there is room for one that says how many. `rank` puts
 * these last.
 */
export function events(days, view) {
  const room = view === 'month' ? SLOTS_IN_MONTH : IN_WEEK;
  return days.flatMap((day) => {
    const slots = day.slots.slice(0, room);
    const rest = day.count - day.entries.length;
    const free = day.slotCount - slots.length;
    const last = view === 'month' ? { start: `${day.date}T23:59:59` } : { start: day.date, allDay: true };
    return [
      ...day.entries.map((entry) => ({ id: `entry-${entry.id}-${day.date}`, start: entry.at, ...until(entry.at), startEditable: entry.movable, rank: 0, entry })),
      ...day.pages.map((page) => ({ id: `page-${page.path}-${day.date}`, start: page.at, ...until(page.at), startEditable: false, rank: 0, page })),
      ...slots.map((slot) => ({ id: `slot-${slot.connection}-${slot.at}`, start: slot.at, ...until(slot.at), startEditable: false, rank: 1, slot })),
      ...(rest > 0 ? [{ id: `rest-${day.date}`, ...last, startEditable: false, rank: 2, rest, date: day.date }] : []),
      ...(free > 0 ? [{ id: `free-${day.date}`, ...last, startEditable: false, rank: 3, free, date: day.date }] : []),
    ];
  });
}

/** Entries, pages and free slots of a day in the order of their times. */
export function rows(day) {
  return [...day.entries.map((entry) => ({ at: entry.at, entry })), ...day.pages.map((page) => ({ at: page.at, page })), ...day.slots.map((slot) => ({ at: slot.at, slot }))]
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** The entry of a post in an answer; null where it is not among those that came. */
export function found(data, id) {
  return (data ? data.days : []).flatMap((day) => day.entries).find((entry) => entry.id === id) || null;
}
