import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { at } from '../api.js';
import { isHere, isWhole } from './picture.js';

/** What is shown of a picture, and nothing else of it; a picture of another site is only named, as nothing is loaded from there. */
export function Shown({ picture, say }) {
  const [natural, measure] = useState(0);
  const { place, alt, frame } = picture;
  if (!isHere(place)) {
    return h('span', { class: 'cmp-smo-posts__shown cmp-smo-posts__shown--away', dir: 'ltr' }, place);
  }
  const cut = natural && !isWhole(frame) ? {
    width: `${100 / frame.width}%`, left: `${(-frame.x / frame.width) * 100}%`, top: `${(-frame.y / frame.height) * 100}%`, height: `${100 / frame.height}%`,
  } : null;
  return h('span', {
    class: `cmp-smo-posts__shown${cut ? ' cmp-smo-posts__shown--cut' : ''}`, dir: 'ltr', style: cut ? { aspectRatio: String((frame.width / frame.height) * natural) } : null,
  }, h('img', {
    src: at(encodeURI(place)), alt: alt || say('Without a description'), loading: 'lazy', style: cut,
    onLoad: ({ target }) => measure(target.naturalWidth / (target.naturalHeight || 1)),
  }));
}

/** Pictures as they go out, beside the words. */
export function Strip({ pictures, say }) {
  return pictures.length === 0 ? null : h('div', { class: 'cmp-smo-posts__strip', 'data-part': 'shown' },
    pictures.map((picture) => h(Shown, { key: picture.place, picture, say })));
}
