import { h } from '../lib/preact.module.js';
import { useLayoutEffect, useRef, useState } from '../lib/hooks.module.js';
import { Button, Field } from '../ui/ui.js';
import { Chooser } from './choose.js';
import { Crop } from './crop.js';
import { isHere, reordered, whole } from './picture.js';
import { Shown } from './shown.js';

const MOST = 20;

/**
 * Pictures of a post, in order: chosen, cut, described, and put earlier or later, all without a mouse, too.
 *
 * @param label whose they are
 * @param limits what the network takes of pictures
 * @param start beside which page or picture to begin to look for others
 */
export function Pictures({ say, label, pictures, limits, start, disabled, onChange }) {
  const [choosing, choose] = useState(false);
  const [open, cut] = useState(-1);
  const list = useRef(null);
  const wanted = useRef('');
  // What was moved or added has the focus when it is drawn.
  useLayoutEffect(() => {
    const target = wanted.current && list.current.querySelector(wanted.current);
    if (target) {
      (target.disabled ? target.closest('li').querySelector('input') : target).focus();
      wanted.current = '';
    }
  });
  const most = Math.min(MOST, limits ? limits.most : MOST);
  const set = (i, more) => onChange(pictures.map((one, at) => (at === i ? { ...one, ...more } : one)));
  const move = (i, by) => {
    wanted.current = `li:nth-child(${i + by + 1}) [data-action=${by < 0 ? 'up' : 'down'}]`;
    cut(-1);
    onChange(reordered(pictures, i, by));
  };
  const remove = (i) => {
    wanted.current = '[data-action=add]';
    cut(-1);
    onChange(pictures.filter((_, at) => at !== i));
  };
  const add = (place) => {
    wanted.current = `li:nth-child(${pictures.length + 1}) input`;
    choose(false);
    onChange([...pictures, whole(place)]);
  };
  return h('div', { class: 'cmp-smo-posts__pictures', role: 'group', 'aria-label': say('Pictures: {0}', label), ref: list, 'data-part': 'pictures' },
    h('ol', {}, pictures.map((picture, i) => h('li', { key: i },
      h(Shown, { picture, say }),
      h('div', { class: 'cmp-smo-stack' },
        h(Field, {
          label: say('What picture {0} shows', i + 1), value: picture.alt, disabled, maxlength: limits && limits.altLength ? limits.altLength : 5000, dir: 'auto',
          hint: limits && limits.altLength === 0 ? say('This network takes no descriptions.') : picture.alt ? null : say('For people who cannot see it.'),
          onInput: (event) => set(i, { alt: event.target.value }),
          onKeyDown: (event) => { if (event.key === 'Enter') { event.preventDefault(); } },
        }),
        disabled ? null : h('div', { class: 'cmp-smo-row' },
          isHere(picture.place) ? h(Button, { small: true, 'data-action': 'crop', 'aria-expanded': String(open === i), onClick: () => cut(open === i ? -1 : i) }, say('Crop')) : null,
          h(Button, { small: true, 'data-action': 'up', disabled: i === 0, 'aria-label': say('Picture {0} earlier', i + 1), onClick: () => move(i, -1) }, h('span', { 'aria-hidden': 'true' }, '↑')),
          h(Button, { small: true, 'data-action': 'down', disabled: i === pictures.length - 1, 'aria-label': say('Picture {0} later', i + 1), onClick: () => move(i, 1) }, h('span', { 'aria-hidden': 'true' }, '↓')),
          h(Button, { small: true, 'data-action': 'remove', 'aria-label': say('Take picture {0} away', i + 1), onClick: () => remove(i) }, h('span', { 'aria-hidden': 'true' }, '✕'))),
        i >= most ? h('p', { class: 'cmp-smo-hint' }, say('Not sent: the network takes {0}.', most)) : null,
        open === i && !disabled ? h(Crop, { say, picture, limits, onChange: (more) => set(i, more) }) : null)))),
    disabled ? null : choosing ? h(Chooser, {
      say, start: pictures.length > 0 && isHere(pictures[0].place) ? pictures[0].place : start, onChoose: add,
      onClose: () => { wanted.current = '[data-action=add]'; choose(false); },
    }) : pictures.length >= most ? null : h(Button, { small: true, 'data-action': 'add', onClick: () => choose(true) }, say('Add a picture')));
}
