import { h } from '../lib/preact.module.js';
import { Badge, Mark, Time } from '../ui/ui.js';
import { standing } from './standing.js';

const SHORT = 140;

/** One row a reaction, each a link to it. */
export function List(place) {
  return h('ol', { class: 'cmp-smo-inbox__rows', 'aria-label': place.say('Reactions') },
    place.shown.map((reaction) => h(Row, { ...place, key: reaction.id, reaction })));
}

function Row({ say, language, session, reaction, open, to }) {
  const [sign, name, tone] = standing(reaction, session.user, say);
  const network = session.networks.find((one) => one.name === reaction.source);
  const beginning = reaction.text.length > SHORT ? `${reaction.text.slice(0, SHORT)}…` : reaction.text;
  return h('li', { 'data-key': reaction.id, 'data-state': reaction.state, 'aria-current': open && open.id === reaction.id ? 'true' : null },
    h('a', { class: 'cmp-smo-inbox__row', href: to(reaction), 'data-action': 'open' },
      h('span', { class: 'cmp-smo-inbox__who' },
        h(Mark, { name: reaction.network, color: network && network.color }), h('strong', {}, h('bdi', {}, reaction.author || say('Somebody'))),
        h('span', { class: 'cmp-smo-hint' }, reaction.network)),
      h(Badge, { tone, sign }, name),
      h('span', { class: 'cmp-smo-inbox__words', dir: 'auto' }, beginning),
      h('span', { class: 'cmp-smo-hint cmp-smo-inbox__where' }, h('bdi', {}, reaction.title || reaction.page), ' · ', h(Time, { at: reaction.at, language }))));
}
