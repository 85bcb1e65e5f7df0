import { h } from './lib/preact.module.js';
import { Posts } from './posts.js';
import { Reactions } from './reactions.js';
import { Island } from './ui/island.js';

/**
 * The pages of the console, in the order of their tabs. `load` fetches a page when somebody first goes there: a module whose default is
 * a component, and the folder of its words, if it has some. A page that is only `for` administrators is not offered to others.
 */
export const PAGES = [
  { name: 'posts', label: 'Posts', load: island(Posts) },
  { name: 'reactions', label: 'Reactions', load: island(Reactions) },
  { name: 'results', label: 'Results', load: () => import('./results/page.js') },
  { name: 'goals', label: 'Goals', load: () => import('./goals/page.js') },
  { name: 'connections', label: 'Presence', for: 'administrators', load: () => import('./presence/presence.js') },
];

function island(View) {
  return async (context) => {
    const view = new View(context);
    return { default: () => h(Island, { view }) };
  };
}
