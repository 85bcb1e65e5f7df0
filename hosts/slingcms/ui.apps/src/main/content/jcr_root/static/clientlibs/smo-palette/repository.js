/** The status of a change that is possible in a moment, and how often and after how many milliseconds it is tried again. */
const CONFLICT = 409;
const TRIES = 8;
const PAUSE = 250;

/** A change that was not made. The word says why, in terms of what the person can do about it. */
export class Trouble extends Error {
  constructor(word, detail = '') {
    super(`${word} ${detail}`);
    this.word = word;
    this.detail = detail;
  }
}

/** The JSON of a node down to a depth; null where there is none. */
export async function read(path, depth = 0) {
  const response = await ask(`${address(path)}.${depth}.json`, {});
  if (response.status === 404) {
    return null;
  }
  if (!response.ok) {
    throw new Trouble('refused', response.statusText || response.status);
  }
  return response.json();
}

/**
 * Changes the repository as the CMS's own forms do, with the rights of the person.
 * A list of values becomes as many fields. Throws a Trouble where nothing was changed.
 */
export async function change(path, fields) {
  const body = new FormData();
  body.append('_charset_', 'utf-8');
  Object.entries(fields).forEach(([name, values]) => [values].flat().forEach((value) => body.append(name, value)));
  const response = await patiently(() => ask(address(path), { method: 'POST', body }));
  if (response.ok && /json/.test(response.headers.get('Content-Type'))) {
    return response.json();
  }
  throw await reason(path, response);
}

/** After a page was published the CMS makes a version of it, in the background; nobody can write the page meanwhile. */
async function patiently(attempt) {
  for (let tries = 1; ; tries += 1) {
    const response = await attempt();
    if (response.status !== CONFLICT || tries === TRIES) {
      return response;
    }
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
  }
}

/** Sling answers a lost session, a lock and a missing right alike, so they are looked for one by one. */
async function reason(path, response) {
  const session = await ask('/system/sling/info.sessionInfo.json', {}).then((info) => info.json()).catch(() => ({}));
  if (!session.userID || session.userID === 'anonymous') {
    return new Trouble('ended');
  }
  const owner = await lockOwner(path);
  if (owner) {
    return new Trouble('locked', owner);
  }
  const answer = await response.json().catch(() => ({}));
  return new Trouble('refused', answer['status.message'] || response.statusText || response.status);
}

async function lockOwner(path) {
  const page = path.replace(/\/jcr:content.*/, '');
  for (const node of [page, `${page}/jcr:content`]) {
    const found = await read(node).catch(() => null);
    if (found && found['jcr:lockOwner']) {
      return found['jcr:lockOwner'];
    }
  }
  return '';
}

async function ask(url, options) {
  try {
    return await fetch(url, {
      ...options, credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' },
    });
  } catch {
    throw new Trouble('lost');
  }
}

function address(path) {
  return path.split('/').map(encodeURIComponent).join('/');
}
