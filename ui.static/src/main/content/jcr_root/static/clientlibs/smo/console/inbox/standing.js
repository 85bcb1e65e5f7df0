/** What people do about a page, by name. */
export const KINDS = Object.fromEntries([
  { value: 'like', label: 'Like' }, { value: 'repost', label: 'Repost' }, { value: 'reply', label: 'Reply' }, { value: 'mention', label: 'Mention' }, { value: 'bookmark', label: 'Bookmark' },
].map((one) => [one.value, one.label]));

const SIGNS = {
  new: ['?', 'wait'], left: ['·', 'calm'], assigned: ['→', 'wait'], mine: ['★', 'wait'], shown: ['✓', 'good'], done: ['✓', 'calm'], hidden: ['⊘', 'calm'], blocked: ['⊘', 'calm'],
};

const NAMES = {
  new: 'New', left: 'Not done', assigned: 'With {0}', mine: 'Mine', shown: 'On the page', done: 'Done', hidden: 'Hidden', blocked: 'Blocked',
};

/** Sign, name and tone of where a reaction stands, for a person. */
export function standing(reaction, user, say) {
  // What answers a note shows on no page.
  const left = reaction.state === 'shown' && reaction.shows === false ? 'left' : reaction.state;
  const state = left === 'assigned' && reaction.assignee === user ? 'mine' : left;
  const [sign, tone] = SIGNS[state] || ['·', 'calm'];
  return [sign, say(NAMES[state] || state, reaction.assignee), tone];
}

/** What people call the account through which a post went out. */
export function account(post, connections) {
  const found = connections.find((one) => one.id === post.connection);
  return (found && found.label) || post.connection;
}

/** Whole minutes since an instant, never less than none: clocks differ. */
export function minutes(since, now) {
  return Math.max(0, Math.floor((now - Date.parse(since)) / 60000));
}

/** What somebody who has it open does, as a sentence. */
export function presence({ user, since, answering }, now, say) {
  if (answering) {
    return say('{0} is answering.', user);
  }
  const passed = minutes(since, now);
  return passed < 1 ? say('{0} has just opened this.', user)
    : passed === 1 ? say('{0} opened this 1 minute ago.', user) : say('{0} opened this {1} minutes ago.', user, passed);
}
