/** The clock on the wall of a zone. */

/** An instant as `<input type=datetime-local>` wants it, by the clock of a zone; that of the browser where the zone is none. */
export function wall(iso, zone) {
  const parts = Object.fromEntries(format(zone).formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

function format(zone) {
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  try {
    return new Intl.DateTimeFormat('en-CA', { ...fields, timeZone: zone || undefined });
  } catch {
    return new Intl.DateTimeFormat('en-CA', fields);
  }
}

/** What the server takes for a time: `now`, `next free slot`, a rule, or a day and a time of the site's clock. */
export function when({ kind, at = '', rule = '' }) {
  return kind === 'at' ? at.replace('T', ' ') : kind === 'rule' ? rule.trim() : kind;
}

/** How the rule of a post is shown in a form. */
export function kindOf(rule) {
  return rule === 'now' || rule === 'next free slot' ? rule : /^\d{4}-\d\d-\d\d|^$/.test(rule) ? 'at' : 'rule';
}
