/** What happened to a post: attempts and decisions as one list, the newest first. */
export function history(post) {
  const attempts = post.attempts.map((attempt) => ({ ...attempt, kind: 'attempt' }));
  const decisions = post.history.map((decision, i) => ({ ...decision, kind: 'decision', number: i }));
  return [...attempts, ...decisions].sort((a, b) => (a.at === b.at ? b.number - a.number : a.at < b.at ? 1 : -1));
}
