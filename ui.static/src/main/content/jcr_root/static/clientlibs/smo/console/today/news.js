import { h } from '../lib/preact.module.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Button, Dialog, Loaded, moment, styles } from '../ui/ui.js';
import { named, Posts, Troubles, Waiting } from './parts.js';

const DAY = 24 * 3600 * 1000;
const key = (user) => `smo-looked-${user}`;

/** When a person last looked with this browser, by the clock of the server; a day ago where that is not known. */
export function lookedAt(user, store, now = Date.now()) {
  try {
    const at = store.getItem(key(user));
    return Number.isNaN(Date.parse(at)) ? new Date(now - DAY).toISOString() : at;
  } catch {
    // A browser may keep nothing for anybody.
    return new Date(now - DAY).toISOString();
  }
}

function look(user, at) {
  try {
    localStorage.setItem(key(user), at);
  } catch {
    // Then it is a day each time.
  }
}

/** What waits, what is broken, and what went out or failed since the person last looked. */
export function News({ say, language, session, onClose, onMail }) {
  const [since] = useState(() => lookedAt(session.user, localStorage));
  const data = useData(async () => (await Promise.all([read('today', { since }), styles(new URL('./today.css', import.meta.url).href)]))[0], []);
  useEffect(() => { if (data.data) { look(session.user, data.data.at); } }, [data.data]);
  const shown = { say, language, session, ...named(session) };
  // What leads elsewhere leaves the panel.
  const followed = (event) => { if (event.target.closest('a[href^="#"]')) { onClose(); } };
  return h(Dialog, { title: say('Notifications'), say, onClose, actions: h(Button, { onClick: onMail, 'data-action': 'mail' }, say('Daily mail')) },
    h(Loaded, { say, from: data }, (day) => h('div', { class: 'cmp-smo-stack', 'data-part': 'notifications', onClick: followed },
      day.troubles.length ? h(Troubles, { ...shown, troubles: day.troubles }) : null,
      day.waiting ? h('section', { 'data-part': 'waiting' }, h('h3', { class: 'cmp-smo-console__subtitle' }, say('Waits for you')), h(Waiting, { ...shown, day })) : null,
      day.news.total ? h('section', { 'data-part': 'fresh' },
        h('h3', { class: 'cmp-smo-console__subtitle' }, say('New since {0}', moment(since, language, day.zone))),
        h(Posts, { ...shown, some: day.news, all: format('posts') })) : null,
      day.troubles.length || day.waiting || day.news.total ? null : h('p', {}, say('Nothing waits, nothing is broken, nothing is new.')))));
}
