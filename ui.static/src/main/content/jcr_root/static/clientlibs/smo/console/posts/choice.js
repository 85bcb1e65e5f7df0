import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { format } from '../ui/route.js';
import { Button, ButtonLink, Dialog, Field } from '../ui/ui.js';
import { filters } from './query.js';

const PAUSE = 250;

const KINDS = [{ compose: 'note', label: 'Words of your own' }, { compose: 'page', label: 'A page' }];

/** The address of the composer for something else, over the same list and for the same account and time. */
export function composing(query, more) {
  return format('posts', { ...filters(query), by: query.by, connection: query.connection, when: query.when, ...more });
}

/** What a post is about: a page, which brings title, link and card, or nothing but its words. */
export function Kinds({ say, route }) {
  return h('nav', { class: 'cmp-smo-row', 'aria-label': say('What is posted'), 'data-part': 'kinds' }, KINDS.map(({ compose, label }) => h(ButtonLink, {
    key: compose, small: true, 'data-compose': compose, href: composing(route.query, { compose }), 'aria-current': route.query.compose === compose ? 'true' : null,
  }, say(label))));
}

/** The pages of some posts, each once, as a search for pages finds them. */
export function pagesOf(posts) {
  return [...new Map(posts.filter((post) => post.title).map(({ page, title }) => [page, { path: page, title }])).values()];
}

/** Finds the page of which something is posted: by letters of its title or path among all sites, or by its whole path. */
export function PageChoice({ say, route, go, posts, onClose }) {
  const [typed, type] = useState('');
  const [found, tell] = useState(null);
  const list = useRef(null);
  useEffect(() => {
    let last = true;
    const timer = typed.trim() ? setTimeout(() => read('policies', { pages: typed.trim() }).then(({ pages }) => pages, () => [])
      .then((pages) => { if (last) { tell(pages); } }), PAUSE) : 0;
    return () => { last = false; clearTimeout(timer); };
  }, [typed]);
  const pages = typed.trim() ? found : pagesOf(posts);
  const to = (path) => composing(route.query, { compose: 'page', page: path });
  const open = ({ page }) => {
    const path = page.trim();
    const meant = path.startsWith('/') ? path : pages && pages.length === 1 ? pages[0].path : '';
    if (meant) {
      go(to(meant), { replace: true });
    } else if (pages && pages.length > 0) {
      list.current.querySelector('a').focus();
    }
  };
  return h(Dialog, {
    title: say('New post'), say, wide: true, onClose, onSubmit: open,
    actions: [h(Button, { type: 'submit', kind: 'primary', 'data-action': 'choose-page' }, say('Write its posts')), h(Button, { onClick: onClose }, say('Close'))],
  },
  h(Kinds, { say, route }),
  h(Field, {
    kind: 'search', name: 'page', label: say('Page'), required: true, maxlength: 500, dir: 'auto', value: typed, onInput: (event) => type(event.target.value),
    hint: say('Letters of its title or its path; the whole path finds every page.'),
  }),
  h('p', { class: 'cmp-smo-hidden', role: 'status' }, pages ? say('Pages found: {0}', pages.length) : ''),
  pages && pages.length > 0 ? h('ul', { ref: list, class: 'cmp-smo-posts__pages', 'data-part': 'pages' }, pages.map((page) => h('li', { key: page.path },
    h('a', { href: to(page.path), 'data-page': page.path, dir: 'auto' }, page.title), ' ', h('bdi', { class: 'cmp-smo-hint', dir: 'ltr' }, page.path))))
    : pages && typed.trim() ? h('p', {}, say('No page is called so. Its whole path leads to it, too.')) : null);
}
