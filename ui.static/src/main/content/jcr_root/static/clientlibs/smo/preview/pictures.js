import { el } from '../console/dom.js';

/** Further pictures of the posts, in their order, each with what it shows. */
export class Pictures {
  /**
   * @param changed hears of each change
   * @param pathOf puts the host's chooser of paths beside an input
   */
  constructor(say, prefix, changed, pathOf) {
    Object.assign(this, { say, prefix, changed, pathOf, rows: [], made: 0 });
    this.list = el('ol', { class: 'cmp-smo-preview__pictures' });
    this.add = el('button', { type: 'button', class: 'cmp-smo-preview__clear', 'data-action': 'add', onclick: () => this.append() }, say('pictures.add'));
    const hidden = (name, value) => el('input', { type: 'hidden', name: prefix + name, value });
    this.element = el('div', { class: 'cmp-smo-preview__field', role: 'group', 'aria-label': say('field.images') },
      el('span', { class: 'cmp-smo-preview__name' }, say('field.images')),
      el('p', { class: 'cmp-smo-preview__hint' }, say('hint.images')),
      this.list, this.add,
      ['images', 'imageAlts'].flatMap((name) => [hidden(`${name}@Delete`, 'true'), hidden(`${name}@TypeHint`, 'String[]')]));
  }

  /** Lists as the server says them: one entry a line. */
  fill(images, alts) {
    const texts = alts.split('\n');
    images.split('\n').forEach((image, i) => (image ? this.row(image, texts[i] || '') : null));
    this.draw();
  }

  read() {
    const said = this.rows.filter(({ path }) => path.value.trim());
    return {
      images: said.map(({ path }) => path.value.trim()).join('\n'),
      imageAlts: said.map(({ alt }) => alt.value).join('\n'),
    };
  }

  disable() {
    this.element.querySelectorAll('input, button').forEach((one) => { one.disabled = true; });
  }

  focus() {
    (this.rows.length > 0 ? this.rows[0].path : this.add).focus();
  }

  append() {
    this.row('', '').path.focus();
    this.draw();
  }

  row(image, text) {
    this.made += 1;
    const id = `smo-preview-images-${this.made}`;
    const input = (name, value, more) => el('input', {
      type: 'text', id: id + name, name: `${this.prefix}${name}`, value, autocomplete: 'off', dir: 'auto',
      oninput: this.changed, onchange: this.changed, ...more,
    });
    const row = {
      path: input('images', image, { class: 'cmp-smo-preview__input pathfield', 'data-type': 'file', 'data-base': '/content' }),
      alt: input('imageAlts', text, { class: 'cmp-smo-preview__input' }),
    };
    const button = (key, act) => el('button', {
      type: 'button', class: 'cmp-smo-preview__clear', 'data-action': key, onclick: act,
    }, this.say(`pictures.${key}`));
    row.up = button('up', () => this.move(row, -1));
    row.down = button('down', () => this.move(row, 1));
    row.element = el('li', { class: 'cmp-smo-preview__picture-row' },
      el('div', { class: 'field' }, el('label', { for: row.path.id }, this.say('field.image')), this.pathOf(row.path)),
      el('label', { for: row.alt.id }, this.say('field.imageAlt')), row.alt,
      row.up, row.down, button('remove', () => this.remove(row)));
    this.rows.push(row);
    return row;
  }

  /** Focus stays on the picture that moved. */
  move(row, by) {
    const from = this.rows.indexOf(row);
    this.rows.splice(from, 1);
    this.rows.splice(from + by, 0, row);
    this.draw();
    this.changed();
    const pressed = by < 0 ? row.up : row.down;
    (pressed.disabled ? row.path : pressed).focus();
  }

  remove(row) {
    this.rows.splice(this.rows.indexOf(row), 1);
    this.draw();
    this.changed();
    this.add.focus();
  }

  draw() {
    this.list.replaceChildren(...this.rows.map((row) => row.element));
    this.rows.forEach((row, i) => {
      row.up.disabled = i === 0;
      row.down.disabled = i === this.rows.length - 1;
    });
  }
}
