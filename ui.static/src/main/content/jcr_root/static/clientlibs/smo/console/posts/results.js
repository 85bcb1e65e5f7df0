import { h } from '../lib/preact.module.js';
import { stateOf } from '../ui/states.js';
import { Badge, moment } from '../ui/ui.js';

/** What became of a wish on each connection, with a way to the post. */
export function Results({ say, results, labels, language, zone, to }) {
  return results.length === 0 ? null : h('div', { role: 'status' }, h('ul', { class: 'cmp-smo-posts__results', 'data-part': 'results' }, results.map((one) => {
    const [sign, state, tone] = one.error ? ['✕', '', 'bad'] : stateOf(one.state);
    return h('li', { key: one.connection, 'data-connection': one.connection, 'data-state': one.state },
      h(Badge, { tone, sign }, one.error ? say('Not posted') : say(state)), ' ', h('strong', {}, labels[one.connection] || one.connection), ' ',
      h('bdi', {}, one.error || one.reason || (one.state === 'SCHEDULED' && one.scheduled ? `${moment(one.scheduled, language, zone || undefined)}${zone ? ` (${zone})` : ''}` : '')), ' ',
      one.id ? h('a', { href: to(one.id) }, say('Open post')) : null);
  })));
}
