import { h } from '../lib/preact.module.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Empty, Field, Link, Loaded, styles } from '../ui/ui.js';
import { Chart } from './chart.js';
import { back, DIMENSIONS, span, sum } from './figures.js';
import { OnePage } from './onepage.js';
import { names } from './names.js';
import { ResultTable } from './table.js';
import { BestTimes } from './times.js';

export const folder = 'results';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const FILTERS = ['network', 'connection', 'template', 'tag', 'author', 'locale', 'campaign'];

/** What people do with what was posted: of one page, or of all posts of some days. */
export default function Results(context) {
  useEffect(() => { styles(new URL('./results.css', import.meta.url).href); }, []);
  return context.route.query.page ? h(OnePage, context) : h(Dashboard, context);
}

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());

function Dashboard(context) {
  const { say, language, route, go } = context;
  const { query } = route;
  const to = query.to || today();
  const from = query.from || back(to, 30);
  const by = query.by === 'time' || DIMENSIONS.some((one) => one.name === query.by) ? query.by : 'network';
  const asked = { from, to, zone, by, ...Object.fromEntries(FILTERS.filter((one) => one in query).map((one) => [one, query[one]])) };
  const results = useData(() => read('results', asked), [JSON.stringify(asked)], 60000);
  const turn = (changed) => go(format('results', { ...query, ...changed }), { replace: true });
  return h('div', { class: 'cmp-smo-stack' },
    h('h2', { class: 'cmp-smo-console__subtitle' }, say('Results')),
    h(Period, { say, from, to, by, turn }),
    h(Loaded, { say, from: results }, (found) => [
      h(Filters, { ...context, choices: found.choices, turn }),
      found.total.posts === 0 ? h(Nothing, { say, query, turn }) : h(Found, { ...context, found, by: found.by, turn, order: query.sort || '-posts', language }),
    ]));
}

function Period({ say, from, to, by, turn }) {
  return h('div', { class: 'cmp-smo-row' },
    h(Field, { label: say('From'), kind: 'date', name: 'from', value: from, max: to, onChange: (event) => event.target.value && turn({ from: event.target.value }) }),
    h(Field, { label: say('To'), kind: 'date', name: 'to', value: to, min: from, onChange: (event) => event.target.value && turn({ to: event.target.value }) }),
    h(Field, {
      label: say('Compare by'), kind: 'select', name: 'by', value: by, onChange: (event) => turn({ by: event.target.value, sort: '' }),
      choices: [...DIMENSIONS.map((one) => ({ value: one.name, label: say(one.label) })), { value: 'time', label: say('Best times') }],
    }));
}

function Filters({ say, session, language, route, choices, turn }) {
  const offered = FILTERS.filter((one) => (choices[one] || []).length > 1 || one in route.query);
  return offered.length === 0 ? null : h('div', { class: 'cmp-smo-row cmp-smo-results__filters' }, offered.map((one) => {
    const name = names(one, { say, session, language });
    const values = [...new Set([...(choices[one] || []), ...(one in route.query ? [route.query[one]] : [])])];
    return h(Field, {
      key: one, label: say(DIMENSIONS.find((dimension) => dimension.name === one).label), kind: 'select', name: one, value: route.query[one] || '',
      choices: [{ value: '', label: say('All') }, ...values.map((value) => ({ value, label: name(value) }))],
      onChange: (event) => turn({ [one]: event.target.value }),
    });
  }));
}

function Nothing({ say, query, turn }) {
  const filtered = FILTERS.filter((one) => one in query);
  return h(Empty, { title: say('No post went out in this time.') },
    h('p', {}, filtered.length ? h('button', { type: 'button', class: 'cmp-smo-button', onClick: () => turn(Object.fromEntries(filtered.map((one) => [one, '']))) }, say('Show all'))
      : say('A post appears here within a minute of going out, and its figures when its network was asked.')));
}

function Found(context) {
  const { say, language, session, found, by, turn, order } = context;
  const name = names(by, context);
  const days = span(found.from, found.to);
  const onDay = new Map(found.days.map((row) => [row.value, row]));
  const line = (label, value) => ({ label, values: days.map((day) => (onDay.has(day) ? value(onDay.get(day)) : null)) });
  const heading = by === 'time' ? '' : say(DIMENSIONS.find((one) => one.name === by).label);
  return [
    h(Chart, {
      say, language, title: say('By the day on which posts went out'), days,
      series: [line(say('Posts'), (row) => row.posts), line(say('Engagement'), (row) => sum(row, 'engagement')), line(say('Clicks on short links'), (row) => sum(row, 'clicks'))]
        .filter((one) => one.values.some((value) => value !== null)),
    }),
    by === 'time' ? h(BestTimes, { say, language, rows: found.rows, weekday: names('weekday', context) })
      : h(ResultTable, {
        say, language, title: heading, heading, rows: found.rows, total: found.total, name, order, onOrder: (sort) => turn({ sort }),
        file: `results-${by}-${found.from}-${found.to}.csv`,
      }),
    found.left > 0 ? h('p', { class: 'cmp-smo-hint' }, say('{0} more rows have the fewest posts and are left out.', found.left)) : null,
    h(Best, { say, language, session, posts: found.best, found }),
  ];
}

/** The posts with which people did most, as a table of their own. */
function Best({ say, language, session, posts, found }) {
  const rows = posts.map((post) => ({
    value: post.id, posts: 1, figures: Object.fromEntries(Object.entries(post.figures).map(([figure, sum_]) => [figure, { sum: sum_, posts: 1 }])),
  }));
  const of = new Map(posts.map((post) => [post.id, post]));
  const network = names('network', { say, session, language });
  const [order, onOrder] = useState('-engagement');
  const title = (id) => `${of.get(id).title || of.get(id).page} (${network(of.get(id).network)})`;
  return h(ResultTable, {
    say, language, title: say('Posts with most engagement'), heading: say('Post'), rows, total: null, single: true, name: title, order, onOrder,
    link: (id, text) => h(Link, { href: format('results', { page: of.get(id).page }) }, text), file: `results-posts-${found.from}-${found.to}.csv`,
  });
}
