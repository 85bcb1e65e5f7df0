import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { Button, Empty, Link, Loaded, Mark, Time } from '../ui/ui.js';
import { KINDS } from './standing.js';

const SELDOM = 30000;

/** Which reactions somebody here deleted, and who: what they said is erased, so nothing can be done about them. */
export function Deleted(place) {
  const { say } = place;
  const [portions, more] = useState(1);
  const found = useData(() => all(portions), [portions], SELDOM);
  return h(Loaded, { say, from: found }, ({ deleted, next }) => h('div', { class: 'cmp-smo-inbox__list' },
    deleted.length === 0 && !next ? h(Empty, { title: say('Nobody has deleted anything within a year.') }) : [
      h('p', { class: 'cmp-smo-hint' }, say('What was said is erased. For a year it stands here who deleted it.')),
      h('ol', { class: 'cmp-smo-inbox__rows', 'aria-label': say('Deleted') }, deleted.map((one) => h(Row, { ...place, key: `${one.at} ${one.id}`, one }))),
      next ? h('div', { class: 'cmp-smo-inbox__more' }, h(Button, { onClick: () => more(portions + 1), busy: found.loading, 'data-action': 'more' }, say('Load older ones'))) : null,
    ]));
}

function Row({ say, language, session, editor, one }) {
  const network = session.networks.find(({ name }) => name === one.source);
  const page = h('bdi', {}, one.title || one.page);
  return h('li', { class: 'cmp-smo-inbox__gone', 'data-key': one.id },
    h('span', { class: 'cmp-smo-inbox__who' },
      h(Mark, { name: one.network, color: network && network.color }), h('strong', {}, say(KINDS[one.kind] || one.kind)), h('span', { class: 'cmp-smo-hint' }, one.network)),
    h('span', { class: 'cmp-smo-hint' }, editor ? h(Link, { href: editor + one.page }, page) : page),
    h('span', { class: 'cmp-smo-hint', 'data-part': 'by' }, say('Deleted by {0}', one.by), ' · ', h(Time, { at: one.at, language })));
}

async function all(portions) {
  const answers = [await read('deleted', {})];
  for (let i = 1; i < portions && answers[i - 1].next; i += 1) {
    answers.push(await read('deleted', { before: answers[i - 1].next }));
  }
  return { deleted: answers.flatMap((one) => one.deleted), next: answers[answers.length - 1].next };
}
