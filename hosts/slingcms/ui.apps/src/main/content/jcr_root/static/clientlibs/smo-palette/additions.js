import { change, read, Trouble } from './repository.js';

/** What the repository keeps by itself, and what a restored node shall get anew. */
const OWN = /^(jcr:(created|lastModified)(By)?|jcr:uuid)$/;

/** The components placed on a page in this tab: put there, taken away again, brought back. */
export class Additions {
  /** The page's path names what is remembered when the CMS loads the editor anew. */
  constructor(page) {
    this.key = `smo-palette:${page}`;
    const { done = [], undone = [] } = stored(this.key);
    this.done = done;
    this.undone = undone;
  }

  /** Puts a component where a place is; gives the path. The server refuses a place that is there no longer. */
  async add({ type, title }, { path: container, order }) {
    const fresh = await read(container) === null;
    const answer = await change(`${container}/*`, {
      'jcr:primaryType': 'nt:unstructured',
      'sling:resourceType': type,
      ':nameHint': type.split('/').at(-1),
      ':order': order,
    }).catch((trouble) => this.#changed(trouble, container, order));
    this.done.push({ path: answer.path, container, fresh, title });
    this.undone = [];
    this.#keep();
    return answer.path;
  }

  /** Takes the last one away, and the container if it came with it and is empty else. */
  async undo() {
    const last = this.done.at(-1);
    const siblings = await read(last.container, 1);
    const name = last.path.slice(last.container.length + 1);
    const children = Object.keys(siblings || {}).filter((key) => typeof siblings[key] === 'object' && !Array.isArray(siblings[key]));
    if (!children.includes(name)) {
      if (last.sent) {
        return this.#moved(this.done, this.undone);
      }
      this.done.pop();
      this.#keep();
      throw new Trouble('gone');
    }
    const next = children[children.indexOf(name) + 1];
    Object.assign(last, { content: bare(await read(last.path, 'infinity')), order: next ? `before ${next}` : 'last' });
    await this.#sent(last, () => change(last.fresh && children.length === 1 ? last.container : last.path, { ':operation': 'delete' }));
    return this.#moved(this.done, this.undone);
  }

  /** Brings the last one back as it was, dialog values and all. */
  async redo() {
    const last = this.undone.at(-1);
    const { content, order, ...added } = last;
    if (await read(last.container) === null) {
      await change(last.container, { 'jcr:primaryType': 'nt:unstructured' });
    }
    const there = await read(last.path) !== null;
    if (there && !last.sent) {
      throw new Trouble('changed');
    }
    if (!there) {
      await this.#sent(last, () => change(last.container, {
        ':operation': 'import', ':contentType': 'json', ':name': last.path.slice(last.container.length + 1), ':content': JSON.stringify(content),
        // An import may be answered as a conflict and be made all the same: tried again, it finds its own node.
        ':replace': 'true',
      }));
    }
    this.#moved(this.undone, this.done, added);
    // Whatever stood after it may be gone: then it stays at the end.
    await change(last.path, { ':order': order }).catch((trouble) => { if (trouble.word !== 'refused') { throw trouble; } });
    return last;
  }

  async #changed(trouble, container, order) {
    const next = order.startsWith('before ') ? order.slice('before '.length) : null;
    if (trouble.word === 'refused' && next && await read(`${container}/${next}`).catch(() => undefined) === null) {
      throw new Trouble('changed');
    }
    throw trouble;
  }

  /** Notes a change before it is made: its answer may be lost, or the CMS may load its editor anew before it comes. */
  async #sent(entry, request) {
    entry.sent = true;
    this.#keep();
    try {
      await request();
    } catch (trouble) {
      // What was refused may have been made, and so may what was not answered.
      entry.sent = trouble.word === 'lost' || trouble.word === 'refused';
      this.#keep();
      throw trouble;
    }
  }

  #moved(from, to, entry = from.at(-1)) {
    from.pop();
    to.push({ ...entry, sent: false });
    this.#keep();
    return entry;
  }

  #keep() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ done: this.done, undone: this.undone }));
    } catch {
      // A browser that keeps nothing undoes what was done since the editor was loaded.
    }
  }
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) || {};
  } catch {
    return {};
  }
}

function bare(node) {
  return Object.fromEntries(Object.entries(node)
    .filter(([name]) => !OWN.test(name))
    .map(([name, value]) => [name, value && typeof value === 'object' && !Array.isArray(value) ? bare(value) : value]));
}
