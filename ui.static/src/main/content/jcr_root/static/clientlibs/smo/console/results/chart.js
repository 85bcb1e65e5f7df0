import { h } from '../lib/preact.module.js';
import { useEffect, useRef } from '../lib/hooks.module.js';
import { library, styles } from '../ui/ui.js';

const DASHES = [[], [8, 4], [2, 3], [12, 4, 2, 4], [4, 4]];
const COLORS = ['accent', 'good', 'bad', 'wait', 'busy'];
const SIZE = 4;
const DAY = 86400;

/** Shapes by which lines are told apart without colour: circle, square, triangle, diamond, cross. */
const MARKERS = [
  (to, x, y, r) => to.arc(x, y, r, 0, 2 * Math.PI),
  (to, x, y, r) => to.rect(x - r, y - r, 2 * r, 2 * r),
  (to, x, y, r) => { to.moveTo(x, y - r); to.lineTo(x + r, y + r); to.lineTo(x - r, y + r); to.closePath(); },
  (to, x, y, r) => { to.moveTo(x, y - r); to.lineTo(x + r, y); to.lineTo(x, y + r); to.lineTo(x - r, y); to.closePath(); },
  (to, x, y, r) => { to.moveTo(x - r, y - r); to.lineTo(x + r, y + r); to.moveTo(x + r, y - r); to.lineTo(x - r, y + r); },
];

/**
 * Lines over days. Beside it, for who does not see it and for paper, stands the same as a table.
 *
 * @param series {label, values}, a value a day, null where there is none
 * @param near whether the scale begins near the least value, where growth would not be seen beside the whole; else at 0
 * @param high height in pixels
 */
export function Chart({ say, language, title, days, series, near = false, high = 240 }) {
  const place = useRef(null);
  const drawn = JSON.stringify([days, series, language]);
  useEffect(() => {
    let chart = null;
    let gone = false;
    const resized = new ResizeObserver(() => {
      if (chart && place.current) {
        chart.setSize({ width: place.current.clientWidth, height: high });
      }
    });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const draw = async () => {
      const [Plot] = await Promise.all([library('uplot.js', 'uPlot'), styles(new URL('../lib/uplot.css', import.meta.url).href)]);
      if (!gone) {
        chart?.destroy();
        chart = new Plot(options(place.current, language, series, near, high), [days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000), ...series.map((one) => one.values)], place.current);
      }
    };
    draw();
    resized.observe(place.current);
    dark.addEventListener('change', draw);
    return () => {
      gone = true;
      resized.disconnect();
      dark.removeEventListener('change', draw);
      chart?.destroy();
    };
  }, [drawn]);
  return h('figure', { class: 'cmp-smo-chart' },
    h('figcaption', { class: 'cmp-smo-chart__title' }, title),
    h('ul', { class: 'cmp-smo-chart__legend', 'aria-hidden': 'true' }, series.map((one, i) => h('li', { key: one.label }, h(Sample, { i }), one.label))),
    h('div', { ref: place, class: 'cmp-smo-chart__lines', style: `min-height: ${high}px`, 'aria-hidden': 'true', dir: 'ltr' }),
    h('details', {}, h('summary', {}, say('As a table')), h(DayTable, { say, language, title, days, series })));
}

function Sample({ i }) {
  const color = `var(--smo-${COLORS[i % COLORS.length]})`;
  return h('svg', { width: 28, height: 12, viewBox: '0 0 28 12' },
    h('line', { x1: 0, y1: 6, x2: 28, y2: 6, stroke: color, 'stroke-width': 2, 'stroke-dasharray': DASHES[i % DASHES.length].join(' ') || null }),
    h('path', { d: PATHS[i % PATHS.length], stroke: color, fill: color, 'stroke-width': 1.5 }));
}

const PATHS = ['M10 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0', 'M10 2h8v8h-8z', 'M14 2l4 8h-8z', 'M14 2l4 4l-4 4l-4-4z', 'M10 2l8 8M18 2l-8 8'];

function DayTable({ say, language, title, days, series }) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return h('div', { class: 'cmp-smo-scroll', tabindex: '0', role: 'region', 'aria-label': title },
    h('table', { class: 'cmp-smo-table' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('Day')), series.map((one) => h('th', { scope: 'col', class: 'is-number' }, one.label)))),
      h('tbody', {}, days.map((one, i) => h('tr', { key: one }, h('th', { scope: 'row' }, day.format(new Date(`${one}T00:00:00Z`))),
        series.map((line) => h('td', { class: 'is-number' }, number(say, language, line.values[i]))))))));
}

/** A number as people read it; what nobody gives says so. */
export function number(say, language, value, digits = 0) {
  return value === null || value === undefined
    ? h('span', { class: 'cmp-smo-results__none', title: say('not available') }, h('span', { 'aria-hidden': 'true' }, '–'), h('span', { class: 'cmp-smo-hidden' }, say('not available')))
    : new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

function options(place, language, series, near, high) {
  const style = getComputedStyle(place);
  const color = (name) => style.getPropertyValue(`--smo-${name}`).trim();
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const axis = { stroke: color('soft'), grid: { stroke: color('line'), width: 1 }, ticks: { stroke: color('line') }, font: `12px ${style.fontFamily}` };
  return {
    width: place.clientWidth,
    height: high,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (at) => new Date(new Date(at * 1000).toISOString().replace('Z', '')),
    scales: { x: { range: (plot, first, last) => span(plot.data[0], first, last) }, y: { range: (plot, least, most) => scale(least, most, near) } },
    axes: [
      { ...axis, values: (plot, all) => all.map((at) => day.format(new Date(at * 1000))), incrs: [1, 2, 7, 14, 28, 91].map((days) => days * DAY) },
      { ...axis, values: (plot, all) => all.map((value) => whole.format(value)), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000, 1000000] },
    ],
    series: [{}, ...series.map((one, i) => ({
      label: one.label, stroke: color(COLORS[i % COLORS.length]), width: 2, dash: DASHES[i % DASHES.length], spanGaps: true, points: { show: false },
    }))],
    hooks: { draw: [(plot) => series.forEach((one, i) => mark(plot, i, color(COLORS[i % COLORS.length])))] },
  };
}

/** From which day to which a chart leads; around a single one uPlot itself would show years. */
export function span(days, first, last) {
  return days.length === 1 ? [days[0] - 3 * DAY, days[0] + 3 * DAY] : [first, last];
}

/** From where to where a scale leads. */
export function scale(least, most, near) {
  const room = Math.max(1, (most - least) * 0.1);
  return near ? [Math.max(0, least - room), most + room] : [0, Math.max(1, most * 1.1)];
}

function mark(plot, i, color) {
  const to = plot.ctx;
  to.save();
  to.fillStyle = color;
  to.strokeStyle = color;
  to.setLineDash([]);
  plot.data[i + 1].forEach((value, at) => {
    if (value !== null && value !== undefined) {
      to.beginPath();
      MARKERS[i % MARKERS.length](to, plot.valToPos(plot.data[0][at], 'x', true), plot.valToPos(value, 'y', true), SIZE * devicePixelRatio);
      to.fill();
      to.stroke();
    }
  });
  to.restore();
}
