import { h } from '../lib/preact.module.js';
import { useRef, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { format } from '../ui/route.js';
import { Field, useId } from '../ui/ui.js';

const PATIENCE = 250;

/** The path of a page of a site; while somebody types, pages are offered in whose path or title that stands. */
export function PathField({ site, label, name, required }) {
  const id = useId();
  const [offered, offer] = useState([]);
  const timer = useRef(0);
  const ask = (event) => {
    const letters = event.target.value;
    clearTimeout(timer.current);
    if (site) {
      timer.current = setTimeout(() => read('policies', { site, pages: letters }).then((answer) => offer(answer.pages), () => offer([])), PATIENCE);
    }
  };
  const first = (event) => { if (offered.length === 0 && event.target.matches('input')) { ask(event); } };
  // The field is what it begins with, and this only hears what is typed into it.
  return h('div', { class: 'cmp-smo-grow cmp-smo-policies__path', onInput: ask, onFocusCapture: first },
    h(Field, { label, name, required, dir: 'ltr', list: id, pattern: '/content/.+' },
      h('datalist', { id }, offered.map((page) => h('option', { key: page.path, value: page.path }, page.title)))));
}

/** The address of a form of a site. */
export const formAt = (site, form = '') => format('policies', { site, form });
