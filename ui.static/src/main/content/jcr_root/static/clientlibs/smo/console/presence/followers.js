import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { Loaded, styles } from '../ui/ui.js';
import { Chart } from '../results/chart.js';

const DAY = 24 * 3600 * 1000;
const MONTH = 30;

/**
 * How a number has grown within a month, by the days on which it was counted; null where there are no two such days.
 *
 * @returns {{more, days}} how many more, or fewer, and within how many days
 */
export function grown(days) {
  const last = days[days.length - 1];
  const since = (one) => Math.round((Date.parse(last.day) - Date.parse(one.day)) / DAY);
  const first = days.find((one) => since(one) <= MONTH);
  return first && first !== last ? { more: last.count - first.count, days: since(first) } : null;
}

/** Points of a line that is 100 wide and 20 high, the least value at the bottom. */
export function points(days) {
  const at = days.map((one) => Date.parse(one.day));
  const counts = days.map((one) => one.count);
  const [first, wide] = [at[0], at[at.length - 1] - at[0] || 1];
  const least = Math.min(...counts);
  const high = Math.max(...counts) - least || 1;
  return days.map((one, i) => `${Math.round(((at[i] - first) / wide) * 1000) / 10},${Math.round((19 - ((counts[i] - least) / high) * 18) * 10) / 10}`).join(' ');
}

/** How many follow an account, and how that came to be. A network that does not say so is told of as such. */
export function Followers({ say, language, connection }) {
  const { checked } = connection;
  if (!checked || checked.result !== 'valid') {
    return null;
  }
  return checked.followers === null || checked.followers === undefined
    ? h('p', { class: 'cmp-smo-hint', 'data-part': 'followers' }, `${say('Followers')}: ${say('not available')}`)
    : h(Counted, { say, language, connection, count: checked.followers });
}

function Counted({ say, language, connection, count }) {
  const [open, turn] = useState(false);
  // A new number is a new day, or the same one counted anew.
  const found = useData(() => read('followers', { id: connection.id }), [connection.checked.at]);
  const days = found.data ? found.data.days : [];
  const growth = days.length ? grown(days) : null;
  const number = (value, more = {}) => new Intl.NumberFormat(language, more).format(value);
  const title = say('Followers of {0}', connection.label);
  return h('div', { class: 'cmp-smo-presence__followers', 'data-part': 'followers' },
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle' }, h('span', {}, `${say('Followers')}: `, h('strong', {}, number(count))),
      growth ? h('span', { class: 'cmp-smo-hint' }, say('{0} in {1} days', number(growth.more, { signDisplay: 'exceptZero' }), number(growth.days))) : null,
      days.length > 1 ? h('svg', { class: 'cmp-smo-presence__line', viewBox: '0 0 100 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        h('polyline', { points: points(days), fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke' })) : null),
    days.length > 1 ? h('details', { onToggle: (event) => turn(event.target.open) }, h('summary', {}, say('Followers over time')),
      open ? h(Loaded, { say, from: found }, () => h(OverTime, { say, language, title, days })) : null) : null);
}

function OverTime({ say, language, title, days }) {
  styles(new URL('../results/results.css', import.meta.url).href);
  return h(Chart, { say, language, title, near: true, high: 160, days: days.map((one) => one.day), series: [{ label: say('Followers'), values: days.map((one) => one.count) }] });
}
