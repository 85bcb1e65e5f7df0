import { el } from '../console/dom.js';
import { FocalPoint } from './focal.js';
import { load, optionFields, shown } from './options.js';
import { Pictures } from './pictures.js';
import { graphemes } from './words.js';

/** What the form asks; `more` stands behind a fold. */
const FIELDS = [
  { name: 'title' },
  { name: 'description', lines: 3 },
  { name: 'image', path: true },
  { name: 'imageAlt' },
  { name: 'focalPoint', point: true },
  { name: 'images', pictures: true },
  { name: 'text', lines: 4, hint: true },
  { name: 'doNotShare', check: true },
  { name: 'type', options: ['article', 'website', 'profile', 'video.other'], more: true },
  { name: 'section', more: true },
  { name: 'creator', more: true },
  { name: 'video', more: true },
];

/** The form: social fields of a page, each with what counts where it is left empty. */
export class Fields {
  /**
   * @param page path of the page
   * @param changed hears of each change
   * @param trouble hears what went wrong while choices were loaded
   */
  constructor(say, page, prefix, changed, trouble) {
    Object.assign(this, { say, page, prefix, changed, trouble });
    this.inputs = new Map();
    this.hints = new Map();
    this.element = el('div', { class: 'cmp-smo-preview__form' });
  }

  build(preview) {
    const { values, posts, editable } = preview;
    const own = new Map(values.map((value) => [value.name, value.own]));
    const make = (field) => (field.pictures ? this.picturesOf(own) : this.field(field, own.get(field.name) || ''));
    const words = posts.map((post) => ({ name: `texts/${post.connection}`, label: post.label, lines: 3 }));
    const never = posts.map((post) => ({ name: `without/${post.connection}`, label: post.label, check: true }));
    this.options = optionFields(this.say, preview);
    this.element.append(...FIELDS.filter((field) => !field.more).flatMap((field) => (field.name !== 'text' ? [make(field)] : [
      make(field),
      words.length > 0 ? this.fold('own-words', words.map(make)) : null,
      this.options.length > 0 ? this.fold('own-options', this.options.map(make)) : null,
      never.length > 0 ? this.fold('not-here', never.map(make)) : null,
    ])).filter(Boolean));
    this.element.append(this.fold('more', FIELDS.filter((field) => field.more).map(make)));
    this.element.append(this.hidden('jcr:primaryType', 'nt:unstructured'));
    if (!editable) {
      this.inputs.forEach((input) => { input.disabled = true; });
      this.pictures.disable();
    }
    this.tell(preview, null);
  }

  /** Everything that is typed in, by name. */
  read() {
    return {
      ...Object.fromEntries([...this.inputs].map(([name, input]) => [
        name, input.type === 'checkbox' ? String(input.checked) : input.value])),
      ...this.pictures.read(),
    };
  }

  /** Shows what is inherited, and from where. */
  tell({ values, posts }, picture) {
    this.chosen = Object.fromEntries(posts.map((post) => [post.connection, post.options.chosen]));
    const inherited = Object.fromEntries(posts.map((post) => [post.connection, post.options.inherited]));
    for (const { name, connection, described } of this.options) {
      const otherwise = (inherited[connection] || {})[described.name];
      this.hints.get(name).textContent = [
        described.help, otherwise ? this.say('otherwise', shown(this.say, described, otherwise)) : '',
      ].filter(Boolean).join(' ');
    }
    for (const value of values) {
      const input = this.inputs.get(value.name);
      const hint = this.hints.get(value.name);
      if (!input || !hint || value.name.startsWith('options/')) {
        continue;
      }
      const origin = value.origin ? this.say(`origin.${value.origin}`, value.from) : '';
      const visible = (input.type === 'text' || input.tagName === 'TEXTAREA') && value.own === '';
      if (visible) {
        input.placeholder = value.inherited;
      }
      hint.textContent = visible || !origin ? origin : this.say('inherits', shortened(value.inherited), origin);
    }
    if (picture !== null) {
      this.point.show(picture);
    }
  }

  focus(name) {
    const input = this.inputs.get(name);
    const target = name === 'focalPoint' ? this.point.handle : name === 'images' ? this.pictures : input;
    const fold = target && target.closest && target.closest('details');
    if (fold) {
      fold.open = true;
    }
    if (target) {
      target.focus();
    }
  }

