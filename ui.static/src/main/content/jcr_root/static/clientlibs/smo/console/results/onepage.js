import { h } from '../lib/preact.module.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { change, read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Button, Empty, Field, Link, Loaded, Problem, Time } from '../ui/ui.js';
import { Chart } from './chart.js';
import { daily, FIGURES, growth, latest, single } from './figures.js';
import { names } from './names.js';
import { ResultTable } from './table.js';

const MINUTE = 60000;
const SOON = 5000;

/** The results of one page. */
export function OnePage(context) {
  const { say, route } = context;
  const { page } = route.query;
  const found = useData(() => read('results', { page }), [page], 30000);
  return h('div', { class: 'cmp-smo-stack' },
    h('p', {}, h(Link, { href: '#results' }, say('All results'))),
    h(Loaded, { say, from: found }, (results) => h(Panel, { ...context, results, reload: found.reload })));
}

function Panel(context) {
  const { say, language, session, results, route, go, reload } = context;
  const { posts, watched = [] } = results;
  const all = [...posts, ...watched];
  const network = names('network', { say, session, language });
  const grown = FIGURES.filter((one) => all.some((post) => Object.values(post.days).some((day) => one.name in day)));
  const figure = route.query.figure || (grown[0] || { name: '' }).name;
  const lines = growth(all, figure);
  const clicked = daily(perNetwork(posts));
  const shared = daily(results.shared);
  const turn = (changed) => go(format('results', { ...route.query, ...changed }), { replace: true });
  const said = (found) => found.series.map((one) => ({ label: network(one.network), values: one.values }));
  return [
    h('h2', { class: 'cmp-smo-console__subtitle', dir: 'auto' }, results.title || results.page),
    h('p', { class: 'cmp-smo-console__path', dir: 'ltr' }, results.page),
    all.length === 0 ? h(Empty, { title: say('No post of this page is out.') }) : [
      h(Refresh, { say, page: results.page, reload }),
      posts.length === 0 ? null : h(ResultTable, {
        say, language, title: say('Up to now'), heading: say('Network'), rows: latest(posts), total: null, name: network,
        order: route.query.sort || '-posts', onOrder: (sort) => turn({ sort }), file: 'results-page.csv',
      }),
      watched.length === 0 ? null : h(Watched, { say, language, network, watched, route, turn }),
      lines.days.length === 0 ? h('p', { class: 'cmp-smo-hint' }, say('No network was asked yet, or none gives figures.')) : [
        grown.length > 1 ? h('div', { class: 'cmp-smo-row' }, h(Field, {
          label: say('Figure'), kind: 'select', name: 'figure', value: figure, choices: grown.map((one) => ({ value: one.name, label: say(one.label) })),
          onChange: (event) => turn({ figure: event.target.value }),
        })) : null,
        h(Chart, { say, language, title: say('Growth by network'), days: lines.days, series: said(lines) }),
      ],
      clicked.days.length ? h(Chart, { say, language, title: say('Clicks on short links by day'), days: clicked.days, series: said(clicked) }) : null,
    ],
    shared.days.length ? h(Chart, { say, language, title: say('Uses of the share bar by day'), days: shared.days, series: said(shared) }) : null,
    posts.length ? h(Posts, { say, language, network, posts }) : null,
    results.truncated ? h('p', { class: 'cmp-smo-hint' }, say('Only the latest {0} posts are shown.', posts.length)) : null,
  ];
}

/** What the page shows and nobody posted from here, such as videos, with a way to each. */
function Watched({ say, language, network, watched, route, turn }) {
  const known = (id) => watched.find((one) => one.id === id);
  const name = (id) => `${network(known(id).network)}: ${known(id).permalink.replace(/^https:\/\/(www\.)?/, '')}`;
  return h(ResultTable, {
    say, language, title: say('On the page'), heading: say('Video'), rows: single(watched), single: true, total: null, name,
    link: (id, label) => h(Link, { href: known(id).permalink }, label),
    order: route.query.shown || '-views', onOrder: (shown) => turn({ shown }), file: 'results-videos.csv',
  });
}

/** Clicks by network and day, of those posts that have short links. */
function perNetwork(posts) {
  const all = {};
  for (const post of posts.filter((one) => one.clicked)) {
    const days = all[post.network] || (all[post.network] = {});
    for (const [day, count] of Object.entries(post.clicked)) {
      days[day] = (days[day] || 0) + count;
    }
  }
  return all;
}

function Refresh({ say, page, reload }) {
  const [state, set] = useState({ busy: false, error: null, said: '' });
  // What networks say comes within seconds, so the page looks more often for a minute.
  useEffect(() => {
    let looks = state.said ? MINUTE / SOON : 0;
    const timer = setInterval(() => {
      if (looks > 0) {
        looks -= 1;
        reload();
      } else {
        clearInterval(timer);
      }
    }, SOON);
    return () => clearInterval(timer);
  }, [state.said]);
  const ask = async () => {
    set({ busy: true, error: null, said: '' });
    try {
      await change('reactions', { action: 'refresh', page });
      set({ busy: false, error: null, said: say('The networks are asked within seconds.') });
    } catch (error) {
      set({ busy: false, error, said: '' });
    }
  };
  return h('div', {}, h(Button, { small: true, busy: state.busy, onClick: ask, 'data-action': 'refresh' }, say('Ask the networks now')),
    h('span', { role: 'status', class: 'cmp-smo-hint' }, ' ', state.said), state.error ? h(Problem, { say, error: state.error, again: ask }) : null);
}

function Posts({ say, language, network, posts }) {
  return h('section', { class: 'cmp-smo-stack' }, h('h3', { class: 'cmp-smo-console__subtitle' }, say('Posts')),
    h('ul', { class: 'cmp-smo-results__posts' }, posts.map((post) => h('li', { key: post.id },
      h(Link, { href: post.permalink }, `${network(post.network)}, ${post.connection}`), ' ', h(Time, { at: post.sent, language })))));
}
