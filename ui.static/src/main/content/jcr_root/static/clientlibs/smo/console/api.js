import { told } from './sentences.js';

/** What the server says that cannot be done; the message is for people, `answer` all that it says. */
export class Refused extends Error {
  constructor(status, message, answer = {}) {
    super(message);
    this.status = status;
    this.answer = answer;
  }
}

const ROOT = '/bin/smo/';
let token = null;
let guard = '';
let prefix = '';

/**
 * A page of its own tells the way from itself up to the root of the server, such as "..": a proxy may serve it below
 * a path of which the server knows nothing.
 */
export function rootAt(way) {
  prefix = way ? new URL(`${way}/`, location.href).pathname.replace(/\/$/, '') : prefix;
}

/** A path of this server, as browsers ask for it; other addresses stay as they are. */
export function at(address) {
  return /^\/(?!\/)/.test(address) ? prefix + address : address;
}

/** Where the browser is, as the server knows it. */
export function here() {
  return location.pathname.slice(prefix.length);
}

/** Some hosts take no change without a token of their own; this is the address of such a host's tokens. */
export function guardedBy(address) {
  guard = address || guard;
}

/** Headers without which the host takes no change. A token lives for minutes, so each change asks for one. */
export async function permit() {
  if (!guard) {
    return {};
  }
  const given = (await call(guard, {})).token;
  return given ? { 'CSRF-Token': given } : {};
}

export function read(resource, parameters = {}) {
  return call(`${ROOT}${resource}?${new URLSearchParams(parameters)}`, {});
}

/** Changes something. A token that has ended is renewed once. */
export async function change(resource, fields) {
  try {
    return await post(resource, fields);
  } catch (error) {
    if (error.status !== 403 || !/X-SMO-Token/.test(error.message)) {
      throw error;
    }
    token = null;
    return post(resource, fields);
  }
}

/** The same for one wish, however often it is sent. Over http a browser makes no such ids. */
export function wish() {
  return crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.floor(Math.random() * 1e15)}`;
}

async function post(resource, fields) {
  if (!token) {
    token = (await read('token')).token;
  }
  return call(ROOT + resource, {
    method: 'POST',
    headers: { 'X-SMO-Token': token, ...await permit() },
    body: new URLSearchParams(fields),
  });
}

/** An answer that is no JSON is a login page: the session has ended. */
async function call(address, options) {
  const response = await fetch(at(address), {
    ...options,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest', ...options.headers },
  });
  if (!(response.headers.get('Content-Type') || '').startsWith('application/json')) {
    throw new Refused(response.status < 500 ? 401 : response.status, `HTTP ${response.status}`);
  }
  const answer = await told(await response.json());
  if (!response.ok) {
    throw new Refused(response.status, answer.error, answer);
  }
  return answer;
}
