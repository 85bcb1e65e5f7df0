import { h } from '../lib/preact.module.js';
import { useLayoutEffect, useRef, useState } from '../lib/hooks.module.js';
import { useUnsaved } from './unsaved.js';

/** The parts that all pages are made of; docs/console.md shows them. Strings become text, never markup. */

let ids = 0;

/** An id of its own for as long as the part stands. */
export function useId() {
  const id = useRef('');
  if (!id.current) {
    ids += 1;
    id.current = `smo-${ids}`;
  }
  return id.current;
}

const classes = (...names) => names.filter(Boolean).join(' ');

/** A button. `kind`: primary, plain, danger (what cannot be undone), quiet. While `busy` it says so and takes no second click. */
export function Button({ kind = 'plain', small, busy, children, class: more, ...rest }) {
  return h('button', {
    type: 'button',
    ...rest,
    class: classes('cmp-smo-button', `cmp-smo-button--${kind}`, small && 'cmp-smo-button--small', more),
    'aria-disabled': busy ? 'true' : null,
    onClick: (event) => { if (busy) { event.preventDefault(); } else if (rest.onClick) { rest.onClick(event); } },
  }, busy ? h('span', { class: 'cmp-smo-spin', 'aria-hidden': 'true' }) : null, children);
}

/** A link that looks like a button. */
export function ButtonLink({ kind = 'plain', small, children, class: more, ...rest }) {
  return h('a', { ...rest, class: classes('cmp-smo-button', `cmp-smo-button--${kind}`, small && 'cmp-smo-button--small', more) }, children);
}

/** An address that a browser may safely follow. */
const safe = (address) => /^(https?:\/\/|\/(?!\/)|#)/i.test(address || '');

/** A link; plain text where the address is none that a browser may safely follow. Other sites open in a tab of their own. */
export function Link({ href, children, ...rest }) {
  if (!safe(href)) {
    return h('span', rest, children);
  }
  const away = /^https?:/i.test(href) ? { target: '_blank', rel: 'noopener nofollow ugc' } : {};
  return h('a', { href, ...away, ...rest }, children);
}

/**
 * A label, its input, help and what is wrong with it. `kind`: text, url, number, date, time, datetime-local, password, search, area, select,
 * check. Choices of a select are {value, label}; other properties go to the input.
 */
export function Field({ label, kind = 'text', hint, error, choices, hideLabel, children, class: more, ...rest }) {
  const id = useId();
  const own = rest.id || id;
  const told = classes(hint && `${own}-hint`, error && `${own}-error`) || null;
  // Preact writes null as an empty property, and an empty pattern or length lets nothing pass.
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined));
  const input = { ...begun(given, kind), id: own, 'aria-describedby': told, 'aria-invalid': error ? 'true' : null };
  const control = kind === 'select' ? h('select', { ...input, class: 'cmp-smo-input' },
    (choices || []).map((one) => h('option', { value: one.value, selected: String(one.value) === String(rest.value ?? ''), disabled: one.disabled }, one.label)))
    : kind === 'area' ? h('textarea', { ...input, class: 'cmp-smo-input' })
      : kind === 'check' ? h('input', { ...input, type: 'checkbox' })
        : h('input', { autocomplete: 'off', ...input, type: kind, class: 'cmp-smo-input' });
  const text = [label, rest.required ? h('span', { 'aria-hidden': 'true' }, ' *') : null];
  return h('div', { class: classes('cmp-smo-field', kind === 'check' && 'cmp-smo-field--check', more) },
    kind === 'check' ? h('label', { for: own }, control, ' ', text)
      : [h('label', { for: own, class: classes('cmp-smo-label', hideLabel && 'cmp-smo-hidden') }, text), control],
    children,
    hint ? h('p', { id: `${own}-hint`, class: 'cmp-smo-hint' }, hint) : null,
    error ? h('p', { id: `${own}-error`, class: 'cmp-smo-wrong', dir: 'auto' }, error) : null);
}

