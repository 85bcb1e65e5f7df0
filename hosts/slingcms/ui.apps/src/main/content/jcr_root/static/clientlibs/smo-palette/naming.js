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

/** The name, or the first of name-2, name-3 and so on that nothing has; isTaken tells of one. */
export async function free(name, isTaken) {
  let offered = name;
  for (let n = 2; offered && n < 100 && await isTaken(offered); n += 1) {
    offered = `${name}-${n}`;
  }
  return offered;
}

const written = new WeakSet();
const latest = new WeakMap();

/** Asks for each name: the JSON of a page lists what is in it, not the pages below. */
async function isTaken(form, name) {
  try {
    const answer = await fetch(`${form.getAttribute('action')}/${encodeURIComponent(name)}.json`, { method: 'HEAD', cache: 'no-store' });
    return answer.ok;
  } catch (error) {
    console.warn('Whether a name is taken cannot be asked', error);
    return false;
  }
}

/** Answers may come in another order than the letters were typed. */
function isLatest(name) {
  const turn = {};
  latest.set(name, turn);
  return () => latest.get(name) === turn;
}

async function offer(form, title, name) {
  const current = isLatest(name);
  const offered = await free(named(title.value), async (candidate) => current() && isTaken(form, candidate));
  if (current()) {
    name.value = offered;
    name.setCustomValidity('');
  }
}

/** The CMS would write over what is there. */
async function check(form, name) {
  const current = isLatest(name);
  const wanted = name.value.trim();
  const taken = wanted !== '' && await isTaken(form, wanted);
  if (current()) {
    const sentence = document.querySelector('[data-cmp-taken]')?.dataset.cmpTaken || 'There is something of this name already.';
    name.setCustomValidity(taken ? sentence : '');
  }
}

globalThis.document?.addEventListener('input', ({ target }) => {
  const form = target.closest?.('form');
  const name = form?.querySelector('.page-properties-container input[name=":name"]');
  if (name && target === name) {
    written[name.value.trim() ? 'add' : 'delete'](name);
    check(form, name);
  } else if (name && target.name === 'title' && !written.has(name)) {
    offer(form, target, name);
  }
});
