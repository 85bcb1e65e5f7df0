/** What decisions are called. */
export const NAMES = {
  ask: 'Asked for',
  propose: 'Proposed',
  approve: 'Approved',
  reject: 'Rejected',
  retry: 'Sent again',
  again: 'Posted again',
  correct: 'Corrected',
  posted: 'Marked as posted',
  cancel: 'Called off',
  retract: 'Taken back',
  edit: 'Changed',
  move: 'Moved to another time',
  repeat: 'Repetition set',
  dismiss: 'Kept as it is',
  'page-unpublished': 'Page unpublished',
  'page-withdrawn': 'Page unpublished, post taken back',
  'page-removed': 'Page removed',
  'page-closed': 'Page not for everybody any more',
  lost: 'Lost by a damaged disk',
  'page-back': 'Page public again',
  'page-unread': 'Page could not be read',
  'again-over': 'Not posted again',
};

/** What came of attempts. */
export const OUTCOMES = {
  published: 'Is out',
  edited: 'Changed',
  inprogress: 'The network works on it',
  deferred: 'Put off',
  rejected: 'Refused',
  unauthorised: 'Account refused',
  duplicate: 'Was there already',
  taken: 'Taken for another post',
  unknown: 'Answer lost',
};

/** What happened to a post: attempts and decisions as one list, the newest first. */
export function history(post) {
  const attempts = post.attempts.map((attempt) => ({ ...attempt, kind: 'attempt' }));
  const decisions = post.history.map((decision, i) => ({ ...decision, kind: 'decision', number: i }));
  return [...attempts, ...decisions].sort((a, b) => (a.at === b.at ? b.number - a.number : a.at < b.at ? 1 : -1));
}