/**
 * What is typed stays when the part is drawn again, such as to say what went wrong: Preact writes `value` and `checked` anew each time. So where nobody
 * hears of each change they are only what the field begins with; a select has it in its choices.
 */
function begun({ value, checked, ...rest }, kind) {
  if (rest.onInput || rest.onChange || rest.onClick) {
    return { ...rest, ...(value === undefined ? {} : { value }), ...(checked === undefined ? {} : { checked }) };
  }
  return kind === 'check' ? { ...rest, ...(value === undefined ? {} : { value }), ...(checked === undefined ? {} : { defaultChecked: checked }) }
    : { ...rest, ...(value === undefined || kind === 'select' ? {} : { defaultValue: value }) };
}

/**
 * A pattern of Java's as browsers take it: they know no possessive repetition and want a hyphen in a class escaped. One that they cannot take is
 * left to the server, which looks in any case.
 */
export function patternOf(java) {
  const pattern = (java || '').replace(/([*+?}])\+/g, '$1').replace(/([^\\[])-\]/g, '$1\\-]');
  try {
    return pattern && new RegExp(pattern, 'v') ? pattern : null;
  } catch {
    return null;
  }
}

/** A short word with a sign, for those who see no colour. `tone`: bad, wait, busy, good, calm. */
export function Badge({ tone = 'calm', sign, children, ...rest }) {
  return h('span', { ...rest, class: `cmp-smo-badge cmp-smo-badge--${tone}` },
    sign ? h('span', { 'aria-hidden': 'true' }, `${sign} `) : null, children);
}

/** The mark of a network: its first letter in its colour; the name stands beside it or in `label`. */
export function Mark({ name, color, label }) {
  return h('span', { class: 'cmp-smo-mark', style: color ? { '--smo-mark': color } : null, role: label ? 'img' : null, 'aria-label': label || null, title: label || null },
    h('span', { 'aria-hidden': 'true' }, (name || '?').slice(0, 1).toUpperCase()));
}

/** While nothing is there yet. It appears only after a moment, so that quick answers do not flicker. */
export function Loading({ say }) {
  return h('p', { class: 'cmp-smo-loading', role: 'status' }, h('span', { class: 'cmp-smo-spin', 'aria-hidden': 'true' }), ' ', say('Loading'));
}

/** Nothing to show: why, and the one thing to do about it. */
export function Empty({ title, children }) {
  return h('div', { class: 'cmp-smo-empty' }, h('p', {}, h('strong', {}, title)), children);
}

/** What went wrong, and a way on. */
export function Problem({ say, error, again }) {
  const ended = error.status === 401;
  const lost = !error.status || error.status >= 502;
  return h('div', { class: 'cmp-smo-problem', role: 'alert' },
    h('p', { dir: 'auto' }, ended ? say('Your session has ended.') : lost ? (again ? say('The server does not answer; trying again.') : say('The server does not answer. Nothing is lost: send it again.')) : error.message),
    ended ? h('a', { href: location.pathname, target: '_blank' }, say('Log in again'))
      : again ? h(Button, { small: true, onClick: again }, say('Try again')) : null);
}

/** A page that somebody may not use: who may, instead of nothing. */
export function NoPermission({ say }) {
  return h(Empty, { title: say('This page is for administrators.') }, h('p', {}, say('Ask one to do it, or to put you into the group smo-administrators.')));
}

/** What data of useData look like: nothing yet, nothing at all and why, or `children(data)` with what went wrong since above. */
export function Loaded({ say, from, children }) {
  if (!from.data) {
    return from.error ? h(Problem, { say, error: from.error, again: from.reload }) : h(Loading, { say });
  }
  return [from.error ? h(Problem, { say, error: from.error, again: from.reload }) : null, children(from.data)];
}

