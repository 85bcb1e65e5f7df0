import { STATES } from './ui/states.js';

/** What is longer is no sentence of ours; nor are names that lead one. */
const LONGEST = 4000;
const LONGEST_NAME = 60;
/** So many sentences of one text are looked for in each other. */
const MOST_SENTENCES = 12;
const KEPT = 500;
const END = /(?<=[.!?])\s+(?=["'({\p{Lu}\p{Lt}\p{N}@])/gu;

/**
 * Gives a function that says what is put together of a catalogue's sentences.
 *
 * @param catalogue translations by English templates with {0}, {1}
 * @param words of all pages, for the names of states
 */
export function speaker(catalogue, language, words = {}) {
  const kept = new Map();
  const known = index(catalogue);
  const say = (text, deep = 0) => {
    const value = text.trim();
    if (!value || deep > MOST_SENTENCES || text.length > LONGEST) {
      return text;
    }
    return one(value, true) ?? first(value) ?? one(value, false) ?? later(value) ?? text;

    /** A sentence as a whole; `closed`: what is filled in reaches over no end of a sentence, save at the end. */
    function one(all, closed) {
      const whole = matched(known, all, closed);
      if (whole) {
        return filled(whole);
      }
      const stopped = all.endsWith('.') ? matched(known, all.slice(0, -1), closed) : null;
      return stopped ? filled(stopped).replace(/(?<![.。!?])$/, language === 'ja' ? '。' : '.') : null;
    }

    function filled({ to, values }) {
      return to.replace(/\{(\d)\}/g, (place, i) => isolated(filling(values[i], say, deep, language, words), language));
    }

    /** The shortest beginning that is a sentence, and what comes behind. */
    function first(all) {
      for (const { index: end, 0: gap } of ends(all)) {
        const said = one(all.slice(0, end), true);
        if (said !== null) {
          return joined(said, gap, say(all.slice(end + gap.length), deep + 1));
        }
      }
      return null;
    }

    /** Words of somebody else, and perhaps sentences of ours behind them. */
    function later(all) {
      const [end] = ends(all);
      return end ? joined(all.slice(0, end.index), end[0], say(all.slice(end.index + end[0].length), deep + 1)) : null;
    }
  };
  return (text) => {
    if (!kept.has(text)) {
      if (kept.size >= KEPT) {
        kept.clear();
      }
      kept.set(text, say(text));
    }
    return kept.get(text);
  };
}

const ends = (text) => [...text.matchAll(END)].slice(0, MOST_SENTENCES);
const joined = (before, gap, behind) => before + (before.endsWith('。') ? '' : gap) + behind;

/** In lines from right to left what is filled in keeps its own direction. */
const isolated = (value, language) => (language === 'ar' && value && !/^[,\s]/.test(value) ? `\u2068${value}\u2069` : value);

/** What is filled in: a time, a state, a sentence again, or what only a network or a person can say. */
function filling(value, say, deep, language, words) {
  if (STATES[value]) {
    return words[STATES[value][1]] || value;
  }
  return moment(value, language) ?? say(value, deep + 1);
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?(Z)?(?: \(([\w/+-]+)\))?$/;

/** A time as people write it in the language, by the clock that it names. */
function moment(value, language) {
  const [, day, time, utc, zone] = TIME.exec(value) || [];
  const at = day ? new Date(`${day}T${time || '00:00'}:00Z`) : null;
  if (!at || Number.isNaN(at.getTime())) {
    return null;
  }
  const said = new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...(time ? { timeStyle: 'short' } : {}), timeZone: 'UTC' }).format(at);
  return zone || utc ? `${said} (${zone || 'UTC'})` : said;
}

/** Templates by what they begin with: a text is held against few of them. */
function index(catalogue) {
  const whole = new Map();
  const words = new Map();
  const open = [];
  for (const [from, to] of Object.entries(catalogue)) {
    const parts = from.split(/\{\d\}/);
    if (/^\{0\} [A-Z][^{]+$/.test(from)) {
      // A whole sentence behind another one.
      whole.set(from.slice(4), to.replace('{0}', '').trim());
    }
    if (parts.length === 1) {
      whole.set(from, to);
    } else {
      const one = { to, parts, order: [...from.matchAll(/\{(\d)\}/g)].map(([, i]) => Number(i)), letters: parts.join('').length };
      const [, word] = /^([^ ]+) /.exec(parts[0]) || [];
      if (word) {
        words.set(word, [...(words.get(word) || []), one]);
      } else {
        open.push(one);
      }
    }
  }
  const most = (a, b) => b.letters - a.letters;
  words.forEach((all) => all.sort(most));
  return { whole, words, open: open.sort(most) };
}

/** The template that says most of the text, with what stands in its places. */
function matched({ whole, words, open }, text, closed) {
  if (whole.has(text)) {
    return { to: whole.get(text), values: [] };
  }
  for (const all of [words.get(text.split(' ', 1)[0]) || [], open]) {
    for (const one of all) {
      const values = values_(one, text, closed);
      if (values) {
        return { to: one.to, values };
      }
    }
  }
  return null;
}

/** A name or the like, which begins a sentence. */
const leading = (value) => value !== '' && value.length <= LONGEST_NAME && ends(value).length === 0;

/** What stands in the places of a template, by their numbers; null where the text is another. */
function values_({ parts, order }, text, closed) {
  const last = parts.length - 1;
  if (!text.startsWith(parts[0]) || !text.endsWith(parts[last])) {
    return null;
  }
  const values = [];
  let at = parts[0].length;
  for (let i = 1; i <= last; i++) {
    const end = i === last ? text.length - parts[last].length : text.indexOf(parts[i], at);
    if (end < at) {
      return null;
    }
    const value = text.slice(at, end);
    const behind = i === last && parts[last] === '' && /[:.] $/.test(parts[i - 1]);
    const leads = i === 1 && parts[0] === '';
    if ((closed && !behind && ends(value).length > 0) || (leads && !leading(value))) {
      return null;
    }
    values[order[i - 1]] = value;
    at = end + parts[i].length;
  }
  return values;
}
