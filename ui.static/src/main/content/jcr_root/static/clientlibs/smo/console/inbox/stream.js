/**
 * What comes in while somebody reads: it must not move what is read. So a list shows what it has shown before, as it is now, and counts
 * what is new until the person asks for it.
 *
 * @param known ids that were shown; null: everything is to be shown
 * @returns {{shown, fresh}} what to show, and how many are new
 */
export function arranged(known, reactions) {
  if (known === null || !reactions.some((one) => known.has(one.id))) {
    return { shown: reactions, fresh: 0 };
  }
  const shown = reactions.filter((one) => known.has(one.id));
  return { shown, fresh: reactions.length - shown.length };
}

/** Which one to open when one has left the list: the one behind it, else the one before; null: none is left. */
export function following(before, now, id) {
  const left = new Set(now.map((one) => one.id));
  const place = before.findIndex((one) => one.id === id);
  if (place < 0 || left.has(id)) {
    return null;
  }
  return [...before.slice(place + 1), ...before.slice(0, place).reverse()].find((one) => left.has(one.id)) || null;
}

/** Whether what became of an answer is not known yet. */
export function underWay(reaction, states) {
  return reaction.answers.some((answer) => (states[answer.state] || [])[2] === 'busy' || answer.state === 'UNKNOWN');
}
