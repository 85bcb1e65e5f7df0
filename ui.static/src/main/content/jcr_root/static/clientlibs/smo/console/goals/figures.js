/** Arithmetic of goals, without a browser. */

/** What a goal may count. */
export const MEASURES = [
  { name: 'posts', label: 'Posts' },
  { name: 'engagement', label: 'Engagement' },
  { name: 'clicks', label: 'Clicks on short links' },
  { name: 'views', label: 'Views' },
  { name: 'engagement-a-post', label: 'Engagement a post' },
  { name: 'followers', label: 'Followers of an account' },
  { name: 'answered', label: 'Replies answered in time, in percent' },
];

/** What a campaign says of itself in links, by the names of their parameters behind utm_. */
export const MARKS = ['source', 'medium', 'content'];

/** How a goal stands, with the tone and sign of its badge. */
export const STATES = {
  ahead: { tone: 'calm', sign: '◷', label: 'Still to begin' },
  reached: { tone: 'good', sign: '✓', label: 'Reached' },
  'on-track': { tone: 'good', sign: '↗', label: 'On track' },
  behind: { tone: 'wait', sign: '↘', label: 'Behind' },
  missed: { tone: 'bad', sign: '✕', label: 'Missed' },
  open: { tone: 'calm', sign: '…', label: 'Under way' },
  unknown: { tone: 'calm', sign: '?', label: 'No figures yet' },
  untold: { tone: 'wait', sign: '!', label: 'No figures' },
  past: { tone: 'calm', sign: '–', label: 'Over' },
};

export const state = (goal) => STATES[goal.progress ? goal.progress.state : 'past'] || STATES.unknown;

/** Those that run first, then those to come, then those that are over; within these by their last day. */
export function ordered(goals, today) {
  const rank = (goal) => (goal.to < today ? 2 : goal.from > today ? 1 : 0);
  return [...goals].sort((one, other) => rank(one) - rank(other) || one.to.localeCompare(other.to) || one.id.localeCompare(other.id));
}

/** An id out of a title, as the server takes it: small letters, digits and hyphens. */
export function idOf(title, taken = []) {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 34).replace(/-+$/, '');
  const base = plain.length > 1 ? plain : `x-${plain || '1'}`;
  let id = base;
  for (let i = 2; taken.includes(id); i += 1) {
    id = `${base}-${i}`;
  }
  return id;
}

/** What is wrong with what was entered, by field; nothing where it can be sent. */
export function wrong(values) {
  const found = {};
  if (!values.title.trim()) {
    found.title = 'A title is missing.';
  }
  if ('target' in values && !(Number(values.target) > 0)) {
    found.target = 'Enter a number greater than 0.';
  }
  if (values.measure === 'followers' && !values.connection) {
    found.connection = 'Say whose followers.';
  }
  if (!values.from || !values.to || values.from > values.to) {
    found.to = 'The last day must not be before the first.';
  }
  return found;
}
