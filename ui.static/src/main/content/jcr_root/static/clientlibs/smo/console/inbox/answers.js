import { h } from '../lib/preact.module.js';
import { published } from '../ui/route.js';
import { stateOf } from '../ui/states.js';
import { Badge, Link } from '../ui/ui.js';

/** Our answers to a reaction, and what became of each. */
export function Answers({ say, reaction, timeline }) {
  return reaction.answers.length === 0 ? null : h('ul', { class: 'cmp-smo-inbox__answers', 'aria-label': say('Our answers') }, reaction.answers.map((answer) => {
    const [sign, state, tone] = stateOf(answer.state);
    const address = published(answer.permalink, timeline);
    return h('li', { key: answer.id, 'data-answer': answer.state },
      h(Badge, { tone, sign }, say(state)), ' ', h('span', { class: 'cmp-smo-inbox__text', dir: 'auto' }, answer.text), ' ',
      address ? h(Link, { href: address }, say('Open answer')) : null,
      answer.reason && tone !== 'good' && tone !== 'busy' ? h('p', { class: 'cmp-smo-console__reason', dir: 'auto' }, answer.reason) : null);
  }));
}