  field(field, value) {
    const id = `smo-preview-${field.name.replace(/[/.]/g, '-')}`;
    const input = this.input(field, id, value);
    this.inputs.set(field.name, input);
    const label = field.label || this.say(`field.${field.name}`);
    if (field.check) {
      return el('div', { class: 'cmp-smo-preview__field' },
        el('label', { for: id, class: 'cmp-smo-preview__check' }, input, ' ', label),
        this.hidden(`${field.name}@Delete`, 'true'),
        this.hidden(`${field.name}@TypeHint`, 'Boolean'));
    }
    const hint = el('p', { class: 'cmp-smo-preview__hint', id: `${id}-hint` });
    this.hints.set(field.name, hint);
    const clear = el('button', {
      type: 'button',
      class: 'cmp-smo-preview__clear',
      'aria-label': `${this.say('clear')}: ${label}`,
      onclick: () => { input.value = ''; input.dispatchEvent(new Event('input', { bubbles: true })); input.focus(); },
    }, this.say('clear'));
    const count = el('span', { class: 'cmp-smo-preview__count', id: `${id}-count` });
    const show = () => {
      clear.hidden = input.value === '' || input.disabled;
      count.textContent = input.value === '' || field.path || field.point ? '' : this.say('characters', graphemes(input.value));
    };
    const change = () => { show(); this.changed(); };
    input.addEventListener('input', change);
    input.addEventListener('change', change);
    show();
    return el('div', { class: 'cmp-smo-preview__field field' },
      el('div', { class: 'cmp-smo-preview__label' },
        field.point ? el('span', { id: `${id}-label`, class: 'cmp-smo-preview__name' }, label)
          : el('label', { for: id, class: 'cmp-smo-preview__name' }, label),
        count, clear),
      field.point ? this.pointOf(input, `${id}-label`) : null,
      field.path ? this.pathOf(input) : input,
      field.described && field.described.loaded ? this.loader(field, input) : null,
      field.hint ? el('p', { class: 'cmp-smo-preview__hint', id: `${id}-help` }, this.say('hint.text')) : null,
      hint,
      this.hidden(`${field.name}@DefaultValue`, ':null'));
  }

  input(field, id, value) {
    const name = this.prefix + field.name;
    const about = [`${id}-hint`, field.hint ? `${id}-help` : ''].join(' ').trim();
    if (field.check) {
      const box = el('input', { type: 'checkbox', id, name, value: 'true', onchange: () => this.changed() });
      box.checked = value === 'true';
      return box;
    }
    if (field.options) {
      const select = el('select', { id, name, 'aria-describedby': about, class: 'cmp-smo-preview__input' });
      offer(select, field.options.map((option) => (Array.isArray(option) ? option : [option, option])), value);
      return select;
    }
    if (field.point) {
      return el('input', { type: 'hidden', id, name, value });
    }
    const shared = { id, name, 'aria-describedby': about, dir: 'auto', class: 'cmp-smo-preview__input' };
    if (field.lines) {
      const area = el('textarea', { ...shared, rows: field.lines });
      area.value = value;
      return area;
    }
    return el('input', {
      ...shared, type: 'text', value, autocomplete: 'off', class: `cmp-smo-preview__input${field.path ? ' pathfield' : ''}`,
      'data-type': field.path ? 'file' : null, 'data-base': field.path ? '/content' : null,
    });
  }

  picturesOf(own) {
    this.pictures = new Pictures(this.say, this.prefix, () => this.changed(), (input) => this.pathOf(input));
    this.pictures.fill(own.get('images') || '', own.get('imageAlts') || '');
    return this.pictures.element;
  }

  /** Asks the network for what there is to choose from. */
  loader(field, input) {
    const ask = async () => offer(input, await load(this.page, field, this.chosen[field.connection] || {}), input.value);
    return el('button', {
      type: 'button', class: 'cmp-smo-preview__clear', 'data-action': 'load',
      'aria-label': `${this.say('load-choices')}: ${field.label}`, onclick: () => ask().catch(this.trouble),
    }, this.say('load-choices'));
  }

  /** The host's own chooser of paths, where it has one. */
  pathOf(input) {
    const host = window.Sling && window.Sling.CMS;
    return el('div', { class: 'cmp-smo-preview__path' }, input, host ? el('a', {
      href: '/cms/shared/search.html', class: 'button Fetch-Modal search-button', role: 'button', 'data-title': this.say('choose'),
    }, this.say('choose')) : null);
  }

  pointOf(input, label) {
    this.point = new FocalPoint(this.say, input, label);
    return this.point.element;
  }

  fold(key, children) {
    return el('details', { class: 'cmp-smo-preview__fold' }, el('summary', {}, this.say(key)), children);
  }

  hidden(name, value) {
    return el('input', { type: 'hidden', name: this.prefix + name, value });
  }
}

/** Fills a list with pairs of value and label; a value that is not among them stays. */
function offer(select, pairs, value) {
  const known = value === '' || pairs.some(([one]) => one === value) ? pairs : [[value, value], ...pairs];
  select.replaceChildren(...[['', '–'], ...known].map(([one, label]) => el('option', { value: one }, label)));
  select.value = value;
}

function shortened(text) {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
