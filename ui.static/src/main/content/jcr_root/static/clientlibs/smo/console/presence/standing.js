const DAY = 24 * 3600 * 1000;

/** How long before its end an access is warned of, in days; as the health check does. */
const WARNING = 14;

/** Whole days from now to a time, not fewer than none. */
export function daysUntil(at, now = Date.now()) {
  return Math.max(0, Math.ceil((Date.parse(at) - now) / DAY));
}

/** Whether somebody must see to it that an access does not end. */
export function endsSoon(connection, now = Date.now()) {
  const end = connection.checked && connection.checked.expires;
  return Boolean(end) && Date.parse(end) < now + WARNING * DAY;
}

/**
 * How a connection stands: what is the matter first, then what is only to be known.
 *
 * @returns {{tone, sign, name, reason, help}} the name and the help are texts to be said; no reason where all is well
 */
export function standing(connection) {
  const { lane, problem, enabled } = connection;
  if (problem) {
    return { tone: 'bad', sign: '✕', name: 'Broken', reason: problem, help: 'Enter it anew.' };
  }
  if (!enabled) {
    return { tone: 'calm', sign: '–', name: 'Switched off', reason: '', help: '' };
  }
  const states = {
    stopped: { tone: 'bad', sign: '✕', name: 'Stopped', help: 'Its posts wait until you let them go.' },
    failing: { tone: 'wait', sign: '!', name: 'Not reached', help: 'One post tries again after each pause; then all go.' },
    paused: { tone: 'wait', sign: '‖', name: 'Paused', help: '' },
    locked: { tone: 'bad', sign: '✕', name: 'Locked on this node', help: 'A node that has the key posts.' },
  };
  const found = lane && states[lane.state];
  return found ? { ...found, reason: lane.reason } : { tone: 'good', sign: '✓', name: 'Posts go', reason: '', help: '' };
}

/** Those that want a person first, then by name. */
export function sorted(connections, now = Date.now()) {
  const rank = (one) => ({ bad: 0, wait: 1, good: 3, calm: 4 }[standing(one).tone] - (endsSoon(one, now) ? 1.5 : 0));
  return [...connections].sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label) || a.id.localeCompare(b.id));
}

/** A name for a connection that people need not think of, such as mastodon or mastodon-2. */
export function freeName(network, connections) {
  const base = network.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'connection';
  const taken = new Set(connections.map((one) => one.id));
  for (let i = 1; ; i += 1) {
    const name = i === 1 ? base : `${base}-${i}`;
    if (!taken.has(name)) {
      return name;
    }
  }
}
