import { h } from '../lib/preact.module.js';
import { useRef, useState } from '../lib/hooks.module.js';
import { at } from '../api.js';
import { Button, Field } from '../ui/ui.js';
import { fits, isWhole, moved, shaped, shapes, sized, USUAL, WHOLE } from './picture.js';

/**
 * What is shown of a picture, and which point of it stays in sight where a network cuts more off: by dragging frame, corner and point, or by the
 * sliders below, which need no mouse.
 *
 * @param onChange is told of the frame and the point
 */
export function Crop({ say, picture, limits, onChange }) {
  const { frame, place } = picture;
  const focus = picture.focus || USUAL;
  const [natural, measure] = useState(0);
  const [shape, fix] = useState('');
  const stage = useRef(null);
  const fixed = shapes(limits).find((one) => one.name === shape);
  const cut = (next) => onChange({ frame: next });
  const point = (x, y) => onChange({ focus: { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) } });
  const size = (width, height) => cut(sized(frame, width, height, fixed ? fixed.value : 0, natural || 1));
  const drag = (event, work) => {
    event.preventDefault();
    event.stopPropagation();
    const box = stage.current.getBoundingClientRect();
    const from = { x: event.clientX, y: event.clientY };
    const { target, pointerId } = event;
    target.setPointerCapture(pointerId);
    const move = (to) => work((to.clientX - from.x) / box.width, (to.clientY - from.y) / box.height);
    const end = () => { target.removeEventListener('pointermove', move); };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end, { once: true });
    target.addEventListener('pointercancel', end, { once: true });
  };
  const slider = (label, value, most, hear) => h('label', {}, h('span', {}, label),
    h('input', { type: 'range', min: 0, max: Math.max(1, Math.round(most * 100)), value: Math.round(value * 100), dir: 'ltr', onInput: (event) => hear(event.target.value / 100) }));
  return h('div', { class: 'cmp-smo-posts__crop', 'data-part': 'crop' },
    h('div', { class: 'cmp-smo-posts__stage', dir: 'ltr', ref: stage },
      h('img', { src: at(encodeURI(place)), alt: '', onLoad: ({ target }) => measure(target.naturalWidth / (target.naturalHeight || 1)) }),
      h('span', {
        class: 'cmp-smo-posts__frame', 'data-part': 'frame', 'aria-hidden': 'true',
        style: { left: `${frame.x * 100}%`, top: `${frame.y * 100}%`, width: `${frame.width * 100}%`, height: `${frame.height * 100}%` },
        onPointerDown: (event) => drag(event, (x, y) => cut(moved(frame, frame.x + x, frame.y + y))),
      }, h('span', { class: 'cmp-smo-posts__corner', 'data-part': 'corner', onPointerDown: (event) => drag(event, (x, y) => size(frame.width + x, frame.height + y)) })),
      h('span', {
        class: 'cmp-smo-posts__focus', 'data-part': 'focus', 'aria-hidden': 'true', style: { left: `${focus.x * 100}%`, top: `${focus.y * 100}%` },
        onPointerDown: (event) => drag(event, (x, y) => point(focus.x + x, focus.y + y)),
      })),
    h('div', { class: 'cmp-smo-stack' },
      h(Field, {
        kind: 'select', label: say('Shape'), value: shape, choices: [{ value: '', label: say('Any shape') }, ...shapes(limits).map(({ name }) => ({ value: name, label: name }))],
        onChange: (event) => {
          fix(event.target.value);
          const chosen = shapes(limits).find((one) => one.name === event.target.value);
          if (chosen) { cut(shaped(frame, chosen.value, natural || 1)); }
        },
      }),
      h('div', { class: 'cmp-smo-posts__sliders', role: 'group', 'aria-label': say('What is shown') },
        slider(say('Width'), frame.width, 1 - frame.x, (value) => size(value, frame.height)),
        fixed ? null : slider(say('Height'), frame.height, 1 - frame.y, (value) => size(frame.width, value)),
        slider(say('From the left'), frame.x, 1 - frame.width, (value) => cut(moved(frame, value, frame.y))),
        slider(say('From the top'), frame.y, 1 - frame.height, (value) => cut(moved(frame, frame.x, value)))),
      h('div', { class: 'cmp-smo-posts__sliders', role: 'group', 'aria-label': say('What stays in sight') },
        slider(say('Point that stays in sight, from the left'), focus.x, 1, (value) => point(value, focus.y)),
        slider(say('Point that stays in sight, from the top'), focus.y, 1, (value) => point(focus.x, value))),
      natural && !fits(frame, natural, limits) ? h('p', { class: 'cmp-smo-hint', 'data-part': 'shape' }, say('The network does not have this shape: more is cut off, around the point that stays in sight.')) : null,
      isWhole(frame) && !picture.focus ? null : h(Button, { small: true, 'data-action': 'whole', onClick: () => { fix(''); onChange({ frame: WHOLE, focus: null }); } }, say('Show all of it'))));
}
