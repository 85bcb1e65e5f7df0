import { h } from '../lib/preact.module.js';
import { Time } from '../ui/ui.js';

const NAMES = {
  approve: 'Shown on the page', show: 'Shown on the page', hide: 'Hidden', done: 'Done', todo: 'To do', assign: 'Given to {0}', return: 'Given back',
  answer: 'Answered', block: 'Blocked {0}', like: 'Liked', unlike: 'Like taken back',
};

/** Who did what, the last first. */
export function History({ say, language, steps, reaction }) {
  const name = (what) => (what === 'show' && reaction.shows === false ? 'Hidden no more' : NAMES[what] || what);
  return steps.length === 0 ? null : h('details', { class: 'cmp-smo-inbox__history', 'data-part': 'history' },
    h('summary', {}, say('Who did what')),
    h('ol', {}, [...steps].reverse().map((step, i) => h('li', { key: steps.length - i, 'data-step': step.what },
      h(Time, { at: step.at, language }), ' ', h('strong', {}, say(name(step.what), step.about)), ' – ', h('bdi', {}, step.who)))));
}