/**
 * A window over the page. The focus goes to the first field, or where there is none to the title, never to what cannot be undone; Escape and a
 * click on the close button leave everything as it was, and the focus goes back to where it was.
 *
 * @param onClose is told that the person left it
 * @param onSubmit makes the content a form; told of its values by name
 * @param unsaved what is asked before words that were written in it are lost, see `unsaved.js`; empty: nothing is
 */
export function Dialog({ title, say, onClose, onSubmit, actions, wide, unsaved, children }) {
  const dialog = useRef(null);
  const gone = useRef(false);
  const [touched, touch] = useState(false);
  useUnsaved(touched ? unsaved : '');
  const id = useId();
  // Before it is seen, so that no key goes to what is behind it.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const node = dialog.current;
    node.showModal();
    const first = node.querySelector('.cmp-smo-dialog__body :is(input, select, textarea):not([type=hidden])');
    (first || node.querySelector('h2')).focus();
    // While it is open as a modal, nothing behind it takes the focus.
    return () => { gone.current = true; node.close(); if (before && before.isConnected) { before.focus(); } };
  }, []);
  const close = h(Button, { kind: 'quiet', onClick: onClose, 'aria-label': say('Close') }, '✕');
  const content = [
    h('header', { class: 'cmp-smo-dialog__head' }, h('h2', { id, tabindex: '-1' }, title), close),
    h('div', { class: 'cmp-smo-dialog__body' }, children),
    actions ? h('footer', { class: 'cmp-smo-dialog__foot' }, actions) : null,
  ];
  return h('dialog', {
    ref: dialog, class: classes('cmp-smo-dialog', wide && 'cmp-smo-dialog--wide'), 'aria-labelledby': id,
    // A browser heeds the second Escape in a row whatever is said to it: it closes the window, and who stays has it back.
    onCancel: (event) => { if (event.cancelable) { event.preventDefault(); onClose(); } },
    onClose: (event) => {
      if (!gone.current && event.target === dialog.current) {
        onClose();
        setTimeout(() => { if (!gone.current && !dialog.current.open) { dialog.current.showModal(); } });
      }
    },
    onInput: (event) => { if (unsaved && event.target.matches('textarea')) { touch(true); } },
  }, onSubmit ? h('form', {
    onSubmit: (event) => { event.preventDefault(); onSubmit(Object.fromEntries(new FormData(event.target))); },
  }, content) : content);
}

/** A time as people read it, by the clock of a zone where one is named; its exact value is in the title. */
export function Time({ at, language, zone, day }) {
  return h('time', { datetime: at, title: at }, moment(at, language, zone, day));
}

export function moment(at, language, zone, day = false) {
  const written = (where) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...(day ? {} : { timeStyle: 'short' }), ...where }).format(new Date(at));
  try {
    return written(zone ? { timeZone: zone } : {});
  } catch {
    // A zone that the server reads and the browser does not, such as UTC+2.
    return `${written({ timeZone: 'UTC' })} UTC`;
  }
}

/** How much of something is done; `text` says it in words. */
export function Progress({ value, most, label, text }) {
  return h('div', { class: 'cmp-smo-progress' },
    h('progress', { value: Math.min(value, most), max: most || 1, 'aria-label': label }), text ? h('span', {}, text) : null);
}

/** Loads a script that is no module once, such as FullCalendar; gives what it leaves under `name`. */
const scripts = new Map();
export function library(file, name) {
  if (!scripts.has(file)) {
    scripts.set(file, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = new URL(`../lib/${file}`, import.meta.url).href;
      script.onload = () => resolve(window[name]);
      script.onerror = () => { scripts.delete(file); reject(new Error(`${file} could not be loaded.`)); };
      document.head.append(script);
    }));
  }
  return scripts.get(file);
}

/** Loads a style sheet beside a module once; a page shows when it is there. */
const sheets = new Map();
export function styles(address) {
  if (!sheets.has(address)) {
    sheets.set(address, new Promise((resolve) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      link.onload = resolve;
      link.onerror = resolve;
      document.head.append(link);
    }));
  }
  return sheets.get(address);
}
