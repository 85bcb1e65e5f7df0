/** What somebody changes of forms, without a browser. A draft is {inherit, own: {name: value}, none}; `none` gives the whole form back. */

/** How the form is on the server. */
export function begin(form) {
  return { inherit: form.inherit, none: !form.own, own: Object.fromEntries(form.properties.filter((one) => one.own !== null).map((one) => [one.name, one.own])) };
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const sorted = (own) => Object.fromEntries(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether a draft says something else than the server does. */
export function changed(form, draft) {
  const now = begin(form);
  return draft !== undefined && (draft.none !== now.none || (!draft.none && (draft.inherit !== now.inherit || !same(sorted(draft.own), sorted(now.own)))));
}

/** Names of the forms that are changed. */
export function changes(forms, drafts) {
  return forms.filter((form) => changed(form, drafts[form.name])).map((form) => form.name);
}

/** What holds for a property, and whence: `own`, `above` (from `source`), `default`, or `locked` by the server's own configuration. */
export function effective(draft, property) {
  if (property.locked) {
    return { value: property.above, from: 'locked' };
  }
  if (!draft.none && property.name in draft.own) {
    return { value: draft.own[property.name], from: 'own' };
  }
  return draft.none || draft.inherit
    ? { value: property.above, from: property.source ? 'above' : 'default' }
    : { value: property.byDefault, from: 'default' };
}

/** The draft in which a property says something here. */
export function set(draft, name, value) {
  return { ...draft, none: false, own: { ...draft.own, [name]: value } };
}

/** The draft in which a property says nothing here. */
export function unset(draft, name) {
  return { ...draft, own: Object.fromEntries(Object.entries(draft.own).filter(([one]) => one !== name)) };
}

/** The draft in which the form says nothing here. */
export const nothing = () => ({ inherit: true, none: true, own: {} });

/** The draft that says what another site says itself; null where that says nothing of this form. */
export function copied(form, other) {
  if (!other || !other.own) {
    return null;
  }
  const locked = form.properties.filter((one) => one.locked).map((one) => one.name);
  const own = Object.fromEntries(Object.entries(begin(other).own).filter(([name]) => !locked.includes(name)));
  return { inherit: other.inherit, none: false, own };
}

/** What the server is asked to write: all forms that are changed, each with the revision that was read. */
export function wish(forms, drafts) {
  return JSON.stringify(Object.fromEntries(forms.filter((form) => changed(form, drafts[form.name])).map((form) => {
    const draft = drafts[form.name];
    return [form.name, { revision: form.revision, inherit: draft.inherit, values: draft.none ? null : draft.own }];
  })));
}

/**
 * Somebody else saved meanwhile. What this person did not touch becomes theirs; what both changed stays this person's and is named.
 *
 * @returns {{drafts, theirs: [{form, property, value}]}} what the other person changed
 */
export function rebased(before, now, drafts) {
  const all = {};
  const theirs = [];
  for (const form of now) {
    const old = begin(before.find((one) => one.name === form.name) || form);
    const fresh = begin(form);
    const mine = drafts[form.name];
    for (const property of form.properties) {
      if (!same(old.own[property.name], fresh.own[property.name])) {
        theirs.push({ form, property, value: fresh.own[property.name] ?? null });
      }
    }
    if (mine === undefined) {
      continue;
    }
    const own = { ...fresh.own };
    for (const { name } of form.properties) {
      if (!same(mine.own[name], old.own[name])) {
        if (name in mine.own) { own[name] = mine.own[name]; } else { delete own[name]; }
      }
    }
    all[form.name] = mine.none && !old.none ? mine
      : { own, none: fresh.none && Object.keys(own).length === 0, inherit: mine.inherit === old.inherit ? fresh.inherit : mine.inherit };
  }
  return { drafts: all, theirs };
}

export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Quiet hours as rows of days (none: all), from and to, as time inputs write them; null where they are written in another way. */
export function quiet(text) {
  const rows = [];
  for (const line of text.split(';').map((one) => one.trim()).filter(Boolean)) {
    const words = line.split(/[\s,]+/);
    const days = words.filter((word) => /^[A-Za-z]/.test(word)).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
    const times = words.filter((word) => !/^[A-Za-z]/.test(word)).map((word) => /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(word));
    if (times.length === 0 || times.includes(null) || days.some((day) => !DAYS.includes(day))) {
      return null;
    }
    for (const [, fromHour, from, toHour, to] of times) {
      rows.push({ days, from: `${fromHour.padStart(2, '0')}:${from}`, to: toHour === '24' ? '00:00' : `${toHour.padStart(2, '0')}:${to}` });
    }
  }
  return rows;
}

/** The same as the engine reads it. Until midnight is 24:00. */
export function quietText(rows) {
  const short = (time) => time.replace(/^0(\d)/, '$1');
  return rows.filter((row) => row.from && row.to).map((row) => `${row.days.length && row.days.length < 7 ? `${DAYS.filter((day) => row.days.includes(day)).join(', ')} ` : ''}${
    short(row.from)}-${row.to === '00:00' ? '24:00' : short(row.to)}`).join('; ');
}

/** What stands before and after the first sign of equality: {name, value}; of a route without one, the value alone. */
export function pair(text, bare = 'name') {
  const at = text.indexOf('=');
  return at < 0 ? { name: '', value: '', [bare]: text } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

export function pairText({ name, value }, optional = false) {
  return optional && !name.trim() ? value : `${name.trim()}=${value}`;
}

/** When posts go, as a select offers it: {kind: 'delay' | 'now' | 'slot' | 'after' | 'other', many, unit}. */
export function when(text) {
  const said = text.trim().toLowerCase();
  const after = /^after (\d{1,6}) (minutes|hours|days)$/.exec(said);
  return after ? { kind: 'after', many: Number(after[1]), unit: after[2] }
    : said === '' ? { kind: 'delay' } : said === 'now' ? { kind: 'now' } : said === 'next free slot' || said === 'slot' ? { kind: 'slot' } : { kind: 'other' };
}
