import { at, guardedBy, rootAt } from './api.js';
import { Connections } from './connections.js';
import { el } from './dom.js';
import { Posts } from './posts.js';
import { Reactions } from './reactions.js';
import { language, spoken, words } from './words.js';

/** Three views, each under its own fragment of the address; connections are for administrators. */
async function start(root) {
  rootAt(root.dataset.cmpRoot);
  guardedBy(root.dataset.cmpCsrf);
  const say = await words(language(root));
  root.lang = spoken(language(root));
  root.dir = root.lang === 'ar' ? 'rtl' : 'ltr';
  const message = el('p', { class: 'cmp-smo-console__message', role: 'status' });
  const alarm = el('p', { class: 'cmp-smo-console__alarm', role: 'alert' });
  const context = {
    say,
    language: language(root),
    editor: at(root.dataset.cmpEditor || ''),
    timeline: at(root.dataset.cmpTimeline || ''),
    tell: (text) => { message.textContent = text; alarm.replaceChildren(); },
    well: () => { if (alarm.dataset.passing) { alarm.replaceChildren(); } },
    trouble: (error) => show(alarm, error, say),
  };
  const posts = new Posts(context);
  const views = { posts, reactions: new Reactions(context), connections: new Connections(context) };
  const tabs = [tab('posts', say('Posts')), tab('reactions', say('Reactions')), tab('connections', say('Connections'))];
  tabs[2].hidden = true;
  const nav = el('nav', { class: 'cmp-smo-console__tabs', 'aria-label': say('Social') }, tabs);
  root.append(nav, el('div', { class: 'cmp-smo-console__says' }, message, alarm),
    ...Object.values(views).map((view) => view.element));

  const turn = () => {
    const name = location.hash.split(':')[0];
    const wanted = tabs.find((link) => link.hash === name && !link.hidden) || tabs[0];
    tabs.forEach((link) => {
      const view = views[link.dataset.tab];
      view.element.hidden = link !== wanted;
      link.removeAttribute('aria-current');
      if (link === wanted) {
        link.setAttribute('aria-current', 'page');
        if (view !== posts) {
          view.load();
        }
      }
    });
  };
  window.addEventListener('hashchange', turn);
  turn();
  posts.load().then((page) => {
    tabs[2].hidden = !page || !page.user.administrator;
    turn();
    posts.tick();
  });
}

function tab(name, text) {
  return el('a', { href: `#${name}`, 'data-tab': name }, text);
}

/** Says what is wrong. What passes by itself goes away with the next answer. */
function show(alarm, error, say) {
  const ended = error.status === 401;
  const lost = !error.status || error.status >= 502;
  alarm.dataset.passing = ended || lost ? 'true' : '';
  alarm.previousSibling.textContent = '';
  const text = ended ? say('Your session has ended.')
    : lost ? say('The server does not answer; trying again.') : error.message;
  if (alarm.firstChild && alarm.firstChild.textContent === text) {
    return;
  }
  alarm.replaceChildren(el('span', {}, text));
  if (ended) {
    alarm.append(' ', el('a', { href: location.pathname }, say('Log in again')));
  }
}

document.querySelectorAll('[data-cmp-is="smo-console"]').forEach(start);
