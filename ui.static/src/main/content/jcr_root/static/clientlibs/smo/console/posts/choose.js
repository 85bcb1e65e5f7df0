import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { at, read } from '../api.js';
import { Button, Field, Loading, Problem } from '../ui/ui.js';

/** The folder in which something lies. */
const folderOf = (path) => path.slice(0, path.lastIndexOf('/')) || '/content';

/**
 * Pictures of the server to choose from, folder by folder, or by a path that somebody types.
 *
 * @param start path of a picture or page, beside which to begin
 * @param onChoose is told of the path or address
 */
export function Chooser({ say, start, onChoose, onClose }) {
  const [folder, go] = useState(start ? folderOf(start) : '/content');
  const [found, show] = useState(null);
  const [error, fail] = useState(null);
  const [typed, type] = useState('');
  const heading = useRef(null);
  const look = (path) => {
    fail(null);
    return read('pictures', { folder: path }).then((answer) => { show(answer); go(answer.path); }, (problem) => {
      // Of a page that lies in no folder that can be looked into, the root can.
      if (path !== '/content' && !found) { look('/content'); } else { fail(problem); }
    });
  };
  useEffect(() => { look(folder); heading.current.focus(); }, []);
  const take = () => { if (typed.trim()) { onChoose(typed.trim()); } };
  return h('div', { class: 'cmp-smo-posts__chooser', role: 'group', 'aria-label': say('Choose a picture'), 'data-part': 'chooser' },
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle' },
      h('strong', { ref: heading, tabindex: '-1', dir: 'ltr' }, folder),
      found && found.above ? h(Button, { small: true, 'data-action': 'above', onClick: () => look(found.above) }, say('Folder above')) : null,
      h(Button, { small: true, kind: 'quiet', 'data-action': 'leave', onClick: onClose }, say('Choose none'))),
    error ? h(Problem, { say, error, again: () => look(folder) }) : null,
    found ? h('ul', { class: 'cmp-smo-posts__folder' },
      found.folders.map((one) => h('li', { key: one.path }, h(Button, { small: true, onClick: () => look(one.path) }, h('span', { 'aria-hidden': 'true' }, '▸'), one.name))),
      found.pictures.map((one) => h('li', { key: one.path }, h('button', {
        type: 'button', class: 'cmp-smo-posts__pick', 'data-path': one.path, onClick: () => onChoose(one.path),
      }, h('img', { src: at(encodeURI(one.path)), alt: '', loading: 'lazy' }), h('span', { dir: 'auto' }, one.name))))) : error ? null : h(Loading, { say }),
    found && found.pictures.length + found.folders.length === 0 ? h('p', { class: 'cmp-smo-hint' }, say('There is no picture in this folder.')) : null,
    found && found.more ? h('p', { class: 'cmp-smo-hint' }, say('This folder has more than is shown. Type the path of what you look for.')) : null,
    h(Field, {
      label: say('Path or address of a picture'), value: typed, dir: 'ltr', onInput: (event) => type(event.target.value),
      onKeyDown: (event) => { if (event.key === 'Enter') { event.preventDefault(); take(); } },
    }, h(Button, { small: true, 'data-action': 'take', onClick: take }, say('Take this one'))));
}
