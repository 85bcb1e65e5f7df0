import { h, Component } from './lib/preact.module.js';
import { useEffect, useRef, useState } from './lib/hooks.module.js';
import { read } from './api.js';
import { Bell } from './bell.js';
import { PAGES } from './pages.js';
import { go, parse } from './ui/route.js';
import { mayLeave } from './ui/unsaved.js';
import { Empty, Loaded, NoPermission, Problem } from './ui/ui.js';
import { useData } from './ui/data.js';
import { words } from './words.js';

/** Whether what is open in one place is gone in another; filters only change what stands around it. */
export function leaves(before, now) {
  return before.name !== now.name || before.rest !== now.rest || before.query.compose !== now.query.compose;
}

/** Heading, tabs and the page that the address names. */
export function App({ context }) {
  const { say } = context;
  const [route, turn] = useState(parse(location.hash));
  const session = useData(() => read('session'), []);
  const counts = useData(() => read('today', { only: 'waiting' }), [], 60000);
  useEffect(() => {
    let shown = location.hash;
    const moved = () => {
      if (leaves(parse(shown), parse(location.hash)) && !mayLeave()) {
        history.pushState(null, '', `${location.pathname}${location.search}${shown}`);
        return;
      }
      shown = location.hash;
      turn(parse(shown));
    };
    window.addEventListener('hashchange', moved);
    // Somebody may have gone elsewhere since it was drawn.
    moved();
    return () => window.removeEventListener('hashchange', moved);
  }, []);
  return h(Loaded, { say, from: session }, (known) => {
    const offered = PAGES.filter((page) => page.for !== 'administrators' || known.administrator);
    const named = PAGES.find((one) => one.name === route.name || one.was === route.name);
    const page = named || offered[0];
    return [
      h('div', { class: 'cmp-smo-console__bar' },
        h(Tabs, { say, pages: offered.filter((one) => !one.hidden), page, counts: counts.data }),
        h(Bell, { context: { ...context, session: known }, counts: counts.data, renew: counts.reload })),
      known.obstacle ? h('p', { class: 'cmp-smo-notice', role: 'status', dir: 'auto' }, known.obstacle) : null,
      offered.includes(page) ? h(Place, { key: page.name, page, context: { ...context, session: known, renew: session.reload, route, go } })
        : h(NoPermission, { say }),
    ];
  });
}

function Tabs({ say, pages, page, counts }) {
  const nav = useRef(null);
  useEffect(() => {
    const current = nav.current.querySelector('[aria-current]');
    if (current && nav.current.scrollWidth > nav.current.clientWidth) {
      current.scrollIntoView({ block: 'nearest', inline: 'center' });
    }
  }, [page]);
  return h('nav', { ref: nav, class: 'cmp-smo-console__tabs', 'aria-label': say('Social') },
    pages.map(({ name, label, waiting }) => h('a', { href: `#${name}`, 'data-tab': name, 'aria-current': name === page.name ? 'page' : null }, say(label),
      waiting && counts ? h(Waiting, { say, count: waiting(counts) }) : null)));
}

/** How much waits on a page for the person who looks; nothing where nothing waits. */
function Waiting({ say, count }) {
  return count > 0 ? [' ', h('span', { class: 'cmp-smo-console__waiting' },
    h('span', { 'aria-hidden': 'true' }, count), h('span', { class: 'cmp-smo-hidden' }, say('({0} wait for you)', count)))] : null;
}

/** A page, once its files are there. */
function Place({ page, context }) {
  const { say } = context;
  const loaded = useData(async () => {
    const module = await page.load(context);
    return { module, say: module.folder ? await words(context.language, module.folder) : say };
  }, [page]);
  return h(Guard, { say, key: page.name }, h(Loaded, { say, from: loaded },
    (there) => h(there.module.default, { ...context, say: there.say })));
}

/** A fault of one page says so there, and leaves the others usable. */
class Guard extends Component {
  componentDidCatch(error) {
    console.error(error);
    this.setState({ error });
  }

  render({ say, children }, { error }) {
    return error ? h(Empty, { title: say('This page has a fault.') },
      h(Problem, { say, error: { status: 500, message: String(error.message) }, again: () => this.setState({ error: null }) })) : children;
  }
}
