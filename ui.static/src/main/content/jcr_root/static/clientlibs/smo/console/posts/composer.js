import { h } from '../lib/preact.module.js';
import { PageChoice } from './choice.js';
import { PageComposer } from './compose.js';
import { NoteComposer } from './note.js';

/** What is written anew, over the list: `compose=page&page=...`, `compose=page` where the page is to be found, or `compose=note`. */
export function Composer(place) {
  const { route, close } = place;
  const context = { ...place, onClose: () => close({}) };
  return route.query.compose !== 'page' ? h(NoteComposer, context) : h(route.query.page ? PageComposer : PageChoice, context);
}
