import { change } from '../api.js';
import { when } from './clock.js';

/** What each action is called on its button. */
const ACTIONS = {
  approve: 'Approve',
  reject: 'Reject',
  retry: 'Send again',
  again: 'Post again',
  correct: 'Correct',
  posted: 'Mark as posted',
  cancel: 'Do not post',
  retract: 'Take back',
  edit: 'Change',
  move: 'Other time',
  repeat: 'Repeat',
  dismiss: 'Keep as it is',
};

const DANGER = ['reject', 'cancel', 'retract'];

/** The kind of an action's button: what cannot be undone looks like it. */
export function kind(action) {
  return action === 'approve' ? 'primary' : DANGER.includes(action) ? 'danger' : 'plain';
}

/** The name of an action, of one post with its network. */
export function name(action, say, network) {
  if (action === 'retract' && network) {
    return say('Take it back from {0}', network);
  }
  return say(ACTIONS[action] || action);
}

/** Whether an action has to know something first. */
export function asks(action, post) {
  return !['approve', 'dismiss'].includes(action)
    && !(action === 'retry' && !post.permalink && post.state !== 'NEEDS_ATTENTION');
}

/** Whether a correction waits for somebody: what is answered is the new post then, and not the one that it was asked for. */
export function waitsFor(action, post, now) {
  return action === 'correct' && !!now && now.id !== post.id;
}

const AHEAD = ['AWAITING_APPROVAL', 'SCHEDULED', 'QUEUED', 'HELD'];

/** Whether a post is still to take the place of another: who approves it decides about both. */
export function takesPlace({ replaces, state }) {
  return !!replaces && AHEAD.includes(state);
}

/** Does it; gives the post as it is then. */
export async function take(action, post, fields = {}) {
  const { own, kind: chosen, at, rule, ...rest } = fields;
  const common = { id: post.id, revision: post.revision };
  const time = chosen ? { when: when({ kind: chosen, at, rule }) } : {};
  if (action === 'correct' || (action === 'again' && own === 'own')) {
    return change('editions', { action, ...common, ...rest, ...(time.when === 'now' ? {} : time) });
  }
  return change('posts', { action, ...common, ...rest, ...(action === 'move' ? time : {}) });
}
