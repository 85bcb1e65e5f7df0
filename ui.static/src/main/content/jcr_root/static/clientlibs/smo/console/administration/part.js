import { h } from '../lib/preact.module.js';
import { useId } from '../ui/ui.js';

/** A part of the page: its title, to which one can jump, and what one can do beside it. */
export function Part({ name, title, beside, children }) {
  const id = useId();
  return h('section', { class: 'cmp-smo-card cmp-smo-stack', 'data-part': name, 'aria-labelledby': id },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' },
      h('h2', { id, tabindex: '-1', class: 'cmp-smo-console__subtitle cmp-smo-grow' }, title), beside),
    children);
}

/** A table that scrolls by itself where the window is narrow. `head` are names of columns; those of numbers are {number}. */
export function Table({ label, head, rows }) {
  return h('div', { class: 'cmp-smo-scroll', tabindex: '0', role: 'region', 'aria-label': label }, h('table', { class: 'cmp-smo-table' },
    h('thead', {}, h('tr', {}, head.map((one) => h('th', { key: one.number || one, scope: 'col', class: one.number ? 'is-number' : null }, one.number || one)))),
    h('tbody', {}, rows)));
}
