import { h } from '../lib/preact.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { ButtonLink, Dialog, Link, Loaded, Mark } from '../ui/ui.js';
import { format } from '../ui/route.js';
import { moment } from './model.js';

/** Posts that go out with a page by themselves, or once somebody approves them. */
const GO = ['goes-out', 'approval'];

/** The posts that a page would have if it were published as it is now. */
export const going = ({ verdict, posts }) => (verdict === 'posted' ? posts.filter((post) => GO.includes(post.fate.code)) : []);

/** A page that is about to be published: when, and what would be posted of it. */
export function AheadDialog({ say, language, editor, names, page, zone, onClose }) {
  const preview = useData(async () => (await read('preview', { page: page.path })).preview, [page.path]);
  return h(Dialog, {
    say, title: page.title || page.path, onClose,
    actions: [h(ButtonLink, { key: 'compose', href: format('posts', { compose: 'page', page: page.path }), 'data-action': 'compose' }, say('Write its posts'))],
  },
  h('p', {}, say('Its author wants it public at {0} ({1}). It is not yet.', moment(page.at, language), zone)),
  h('p', {}, say('Page'), ': ', editor ? h(Link, { href: editor + page.path, 'data-part': 'page' }, h('bdi', { dir: 'ltr' }, page.path)) : h('bdi', { dir: 'ltr' }, page.path)),
  h('h3', {}, say('What would be posted')),
  h(Loaded, { say, from: preview }, (found) => {
    const posts = going(found);
    return posts.length === 0 ? h('p', { 'data-part': 'nothing' }, say('Nothing, as it is now.'))
      : h('ul', { class: 'cmp-smo-calendar__list', 'data-part': 'going' }, posts.map((post) => h('li', { key: post.connection, class: 'cmp-smo-calendar__row' },
        h(Mark, names.network(post.network)), h('strong', {}, post.label), post.fate.code === 'approval' ? h('span', { class: 'cmp-smo-hint' }, say('Awaiting approval')) : null,
        h('span', { class: 'cmp-smo-grow', dir: 'auto' }, post.text))));
  }));
}
