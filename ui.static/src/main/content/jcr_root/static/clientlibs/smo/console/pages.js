import { h } from './lib/preact.module.js';
import { read } from './api.js';
import { Reactions } from './reactions.js';
import { Island } from './ui/island.js';

/**
 * The pages of the console, in the order of their tabs. `load` fetches a page when somebody first goes there: a module whose default is
 * a component, and the folder of its words, if it has some. A page that is only `for` administrators is not offered to others. `waiting` asks how
 * much waits there for the person, as {waiting}, which shows in its tab.
 */
export const PAGES = [
  { name: 'today', label: 'Today', load: () => import('./today/today.js'), waiting: () => read('today', { only: 'waiting' }) },
  { name: 'calendar', label: 'Calendar', load: () => import('./calendar/calendar.js') },
  { name: 'posts', label: 'Posts', load: () => import('./posts/page.js') },
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
