import { h } from './lib/preact.module.js';
import { useEffect, useRef, useState } from './lib/hooks.module.js';
import { Button } from './ui/ui.js';
import { words } from './words.js';

/** What waits for the person and what is broken, together. */
export const total = (counts) => (counts ? counts.waiting + counts.broken : 0);

/** The title of the browser's tab, with a number before it where there is one. */
export const titled = (title, count) => `${count ? `(${count}) ` : ''}${title.replace(/^\(\d+\) /, '')}`;

/** How many there are, beside every page; opens the panel that lists them. Who hears and does not see is told of new ones. */
export function Bell({ context, counts, renew }) {
  const { say } = context;
  const count = total(counts);
  const [panel, show] = useState(null);
  const [news, announce] = useState('');
  const before = useRef(null);
  useEffect(() => {
    if (!counts) {
      return;
    }
    document.title = titled(document.title, count);
    announce(before.current !== null && count > before.current ? say('New notifications: {0}', count - before.current) : '');
    before.current = count;
  }, [count, Boolean(counts)]);
  const open = async (file, part) => {
    try {
      // Only who opens it needs the files.
      const [module, own] = await Promise.all([import(file), words(context.language, 'today')]);
      show({ Part: module[part], say: own });
    } catch (error) {
      context.trouble(error);
    }
  };
  const close = () => { show(null); renew(); };
  return [
    h(Button, { kind: 'quiet', class: 'cmp-smo-console__bell', 'aria-haspopup': 'dialog', 'data-action': 'bell', onClick: () => open('./today/news.js', 'News') },
      h('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, h('path', { d: 'M6 16V10a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4' })),
      h('span', { class: 'cmp-smo-hidden' }, say('Notifications')),
      count > 0 ? h('span', { class: 'cmp-smo-console__waiting', 'data-part': 'count' }, count) : null),
    h('span', { class: 'cmp-smo-hidden', role: 'status', 'data-part': 'news' }, news),
    panel ? h(panel.Part, { ...context, say: panel.say, onClose: close, onMail: () => open('./today/mail.js', 'MailDialog') }) : null,
  ];
}
