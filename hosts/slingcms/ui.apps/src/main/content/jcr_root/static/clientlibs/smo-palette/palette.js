import { Additions } from './additions.js';
import { Choice } from './choice.js';
import { Dragging } from './drag.js';
import { EditedPage } from './page.js';
import { containers, places } from './places.js';
import { allow, policyOf } from './policies.js';
import { Voice, words } from './words.js';

const OPEN = 'smo-palette:open';
/** Pixels of width from which there is room for page and palette side by side. */
const ROOMY = 1000;
/** Milliseconds after which news goes away by itself; what went wrong stays until it is closed. */
const READ = 12_000;

class Palette {
  constructor(root) {
    this.root = root;
    this.say = words(root);
    this.voice = new Voice(root, this.say);
    this.additions = new Additions(root.dataset.cmpPage);
    this.toggle = this.part('toggle');
    this.page = new EditedPage();
    this.work = this.page.first;
    const place = (component, target) => this.place(component, target);
    this.choice = new Choice({ page: this.page, say: this.say, voice: this.voice, place });
    this.dragging = new Dragging({ page: this.page, say: this.say, place, start: () => this.choice.leave() });
    this.entries = [...root.querySelectorAll('[data-cmp-type]')].map((element) => this.entry(element));
    this.choice.keys(root);
    this.listen();
    root.hidden = false;
    this.open(remembered());
    this.refresh();
    this.page.watch({ begun: (shown) => this.hear(shown), loaded: (shown) => this.show(shown) });
  }

  part(name) {
    return this.root.querySelector(`[data-cmp-part=${name}]`);
  }

  entry(element) {
    const component = {
      type: element.dataset.cmpType,
      groups: element.dataset.cmpGroups.split(','),
      title: element.querySelector('[data-cmp-part=title]').textContent,
    };
    this.choice.from(element, component);
    this.dragging.from(element, component);
    return { element, component };
  }

  listen() {
    this.toggle.addEventListener('click', () => {
      this.open(this.toggle.getAttribute('aria-expanded') !== 'true');
      remember(this.toggle.getAttribute('aria-expanded'));
    });
    const act = (name, work) => this.root.querySelector(`[data-cmp-action=${name}]`).addEventListener('click', work);
    act('undo', () => this.turn('undo', 'removed'));
    act('redo', () => this.turn('redo', 'restored'));
    act('close', () => (this.choice.chosen ? this.choice.cancel() : this.voice.tell('')));
    this.root.querySelectorAll('[data-cmp-policy]').forEach((button) => button.addEventListener('click', () => this.allow(button)));
    document.addEventListener('keydown', (event) => this.shortcut(event));
    new MutationObserver(() => this.refresh()).observe(this.part('says'), { childList: true, characterData: true, subtree: true });
    // The button goes into the bar of the CMS, where it covers nothing.
    const bar = document.querySelector('.sling-cms-editor .level-right .has-addons');
    if (bar) {
      const control = document.createElement('div');
      control.className = 'control';
      this.toggle.classList.add('button');
      control.append(this.toggle);
      bar.prepend(control);
    }
  }

  /** A document that the frame begins to show: from now on it has the keys. */
  hear(shown) {
    this.choice.over(shown);
    this.dragging.over(shown);
    shown.addEventListener('keydown', (event) => this.shortcut(event));
  }

  /** A document that is all there. */
  show(shown) {
    this.choice.renew();
    this.dragging.renew();
    const fitting = this.entries.map(({ element, component }) => {
      const fits = places(shown, component.groups).length > 0;
      element.setAttribute('aria-disabled', String(!fits));
      element.draggable = fits;
      return fits;
    });
    const none = this.entries.length > 0 && !fitting.includes(true);
    this.part('none').hidden = !none || !containers(shown);
    this.part('nowhere').hidden = !none || containers(shown);
  }

  open(wanted) {
    this.toggle.setAttribute('aria-expanded', String(wanted));
    this.part('panel').hidden = !wanted;
    document.documentElement.classList.toggle('smo-palette-open', wanted);
    if (!wanted) {
      this.choice.leave();
    }
  }

  refresh() {
    const news = this.part('message').textContent;
    this.part('says').hidden = !news && !this.part('alarm').textContent;
    clearTimeout(this.reading);
    this.reading = news ? setTimeout(() => this.choice.chosen || this.voice.tell(''), READ) : 0;
    this.root.querySelector('[data-cmp-action=undo]').disabled = this.additions.done.length === 0;
    this.root.querySelector('[data-cmp-action=redo]').disabled = this.additions.undone.length === 0;
  }

  place(component, { dataset }) {
    const { path: container, order } = dataset;
    this.next(async () => {
      const path = await this.additions.add(component, { path: container, order });
      this.voice.tell(this.say('added', component.title));
      await this.page.reload({ path, edit: true });
    });
  }

  turn(action, word) {
    this.next(async () => {
      if (this.additions[action === 'undo' ? 'done' : 'undone'].length > 0) {
        const { title, path } = await this.additions[action]();
        this.voice.tell(this.say(word, title));
        await this.page.reload({ path });
      }
    });
  }

  allow(button) {
    this.next(async () => {
      await allow(policyOf(button), true);
      this.voice.tell(this.say('allowed'));
      button.closest('p').remove();
      await this.page.reload();
    });
  }

  /** One change after the other. What went wrong is said; a page that others changed is shown as it is now. */
  next(change) {
    this.work = this.work.then(change).catch((error) => {
      this.voice.trouble(error);
      return error.word === 'changed' || error.word === 'gone' ? this.page.reload() : null;
    }).finally(() => this.refresh());
  }

  /** Ctrl+Z and its opposites, where they mean nothing else. */
  shortcut(event) {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (typing || !(event.ctrlKey || event.metaKey) || event.altKey || this.page.busy) {
      return;
    }
    const key = letter(event);
    if (key === 'z' || key === 'y') {
      event.preventDefault();
      const back = key === 'z' && !event.shiftKey;
      this.turn(back ? 'undo' : 'redo', back ? 'removed' : 'restored');
    }
  }
}

/** The letter that is meant: in a script that has no z, the key where others have it, as programs do. */
function letter({ key, code }) {
  return (/^[a-z]$/i.test(key) ? key : code.replace('Key', '')).toLowerCase();
}

function remembered() {
  try {
    return (localStorage.getItem(OPEN) || String(innerWidth >= ROOMY)) === 'true';
  } catch {
    return innerWidth >= ROOMY;
  }
}

function remember(open) {
  try {
    localStorage.setItem(OPEN, open);
  } catch {
    // A browser that keeps nothing opens the palette as it did the first time.
  }
}

document.querySelectorAll('[data-cmp-is="smo-palette"]').forEach((root) => new Palette(root));
