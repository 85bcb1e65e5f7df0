import { at, read, rootAt } from './api.js';
import { el, link, patch, time } from './dom.js';
import { language, words } from './words.js';

const EVERY = 5000;

/** The sandbox's posts, the newest first, as a network would show them. */
function start(root) {
  rootAt(root.dataset.cmpRoot);
  const tag = language(root);
  const say = words(tag);
  const note = el('p', { class: 'cmp-smo-timeline__note', role: 'status' }, say('Loading'));
  const list = el('ol', { class: 'cmp-smo-timeline__posts' });
  root.append(note, list);
  let told = false;
  const load = async () => {
    if (!document.hidden) {
      try {
        const { posts } = await read('sandbox');
        note.textContent = posts.length > 0 ? '' : say('Nothing was posted to the sandbox yet.');
        patch(list, posts, (post) => render(post, tag));
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

function render(post, tag) {
  return el('li', { class: 'cmp-smo-timeline__post', id: post.id, tabindex: '-1' },
    el('article', {},
      el('header', { class: 'cmp-smo-timeline__head' },
        el('span', { class: 'cmp-smo-timeline__avatar', 'aria-hidden': 'true' }, post.account.slice(0, 1).toUpperCase()),
        el('strong', {}, post.account), ' ',
        el('a', { href: `#${post.id}` }, time(post.created, tag))),
      el('p', { class: 'cmp-smo-timeline__text', lang: post.language || null }, linked(post)),
      post.pictureInstead ? picture(post) : card(post)));
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

function picture(post) {
  return post.picture ? el('img', { class: 'cmp-smo-timeline__picture', src: at(post.picture), alt: post.pictureAlt, loading: 'lazy' }) : null;
}

function card(post) {
  if (!post.link || !post.title) {
    return picture(post);
  }
  const host = post.link.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const inside = el('span', { class: 'cmp-smo-timeline__words' },
    el('span', { class: 'cmp-smo-timeline__host' }, host),
    el('strong', {}, post.title),
    el('span', {}, post.description));
  const whole = link(post.link, inside, { class: 'cmp-smo-timeline__card', rel: 'noopener', lang: post.language || null });
  if (post.picture) {
    whole.prepend(el('img', { class: 'cmp-smo-timeline__picture', src: at(post.picture), alt: post.pictureAlt, loading: 'lazy' }));
  }
  return whole;
}

document.querySelectorAll('[data-cmp-is="smo-timeline"]').forEach(start);
