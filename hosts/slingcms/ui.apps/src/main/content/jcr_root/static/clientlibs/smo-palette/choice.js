import { describe, Marks, placeAt, places } from './places.js';

/** Steps through the places by key. */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
/** Pixels by which a finger or pointer may miss a place. */
const NEAR = 40;

/** Placing without dragging: a component is chosen, then its place, by keyboard, finger or click. */
export class Choice {
  constructor({ page, say, voice, place }) {
    Object.assign(this, { page, say, voice, place });
    this.chosen = null;
  }

  /** Lets an entry of the palette be chosen; choosing it again leaves it. */
  from(element, component) {
    element.addEventListener('click', () => (this.chosen?.element === element ? this.cancel() : this.choose(element, component)));
    element.addEventListener('keydown', (event) => {
      if ((event.key === 'Enter' || event.key === ' ') && this.chosen?.element !== element) {
        event.preventDefault();
        event.stopPropagation();
        this.choose(element, component);
      }
    });
  }

  /** Listens where keys may be pressed: in the palette and in each document of the frame. */
  keys(target) {
    target.addEventListener('keydown', (event) => {
      if (this.chosen && !event.ctrlKey && !event.metaKey && !event.altKey && this.press(event.key, event.target)) {
        event.preventDefault();
        event.stopPropagation();
      }
    }, true);
  }

  /** Lets a document of the frame be pointed at. Its links rest while a place is being chosen. */
  over(page) {
    this.keys(page);
    const place = (event) => {
      const found = placeAt(this.chosen.marks.list, event.target, event.clientX, event.clientY);
      const box = found?.getBoundingClientRect();
      return box && event.clientY > box.top - NEAR && event.clientY < box.bottom + NEAR ? found : null;
    };
    page.addEventListener('pointermove', (event) => {
      if (this.chosen && event.pointerType === 'mouse') {
        const found = place(event);
        if (found) {
          this.chosen.marks.point(found);
        }
      }
    });
    page.addEventListener('click', (event) => {
      if (this.chosen) {
        event.preventDefault();
        event.stopPropagation();
        const found = place(event);
        if (found) {
          this.take(found);
        }
      }
    }, true);
  }

  choose(element, component) {
    this.leave();
    if (!this.page.document) {
      this.page.first.then(() => this.page.document && this.choose(element, component));
      return;
    }
    const list = places(this.page.document, component.groups);
    if (list.length === 0) {
      this.voice.tell(this.say('forbidden', component.title));
      return;
    }
    const marks = new Marks(this.page.document, list, this.say('here', component.title));
    this.page.document.documentElement.classList.add('smo-choosing');
    element.setAttribute('aria-pressed', 'true');
    this.chosen = { element, component, marks };
    const height = this.page.document.defaultView.innerHeight;
    const seen = list.find((place) => {
      const { top } = place.getBoundingClientRect();
      return top >= 0 && top < height;
    });
    this.point(seen || list[0], this.say('chosen', component.title, list.length));
  }

  /** The frame shows another document: what is chosen stays so, with the places that are there now. */
  renew() {
    if (this.chosen) {
      this.choose(this.chosen.element, this.chosen.component);
    }
  }

  point(place, before = '') {
    const { list } = this.chosen.marks;
    this.chosen.marks.point(place);
    place.scrollIntoView({ block: 'nearest' });
    this.voice.tell(`${before} ${this.say('place', list.indexOf(place) + 1, list.length, describe(place, this.say))}`.trim());
  }

  /** Whether the key meant something. Buttons of the palette keep their own Enter and Space. */
  press(key, target) {
    const { element, marks: { list, here } } = this.chosen;
    const last = list.length - 1;
    if (key in STEPS) {
      this.point(list[Math.min(last, Math.max(0, list.indexOf(here) + STEPS[key]))]);
    } else if (key === 'Home' || key === 'End') {
      this.point(list[key === 'Home' ? 0 : last]);
    } else if (key === 'Escape') {
      this.cancel();
    } else if ((key === 'Enter' || key === ' ') && (target === element || target === this.page.document.body)) {
      this.take(here);
    } else {
      return false;
    }
    return true;
  }

  take(place) {
    const { component } = this.chosen;
    this.leave();
    this.place(component, place);
  }

  cancel() {
    this.chosen?.element.focus();
    this.leave();
    this.voice.tell(this.say('cancelled'));
  }

  leave() {
    this.chosen?.marks.clear();
    this.chosen?.element.setAttribute('aria-pressed', 'false');
    this.chosen = null;
  }
}
