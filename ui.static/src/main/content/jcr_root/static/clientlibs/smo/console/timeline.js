import { at, read, rootAt } from './api.js';
import { el, link, patch, time } from './dom.js';
import { language, words } from './words.js';

const EVERY = 5000;

/** The sandbox's posts, the newest first, as a network would show them: threads and answers below what they answer. */
async function start(root) {
  rootAt(root.dataset.cmpRoot);
  const tag = language(root);
  const say = await words(tag);
  const note = el('p', { class: 'cmp-smo-timeline__note', role: 'status' }, say('Loading'));
  const list = el('ol', { class: 'cmp-smo-timeline__posts' });
  root.append(note, list);
  let told = false;
  const load = async () => {
    if (!document.hidden) {
      try {
        const { posts } = await read('sandbox');
        note.textContent = posts.length > 0 ? '' : say('Nothing was posted to the sandbox yet.');
        patch(list, threads(posts), (post) => render(post, tag, say));
        if (!told) {
          told = true;
          goTo(location.hash.slice(1));
        }
      } catch (error) {
        note.textContent = say(error.status === 401 ? 'The sandbox is switched off.' : 'The server does not answer; trying again.');
      }
    }
    setTimeout(load, EVERY);
  };
  window.addEventListener('hashchange', () => goTo(location.hash.slice(1)));
  load();
}

function goTo(id) {
  const post = id && document.getElementById(id);
  if (post) {
    post.scrollIntoView();
    post.focus();
  }
}

/** Posts with all that answers them as `below`, the oldest first; what answers an older post stands by itself. */
export function threads(posts) {
  const to = (id) => posts.filter((post) => post.inReplyTo === id).map(grown);
  const grown = (post) => ({
    ...post,
    below: [...to(post.id), ...post.replies.map((reply) => ({ ...reply, said: true, below: to(reply.id) }))]
      .sort((a, b) => a.created.localeCompare(b.created)),
  });
  const there = new Set(posts.flatMap((post) => [post.id, ...post.replies.map((reply) => reply.id)]));
  return posts.filter((post) => !there.has(post.inReplyTo)).map(grown);
}

function render(post, tag, say) {
  return el('li', { class: 'cmp-smo-timeline__post', id: post.id, tabindex: '-1' },
    post.said ? reply(post, tag, say) : own(post, tag),
    post.below.length === 0 ? null
      : el('ol', { class: 'cmp-smo-timeline__below', 'aria-label': say('Thread and answers') },
        post.below.map((answer) => render(answer, tag, say))));
}

function own(post, tag) {
  return el('article', {},
    head(post.account, post, tag),
    post.warning ? el('p', { class: 'cmp-smo-timeline__warning', lang: post.language || null, dir: 'auto' }, el('strong', {}, post.warning)) : null,
    el('p', { class: 'cmp-smo-timeline__text', lang: post.language || null }, linked(post)),
    post.pictureInstead ? pictures(post) : card(post));
}

/** What somebody said; a network that hides it would not show it at all. */
function reply(said, tag, say) {
  return el('article', { class: said.hidden ? 'cmp-smo-timeline__hidden' : null },
    head(said.author, said, tag, said.hidden ? el('em', {}, say('Hidden')) : null),
    el('p', { class: 'cmp-smo-timeline__text', dir: 'auto' }, said.text));
}

function head(name, post, tag, mark = null) {
  return el('header', { class: 'cmp-smo-timeline__head' },
    el('span', { class: 'cmp-smo-timeline__avatar', 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase()),
    el('strong', {}, el('bdi', {}, name)), ' ',
    el('a', { href: `#${post.id}` }, time(post.created, tag)), mark);
}

/** The text with its link and hashtags live. */
function linked(post) {
  return post.text.split(/(https?:\/\/\S+|#[\p{L}\p{N}_]+)/u).filter(Boolean).map((part) => {
    if (/^https?:/.test(part)) {
      return link(part, part.replace(/^https?:\/\//, ''), { rel: 'noopener' });
    }
    return part.startsWith('#') ? el('span', { class: 'cmp-smo-timeline__tag' }, part) : part;
  });
}

function pictures(post) {
  return post.pictures.length === 0 ? null
    : el('div', { class: 'cmp-smo-timeline__pictures' }, post.pictures.map(picture));
}

function picture({ address, alt }) {
  return el('img', { class: 'cmp-smo-timeline__picture', src: at(address), alt, loading: 'lazy' });
}

function card(post) {
  if (!post.link || !post.title) {
    return pictures(post);
  }
  const host = post.link.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const inside = el('span', { class: 'cmp-smo-timeline__words' },
    el('span', { class: 'cmp-smo-timeline__host' }, host),
    el('strong', {}, post.title),
    el('span', {}, post.description));
  const whole = link(post.link, inside, { class: 'cmp-smo-timeline__card', rel: 'noopener', lang: post.language || null });
  if (post.pictures.length > 0) {
    whole.prepend(picture(post.pictures[0]));
  }
  return whole;
}

document.querySelectorAll('[data-cmp-is="smo-timeline"]').forEach(start);
