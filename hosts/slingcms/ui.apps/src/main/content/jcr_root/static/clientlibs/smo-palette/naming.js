/** The name of a new page in its address, from its title: offered until somebody writes another. */

const LETTERS = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'oe', å: 'aa', œ: 'oe', þ: 'th', ð: 'd', đ: 'd', ł: 'l' };
const LONGEST = 60;

/** Words of the title, with hyphens between them; empty where it has none. */
export function named(title) {
  const words = title.toLowerCase().normalize('NFC')
    .replace(/[äöüßæøåœþðđł]/g, (letter) => LETTERS[letter])
    // Accents go; marks of other scripts are part of their letters.
    .normalize('NFD').replace(/[\u0300-\u036f]/g, '').normalize('NFC')
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) || [];
  let name = '';
  for (const word of words) {
    const longer = name ? `${name}-${word}` : word;
    if (longer.length > LONGEST) {
      return name || [...word].slice(0, LONGEST).join('');
    }
    name = longer;
  }
  return name;
}

/** The name, or the first of name-2, name-3 and so on that nothing has. */
export function free(name, taken) {
  let offered = name;
  for (let n = 2; taken.has(offered); n += 1) {
    offered = `${name}-${n}`;
  }
  return offered;
}

const siblings = new WeakMap();
const written = new WeakSet();

/** Names of what is there already, read once for each form. */
function namesFor(form) {
  if (!siblings.has(form)) {
    siblings.set(form, fetch(`${form.getAttribute('action')}.1.json`)
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(`HTTP ${response.status}`))))
      .then((node) => new Set(Object.keys(node)))
      .catch((error) => {
        // The next letter asks again.
        siblings.delete(form);
        console.warn('The names beside a new page cannot be read', error);
        return new Set();
      }));
  }
  return siblings.get(form);
}

async function offer(form, title, name) {
  const taken = await namesFor(form);
  if (!written.has(name)) {
    name.value = free(named(title.value), taken);
    name.setCustomValidity('');
  }
}

/** The CMS would write over what is there. */
async function check(form, name) {
  const taken = await namesFor(form);
  const sentence = document.querySelector('[data-cmp-taken]')?.dataset.cmpTaken || 'There is something of this name already.';
  name.setCustomValidity(taken.has(name.value.trim()) ? sentence : '');
}

globalThis.document?.addEventListener('input', ({ target }) => {
  const form = target.closest?.('form');
  const name = form?.querySelector('.page-properties-container input[name=":name"]');
  if (name && target === name) {
    written[name.value.trim() ? 'add' : 'delete'](name);
    check(form, name);
  } else if (name && target.name === 'title') {
    offer(form, target, name);
  }
});
