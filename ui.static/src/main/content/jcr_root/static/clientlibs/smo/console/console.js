import { h, render } from './lib/preact.module.js';
import { at, guardedBy, rootAt } from './api.js';
import { App } from './app.js';
import { el } from './dom.js';
import { speaking } from './sentences.js';
import { language, spoken, words } from './words.js';

async function start(root) {
  rootAt(root.dataset.cmpRoot);
  guardedBy(root.dataset.cmpCsrf);
  speaking(language(root));
  const say = await words(language(root));
  root.lang = spoken(language(root));
  root.dir = root.lang === 'ar' ? 'rtl' : 'ltr';
  const message = el('p', { class: 'cmp-smo-console__message', role: 'status' });
  const alarm = el('p', { class: 'cmp-smo-console__alarm', role: 'alert' });
  const app = el('div', { class: 'cmp-smo-console__app' });
  root.append(el('div', { class: 'cmp-smo-console__says' }, message, alarm), app);
  const context = {
    say,
    language: language(root),
    editor: at(root.dataset.cmpEditor || ''),
    timeline: at(root.dataset.cmpTimeline || ''),
    tell: (text) => { message.textContent = text; alarm.replaceChildren(); },
    well: () => { if (alarm.dataset.passing) { alarm.replaceChildren(); } },
    trouble: (error) => show(alarm, error, say),
  };
  window.addEventListener('hashchange', () => context.tell(''));
  render(h(App, { context }), app);
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
  alarm.replaceChildren(el('span', { dir: 'auto' }, text));
  if (ended) {
    alarm.append(' ', el('a', { href: location.pathname, target: '_blank' }, say('Log in again')));
  }
}

document.querySelectorAll('[data-cmp-is="smo-console"]').forEach(start);
