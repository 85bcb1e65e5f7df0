import { Connections } from './connections.js';
import { el } from './dom.js';
import { Posts } from './posts.js';
import { language, words } from './words.js';

/** Two views, Posts and Connections, each under its own fragment of the address. */
function start(root) {
  const say = words(language(root));
  const message = el('p', { class: 'cmp-smo-console__message', role: 'status' });
  const alarm = el('p', { class: 'cmp-smo-console__alarm', role: 'alert' });
  const context = {
    say,
    language: language(root),
    editor: root.dataset.cmpEditor,
    timeline: root.dataset.cmpTimeline,
    tell: (text) => { message.textContent = text; alarm.replaceChildren(); },
    well: () => { if (alarm.dataset.passing) { alarm.replaceChildren(); } },
    trouble: (error) => show(alarm, error, say),
  };
  const posts = new Posts(context);
  const connections = new Connections(context);
  const tabs = [tab('posts', say('Posts')), tab('connections', say('Connections'))];
  const nav = el('nav', { class: 'cmp-smo-console__tabs', 'aria-label': say('Social') }, tabs);
  nav.hidden = true;
  root.append(nav, el('div', { class: 'cmp-smo-console__says' }, message, alarm), posts.element, connections.element);

  const turn = () => {
    const wanted = location.hash === '#connections' && !nav.hidden;
    posts.element.hidden = wanted;
    connections.element.hidden = !wanted;
    tabs.forEach((link) => {
      const here = (link.hash === '#connections') === wanted;
      link.toggleAttribute('aria-current', here);
      if (here) {
        link.setAttribute('aria-current', 'page');
      }
    });
    if (wanted) {
      connections.load();
    }
  };
  window.addEventListener('hashchange', turn);
  turn();
  posts.load().then((page) => {
    nav.hidden = !page || !page.user.administrator;
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
