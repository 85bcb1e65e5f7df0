/**
 * Makes an element. Strings become text, never markup. Attributes that are null or false are left
 * out; those that start with "on" are listeners.
 */
export function el(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...content.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A link; plain text where the address is none that a browser may safely follow. */
export function link(address, text, attributes = {}) {
  return /^(https?:\/\/|\/(?!\/))/i.test(address)
    ? el('a', { href: address, ...attributes }, text)
    : el('span', {}, text);
}

/** A time as people read it here. */
export function moment(iso, language) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** The same as an element; its exact value is in the title. */
export function time(iso, language) {
  return el('time', { datetime: iso, title: iso }, moment(iso, language));
}

/**
 * Makes the children of a list show the items. An item that did not change keeps its element, so
 * nothing flickers; keyboard focus and open details survive where it did.
 */
export function patch(list, items, render) {
  const held = focused(list);
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const data = JSON.stringify(item);
    const there = old.get(item.id);
    if (there && there.smoData === data) {
      return there;
    }
    const fresh = render(item);
    fresh.dataset.key = item.id;
    fresh.smoData = data;
    if (there) {
      keepOpen(there, fresh);
    }
    return fresh;
  });
  for (const child of old.values()) {
    if (!wanted.includes(child)) {
      child.remove();
    }
  }
  wanted.forEach((child, i) => {
    if (list.children[i] !== child) {
      list.insertBefore(child, list.children[i] || null);
    }
  });
  refocus(list, held);
}

function keepOpen(before, after) {
  for (const summary of before.querySelectorAll('details[open] > summary')) {
    const now = after.querySelector(`summary[data-part="${summary.dataset.part}"]`);
    if (now) {
      now.parentElement.open = true;
    }
  }
}

function focused(list) {
  const active = document.activeElement;
  const item = active && list.contains(active) ? active.closest('[data-key]') : null;
  return item ? { key: item.dataset.key, part: active.dataset.part } : null;
}

function refocus(list, held) {
  if (!held || list.contains(document.activeElement)) {
    return;
  }
  const item = [...list.children].find((child) => child.dataset.key === held.key);
  if (item) {
    const part = [...item.querySelectorAll('[data-part]')].find((p) => p.dataset.part === held.part);
    (part || item).focus();
  }
}
