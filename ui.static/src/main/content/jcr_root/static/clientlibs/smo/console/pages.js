/**
 * The pages of the console, in the order of their tabs. `load` fetches a page when somebody first goes there: a module whose default is
 * a component, and the folder of its words, if it has some. A page that is only `for` administrators is not offered to others. `waiting` says how
 * much of what is counted for the person waits there, which shows in its tab. Addresses that begin with what it `was` called lead there, too.
 */
export const PAGES = [
  { name: 'today', label: 'Today', load: () => import('./today/today.js'), waiting: (counts) => counts.waiting },
  { name: 'calendar', label: 'Calendar', load: () => import('./calendar/calendar.js') },
  { name: 'posts', label: 'Posts', load: () => import('./posts/page.js') },
  { name: 'inbox', was: 'reactions', label: 'Inbox', load: () => import('./inbox/page.js') },
  { name: 'results', label: 'Results', load: () => import('./results/page.js') },
  { name: 'goals', label: 'Goals', load: () => import('./goals/page.js') },
  { name: 'connections', label: 'Presence', for: 'administrators', load: () => import('./presence/presence.js') },
  { name: 'policies', label: 'Policies', for: 'administrators', load: () => import('./policies/page.js') },
  { name: 'administration', label: 'Administration', for: 'administrators', load: () => import('./administration/page.js') },
];
