import { Marks, placeAt, places } from './places.js';

/** Pixels from the edge of the page within which it scrolls, and how fast it does at the very edge. */
const EDGE = 60;
const SPEED = 18;

/** Carrying a component with the mouse, from the palette into the frame, which is another document. */
export class Dragging {
  constructor({ page, say, place, start }) {
    Object.assign(this, { page, say, place, start });
    this.carried = null;
    this.speed = 0;
  }

  /** Lets an entry of the palette be picked up. */
  from(element, component) {
    element.addEventListener('dragstart', (event) => {
      if (!this.page.document || places(this.page.document, component.groups).length === 0) {
        event.preventDefault();
        return;
      }
      this.start();
      event.dataTransfer.effectAllowed = 'copy';
      event.dataTransfer.setData('text/plain', component.title);
      // The page may only change once the browser has begun, or Chromium ends the drag at once.
      setTimeout(() => this.carry(component));
    });
    element.addEventListener('dragend', () => this.end());
  }

  /** Shows where a component may go. */
  carry(component) {
    const list = places(this.page.document, component.groups);
    this.carried = { component, list, marks: new Marks(this.page.document, list, this.say('here', component.title)) };
  }

  /** The frame shows another document: what is carried stays in the hand. */
  renew() {
    if (this.carried) {
      const { component } = this.carried;
      this.end();
      this.carry(component);
    }
  }

  /** Lets a document that the frame shows take what is carried. What the CMS itself drags is none of ours. */
  over(page) {
    page.addEventListener('dragover', (event) => {
      if (!this.carried) {
        return;
      }
      const place = placeAt(this.carried.list, event.target, event.clientX, event.clientY);
      this.carried.marks.point(place);
      if (place) {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }
      this.scroll(page.defaultView, event.clientY);
    });
    page.addEventListener('dragleave', (event) => {
      if (this.carried && !event.relatedTarget) {
        this.carried.marks.point(null);
        this.speed = 0;
      }
    });
    page.addEventListener('drop', (event) => {
      const here = this.carried?.marks.here;
      if (here) {
        event.preventDefault();
        const { component } = this.carried;
        this.end();
        this.place(component, here);
      }
    });
  }

  /** Scrolls while the pointer rests near an edge. */
  scroll(view, y) {
    const running = this.speed !== 0;
    const top = Math.max(0, EDGE - y);
    const bottom = Math.max(0, y - (view.innerHeight - EDGE));
    this.speed = ((bottom - top) / EDGE) * SPEED;
    if (!running && this.speed !== 0) {
      const step = () => {
        if (this.carried && this.speed !== 0) {
          view.scrollBy({ top: this.speed, behavior: 'instant' });
          view.requestAnimationFrame(step);
        }
      };
      view.requestAnimationFrame(step);
    }
  }

  end() {
    this.carried?.marks.clear();
    this.carried = null;
    this.speed = 0;
  }
}
