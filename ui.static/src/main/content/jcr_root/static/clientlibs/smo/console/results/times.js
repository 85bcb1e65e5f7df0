import { h } from '../lib/preact.module.js';
import { Empty } from '../ui/ui.js';
import { number } from './chart.js';
import { ENOUGH, heat } from './figures.js';

/** When posts did best, out of our own history: a table whose ground is the darker, the better it went. */
export function BestTimes({ say, language, rows, weekday }) {
  const found = heat(rows);
  if (!found.enough) {
    return h(Empty, { title: say('There is too little to say which times are best.') },
      h('p', {}, say('{0} posts have figures; it takes {1} at least, or what you see would be chance.', found.posts, ENOUGH)));
  }
  const hour = new Intl.DateTimeFormat(language, { hour: 'numeric', timeZone: 'UTC' });
  const title = say('Engagement a post by weekday and hour');
  return h('section', { class: 'cmp-smo-stack' },
    h('h3', { class: 'cmp-smo-console__subtitle' }, title),
    h('div', { class: 'cmp-smo-scroll', tabindex: '0', role: 'region', 'aria-label': title },
      h('table', { class: 'cmp-smo-table cmp-smo-results__heat' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('Weekday')), found.rows[0].cells.map((_, i) => h('th', { scope: 'col', class: 'is-number' }, hour.format(new Date(i * 3 * 3600000)))))),
        h('tbody', {}, found.rows.map((row) => h('tr', { key: row.weekday }, h('th', { scope: 'row' }, weekday(row.weekday)),
          row.cells.map((cell) => h('td', { class: 'is-number', style: { '--smo-heat': cell.average === null || !found.most ? '0%' : `${Math.round(35 * cell.average / found.most)}%` } },
            number(say, language, cell.average, 1), h('span', { class: 'cmp-smo-hint' }, ` (${cell.posts})`)))))))),
    h('p', { class: 'cmp-smo-hint' }, say('In brackets: how many posts. Fewer than three say nothing.')));
}
