import { h } from '../lib/preact.module.js';
import { Button } from '../ui/ui.js';
import { number } from './chart.js';
import { csv, save } from './csv.js';
import { average, present, sorted, sum } from './figures.js';

/**
 * Rows of results, which sort by a click on a heading and go into a file.
 *
 * @param name gives how the value of a row is called
 * @param single whether each row is one post, so that nothing is counted or divided
 * @param order column, with a - in front where the greatest is first
 * @param onOrder told of another order
 */
export function ResultTable({ say, language, title, heading, rows, total, single, name, link, order, onOrder, file }) {
  const descending = order.startsWith('-');
  const column = order.replace('-', '');
  const figures = present(rows);
  const named = rows.map((row) => ({ ...row, value: name(row.value), key: row.value }));
  const shown = sorted(named, column, descending);
  const columns = [
    ...(single ? [] : [{ name: 'posts', label: say('Posts') }]),
    ...figures.map((one) => ({ name: one.name, label: say(one.label) })),
    ...(!single && figures.some((one) => one.name === 'engagement') ? [{ name: 'average', label: say('Engagement a post') }] : []),
  ];
  const value = (row, one) => (one.name === 'posts' ? row.posts : one.name === 'average' ? average(row, 'engagement') : sum(row, one.name));
  const exported = () => save(file, csv([[heading, ...columns.map((one) => one.label)],
    ...shown.map((row) => [row.value, ...columns.map((one) => value(row, one))])]));
  const head = (one, label, isNumber) => h('th', {
    scope: 'col', class: isNumber ? 'is-number' : null, 'aria-sort': column === one ? (descending ? 'descending' : 'ascending') : null,
  }, h('button', {
    type: 'button', class: 'cmp-smo-results__sort', 'data-sort': one,
    onClick: () => onOrder(column === one && descending ? one : column === one ? `-${one}` : isNumber ? `-${one}` : one),
  }, label, h('span', { 'aria-hidden': 'true' }, column === one ? (descending ? ' ▼' : ' ▲') : '')));
  const cells = (row) => columns.map((one) => h('td', { class: 'is-number', 'data-figure': one.name },
    number(say, language, value(row, one), 1), partly(say, row, one.name)));
  return h('section', { class: 'cmp-smo-stack' },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' }, h('h3', { class: 'cmp-smo-console__subtitle cmp-smo-grow' }, title),
      h(Button, { small: true, onClick: exported, 'data-action': 'csv' }, say('Save as CSV'))),
    h('div', { class: 'cmp-smo-scroll', tabindex: '0', role: 'region', 'aria-label': title },
      h('table', { class: 'cmp-smo-table' },
        h('thead', {}, h('tr', {}, head('value', heading, false), columns.map((one) => head(one.name, one.label, true)))),
        h('tbody', {}, shown.map((row) => h('tr', { key: row.key, 'data-value': row.key },
          h('th', { scope: 'row', dir: 'auto' }, link ? link(row.key, row.value) : row.value), cells(row)))),
        total ? h('tfoot', {}, h('tr', { 'data-value': 'total' }, h('th', { scope: 'row' }, say('All posts')), cells(total))) : null)));
}

/** Where only some posts have a figure, of how many it is. */
function partly(say, row, figure) {
  const found = row.figures[figure];
  return found && found.posts < row.posts ? h('span', { class: 'cmp-smo-hint' }, ` ${say('of {0}', found.posts)}`) : null;
}
