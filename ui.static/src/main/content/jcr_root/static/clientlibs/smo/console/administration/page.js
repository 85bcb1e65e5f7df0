import { h } from '../lib/preact.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { Loaded, styles } from '../ui/ui.js';
import { Checks } from './checks.js';
import { Decisions } from './decisions.js';
import { Environment } from './environment.js';
import { Queue } from './queue.js';
import { Support } from './support.js';
import { Webhooks } from './webhooks.js';

export const folder = 'administration';

const EVERY = 10000;

await styles(new URL('administration.css', import.meta.url).href);

const PARTS = [['environment', 'Environment'], ['queue', 'Queue'], ['health', 'Health'], ['decisions', 'Log of decisions'], ['webhooks', 'Webhooks'], ['support', 'Support bundle']];

/** Whether the machine is well: what an administrator looks at when something is red. */
export default function Administration(context) {
  const { say } = context;
  const machine = useData(() => read('administration'), [], EVERY);
  const shown = { ...context, reload: machine.reload };
  return h('div', { class: 'cmp-smo-stack cmp-smo-administration', 'data-page': 'administration' },
    h('nav', { class: 'cmp-smo-row', 'aria-label': say('On this page') }, PARTS.map(([part, name]) => h('a', {
      key: part, href: '#administration', onClick: (event) => { event.preventDefault(); jump(part); },
    }, say(name)))),
    h(Loaded, { say, from: machine }, (now) => [
      h(Environment, { ...shown, now }),
      h(Queue, { ...shown, now }),
    ]),
    h(Checks, shown),
    h(Decisions, shown),
    h(Webhooks, shown),
    h(Support, shown));
}

/** The fragment of the address names the page, so a link within it cannot. */
function jump(part) {
  const title = document.querySelector(`[data-page=administration] [data-part=${part}] h2`);
  if (title) {
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: 'start' });
  }
}
