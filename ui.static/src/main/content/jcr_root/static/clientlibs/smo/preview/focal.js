import { el } from '../console/dom.js';

const USUAL = [0.5, 1 / 3];

/** Chooses the point of a picture that must stay in sight: by a click on it, or by two sliders. */
export class FocalPoint {
  constructor(say, input, label) {
    this.input = input;
    this.image = el('img', { alt: '', class: 'cmp-smo-preview__focal-image' });
    this.mark = el('span', { class: 'cmp-smo-preview__focal-mark', 'aria-hidden': 'true' });
    this.stage = el('div', { class: 'cmp-smo-preview__focal-stage', onclick: (event) => this.click(event) }, this.image, this.mark);
    const slider = (key) => el('input', { type: 'range', min: 0, max: 100, dir: 'ltr', 'aria-label': say(key), oninput: () => this.slide() });
    this.handle = slider('focal.left');
    this.down = slider('focal.top');
    this.element = el('div', { class: 'cmp-smo-preview__focal', role: 'group', 'aria-labelledby': label },
      this.stage,
      el('div', { class: 'cmp-smo-preview__focal-sliders' },
        el('span', { 'aria-hidden': 'true' }, say('focal.left')), this.handle,
        el('span', { 'aria-hidden': 'true' }, say('focal.top')), this.down),
      el('p', { class: 'cmp-smo-preview__hint' }, say('hint.focalPoint')));
    input.addEventListener('input', () => this.draw());
    this.draw();
  }

  /** The picture to choose from; the whole group is hidden where there is none on this server. */
  show(source) {
    this.element.parentElement.hidden = source === '';
    if (source !== '' && this.image.getAttribute('src') !== source) {
      this.image.src = source;
    }
  }

  draw() {
    const [x, y] = parse(this.input.value);
    this.mark.style.left = `${x * 100}%`;
    this.mark.style.top = `${y * 100}%`;
    this.handle.value = Math.round(x * 100);
    this.down.value = Math.round(y * 100);
    for (const slider of [this.handle, this.down]) {
      slider.disabled = this.input.disabled;
    }
  }

  click(event) {
    const box = this.image.getBoundingClientRect();
    if (box.width > 0 && !this.input.disabled) {
      this.set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    }
  }

  slide() {
    this.set(this.handle.value / 100, this.down.value / 100);
  }

  set(x, y) {
    const within = (value) => Math.min(1, Math.max(0, value)).toFixed(2);
    this.input.value = `${within(x)},${within(y)}`;
    this.input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function parse(text) {
  const [x, y] = text.split(',').map(Number);
  return text.includes(',') && x >= 0 && x <= 1 && y >= 0 && y <= 1 ? [x, y] : USUAL;
}
