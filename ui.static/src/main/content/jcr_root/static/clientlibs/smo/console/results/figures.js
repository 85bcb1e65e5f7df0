/** Arithmetic of results, without a browser. A figure that nobody gives is null, and never 0. */

/** The figures, in the order of columns. */
export const FIGURES = [
  { name: 'engagement', label: 'Engagement' },
  { name: 'likes', label: 'Likes' },
  { name: 'reposts', label: 'Reposts' },
  { name: 'replies', label: 'Replies' },
  { name: 'quotes', label: 'Quotes' },
  { name: 'saves', label: 'Saves' },
  { name: 'views', label: 'Views' },
  { name: 'score', label: 'Score' },
  { name: 'networkClicks', label: 'Clicks told by the network' },
  { name: 'clicks', label: 'Clicks on short links' },
];

/** What posts are told apart by. */
export const DIMENSIONS = [
  { name: 'network', label: 'Network' },
  { name: 'connection', label: 'Connection' },
  { name: 'template', label: 'Template' },
  { name: 'tag', label: 'Tag' },
  { name: 'author', label: 'Author' },
  { name: 'locale', label: 'Language' },
  { name: 'campaign', label: 'Campaign' },
  { name: 'weekday', label: 'Weekday' },
  { name: 'hour', label: 'Hour' },
];

/** The sum of a figure in a row; null where no post has it. */
export function sum(row, figure) {
  const found = row.figures[figure];
  return found ? found.sum : null;
}

/** The figure a post, of those posts that have it. */
export function average(row, figure) {
  const found = row.figures[figure];
  return found && found.posts ? found.sum / found.posts : null;
}

/** The figures that at least one row has, so that no column is empty from top to bottom. */
export function present(rows) {
  return FIGURES.filter((figure) => rows.some((row) => sum(row, figure.name) !== null));
}

/** A copy in the order of a column; what is not available stands last, whichever way. */
export function sorted(rows, column, descending) {
  const value = (row) => (column === 'value' ? row.value : column === 'posts' ? row.posts
    : column === 'average' ? average(row, 'engagement') : sum(row, column));
  const way = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) {
      return (a === null) - (b === null);
    }
    return way * (typeof a === 'string' ? a.localeCompare(b, undefined, { numeric: true }) : a - b);
  });
}

/** All days from one to another, as 2026-11-30. */
export function span(from, to) {
  const days = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86400000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/**
 * How a figure of a page's posts grew, network by network. Networks are asked ever less often, so the last number of a post
 * counts until there is another.
 *
 * @returns {{days: string[], series: {network: string, values: (number|null)[]}[]}}
 */
export function growth(posts, figure) {
  const days = [...new Set(posts.flatMap((post) => Object.keys(post.days).filter((day) => figure in post.days[day])))].sort();
  const networks = [...new Set(posts.map((post) => post.network))].sort();
  const series = networks.map((network) => ({
    network,
    values: days.map((day) => posts.filter((post) => post.network === network).reduce((all, post) => {
      const known = Object.keys(post.days).filter((one) => one <= day && figure in post.days[one]).sort();
      return known.length ? (all ?? 0) + post.days[known[known.length - 1]][figure] : all;
    }, null)),
  }));
  return { days, series: series.filter((one) => one.values.some((value) => value !== null)) };
}

/** The last figures of each of what a page shows, as rows. */
export function single(watched) {
  return watched.map(({ id, days }) => {
    const last = days[Object.keys(days).sort().pop()] || {};
    return { value: id, posts: 1, figures: Object.fromEntries(Object.entries(last).map(([name, number]) => [name, { sum: number, posts: 1 }])) };
  });
}

/** The last figures of a page's posts, network by network, as rows. */
export function latest(posts) {
  const rows = new Map();
  for (const post of posts) {
    const row = rows.get(post.network) || { value: post.network, posts: 0, figures: {} };
    rows.set(post.network, row);
    row.posts += 1;
    const days = Object.keys(post.days).sort();
    const figures = { ...(days.length ? post.days[days[days.length - 1]] : {}) };
    if (post.clicked) {
      figures.clicks = Object.values(post.clicked).reduce((all, one) => all + one, 0);
    }
    for (const [name, number] of Object.entries(figures)) {
      const there = row.figures[name] || { sum: 0, posts: 0 };
      row.figures[name] = { sum: there.sum + number, posts: there.posts + 1 };
    }
  }
  return [...rows.values()];
}

/** Numbers by day of several things, such as clicks by network, as series over all days between the first and the last. */
export function daily(byName) {
  const all = Object.values(byName).flatMap((days) => Object.keys(days)).sort();
  const days = all.length ? span(all[0], all[all.length - 1]) : [];
  return { days, series: Object.entries(byName).map(([network, counts]) => ({ network, values: days.map((day) => counts[day] || 0) })) };
}

/** Posts below which best times would be chance. */
export const ENOUGH = 30;
const ENOUGH_OF_ONE = 3;
const HOURS = 3;

/**
 * Engagement a post by weekday and three hours, out of rows by weekday and hour ("1 9").
 *
 * @returns {{posts: number, enough: boolean, most: number, rows: {weekday: number, cells: {posts: number, average: number|null}[]}[]}}
 */
export function heat(rows) {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 / HOURS }, () => ({ posts: 0, sum: 0 })));
  for (const row of rows) {
    const [weekday, hour] = row.value.split(' ').map(Number);
    const found = row.figures.engagement;
    if (found) {
      const cell = cells[weekday - 1][Math.floor(hour / HOURS)];
      cell.posts += found.posts;
      cell.sum += found.sum;
    }
  }
  const said = cells.map((row, i) => ({
    weekday: i + 1,
    cells: row.map(({ posts, sum: all }) => ({ posts, average: posts >= ENOUGH_OF_ONE ? all / posts : null })),
  }));
  const posts = cells.flat().reduce((all, cell) => all + cell.posts, 0);
  return { posts, enough: posts >= ENOUGH, most: Math.max(0, ...said.flatMap((row) => row.cells.map((cell) => cell.average ?? 0))), rows: said };
}

/** The first day of a period that ends on a day. */
export function back(to, days) {
  return new Date(Date.parse(`${to}T00:00:00Z`) - (days - 1) * 86400000).toISOString().slice(0, 10);
}
