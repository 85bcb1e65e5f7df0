import { h } from '../lib/preact.module.js';
import { PageComposer } from './compose.js';
import { NoteComposer } from './note.js';

/** What is written anew, over the list: `compose=page&page=...` or `compose=note`. */
export function Composer(place) {
  const { route, close } = place;
  const context = { ...place, onClose: () => close({}) };
  return route.query.compose === 'page' && route.query.page ? h(PageComposer, context) : h(NoteComposer, context);
}
