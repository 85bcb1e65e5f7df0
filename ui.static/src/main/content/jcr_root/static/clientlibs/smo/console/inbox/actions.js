import { change } from '../api.js';

const NAMES = {
  answer: 'Answer', approve: 'Show on the page', show: 'Show on the page', hide: 'Hide', done: 'Mark as done', todo: 'Mark as to do', delete: 'Delete', block: 'Block sender', like: 'Like it', unlike: 'Take the like back',
  assign: 'Hand over',
};

/** In what order they stand, and which of them nobody can take back. */
export const ORDER = ['approve', 'answer', 'like', 'unlike', 'show', 'hide', 'done', 'todo', 'delete', 'block'];
export const FINAL = ['delete'];

/** People should know before that a network hides what they hide, and not only their page. */
export function name(action, reaction, say) {
  if (action === 'hide' && reaction.hidesThere) {
    return reaction.moderation === 'HIDDEN' ? say('Hide on {0}', reaction.network) : say('Hide here and on {0}', reaction.network);
  }
  return action === 'show' && reaction.shows === false ? say('Hide no more') : say(NAMES[action]);
}

/** Does something about a reaction as it was read; gives it as it is then. */
export function act(action, { identity, id, revision }, more = {}) {
  return change('reactions', { action, identity, id, revision, ...more });
}

/** What became of a decision on the network: said only where it is so. */
export function there({ hiddenThere, problem, network, hidesThere, moderation }, say) {
  if (problem) {
    return `${say(moderation === 'HIDDEN' ? 'Not hidden on {0}:' : 'Still hidden on {0}:', network)} ${problem}`;
  }
  return hidesThere && moderation !== 'PENDING' ? say(hiddenThere ? 'Also hidden on {0}' : 'Visible on {0}', network) : '';
}
