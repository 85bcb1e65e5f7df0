import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { usePanel } from '../ui/panel.js';
import { published } from '../ui/route.js';
import { STATES } from '../ui/states.js';
import { Badge, Button, Empty, Link, Loaded, Mark, Problem, Time } from '../ui/ui.js';
import { act, FINAL, name, ORDER, there } from './actions.js';
import { Answer } from './answer.js';
import { Answers } from './answers.js';
import { Assign } from './assign.js';
import { History } from './history.js';
import { Others, usePresence } from './people.js';
import { account, KINDS, standing } from './standing.js';
import { underWay } from './stream.js';

const SOON = 2000;
const EVERY = 5000;

function wordsOf({ author, kind, text }) {
  return JSON.stringify([author, kind, text]);
}

/** One reaction beside the list: what it is about, what was said, what was done, and what may be done. */
export function Thread(place) {
  const { say, open, go, to } = place;
  const [pace, hurry] = useState(EVERY);
  const found = useData(() => read('reactions', open), [open.id, pace], pace);
  const { panel, title } = usePanel(`.cmp-smo-inbox__rows [data-key="${CSS.escape(open.id)}"] [data-action=open]`);
  const busy = !!found.data && underWay(found.data.reaction, STATES);
  useEffect(() => { hurry(busy ? SOON : EVERY); }, [busy]);
  const leave = () => go(to(null));
  const gone = found.error && found.error.status === 404;
  return h('aside', {
    ref: panel, class: 'cmp-smo-card cmp-smo-inbox__thread', 'aria-label': say('Reaction'), 'data-key': open.id,
    onKeyDown: (event) => { if (event.key === 'Escape' && !event.defaultPrevented && !event.target.closest('dialog')) { leave(); } },
  },
  h('div', { class: 'cmp-smo-inbox__threadhead' },
    h('h2', { ref: title, tabindex: '-1' }, found.data ? h('bdi', {}, found.data.reaction.author || say('Somebody')) : say('Reaction')),
    h(Button, { kind: 'quiet', onClick: leave, 'aria-label': say('Close'), 'data-action': 'close' }, '✕')),
  gone ? h(Empty, { title: say('This is gone.') }, h('p', {}, say('Its author has deleted it, or somebody here has.')))
    : h(Loaded, { say, from: found }, (data) => h(Shown, { ...place, data, reaction: data.reaction, again: found.reload })));
}

/** A reaction with the revision of the words that the person has read: what comes in while somebody reads is not read yet. */
function useWords(reaction) {
  const [, draw] = useState(0);
  const read = useRef(reaction);
  const changed = wordsOf(read.current) !== wordsOf(reaction);
  if (!changed) {
    read.current = reaction;
  }
  const reread = () => {
    read.current = reaction;
    draw((n) => n + 1);
  };
  return { read: { ...reaction, revision: read.current.revision }, changed, reread };
}

function Shown(given) {
  const { say, language, session, data, editor } = given;
  const { read: reaction, changed, reread } = useWords(given.reaction);
  const place = { ...given, reaction };
  const [answering, answer] = useState(false);
  const [sign, state, tone] = standing(reaction, session.user, say);
  const network = session.networks.find((one) => one.name === reaction.source);
  usePresence(reaction, reaction.actions.length > 0, answering);
  return h('div', { class: 'cmp-smo-stack', 'data-state': reaction.state },
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle' },
      h(Badge, { tone, sign }, state), h(Mark, { name: reaction.network, color: network && network.color }),
      h('span', {}, `${say(KINDS[reaction.kind] || reaction.kind)} · ${reaction.network}`), h(Time, { at: reaction.at, language })),
    h(Others, { say, lookers: data.lookers }),
    h('p', {}, say('Page'), ': ', editor ? h(Link, { href: editor + reaction.page, 'data-part': 'page' }, h('bdi', {}, reaction.title || reaction.page)) : h('bdi', {}, reaction.title || reaction.page)),
    reaction.shows !== false ? null : h('p', { class: 'cmp-smo-hint', 'data-part': 'note' }, say('It answers a note that is filed under this page, and does not show there.')),
    data.post ? h(Ours, { ...place, post: data.post }) : null,
    h('article', { class: 'cmp-smo-inbox__said' },
      reaction.authorUrl ? h('p', { class: 'cmp-smo-hint' }, h(Link, { href: reaction.authorUrl, 'data-part': 'author' }, reaction.authorUrl)) : null,
      h('p', { class: 'cmp-smo-inbox__text', dir: 'auto' }, reaction.text),
      reaction.url ? h('p', {}, h(Link, { href: reaction.url, 'data-part': 'url' }, say('Open original'))) : null),
    h('div', { role: 'alert' }, changed ? h('div', { class: 'cmp-smo-notice', 'data-part': 'changed' },
      h('p', {}, say('Its author has changed these words while you were reading.')),
      h(Button, { small: true, 'data-action': 'reread', onClick: () => { reread(); focusOn('answer'); } }, say('I have read them'))) : null),
    reaction.liked ? h('p', { class: 'cmp-smo-hint', 'data-part': 'liked' }, h('span', { 'aria-hidden': 'true' }, '♥ '), say('The account likes it on {0}', reaction.network)) : null,
    there(reaction, say) ? h('p', { class: 'cmp-smo-hint', 'data-part': 'there' }, there(reaction, say)) : null,
    h(Answers, place),
    h(Actions, { ...place, answering, answer }),
    answering ? h(Answer, { ...place, onClose: () => { answer(false); focusOn('answer'); } }) : null,
    h(History, { say, language, steps: data.steps, reaction }));
}

/** The post of ours to which somebody replied. */
function Ours({ say, post, timeline, session }) {
  const address = published(post.permalink, timeline);
  return h('details', { class: 'cmp-smo-inbox__ours' },
    h('summary', {}, say('Our post'), ' · ', h('bdi', {}, account(post, session.connections))),
    h('p', { class: 'cmp-smo-inbox__text', dir: 'auto' }, post.text),
    address ? h('p', {}, h(Link, { href: address }, say('Open post'))) : null);
}

function focusOn(action) {
  const button = document.querySelector(`.cmp-smo-inbox__thread [data-action="${action}"]`);
  if (button) {
    button.focus();
  }
}

/** What may be done. What takes it off the list goes on to the next one, with the same thing to do. */
function Actions({ say, reaction, session, answering, answer, again, decided, focus, tell }) {
  const [busy, work] = useState('');
  const [error, fail] = useState(null);
  const [sure, ask] = useState('');
  useEffect(() => {
    if (focus.current) {
      focusOn(focus.current);
      focus.current = '';
    }
  }, []);
  const take = async (action, more = {}) => {
    work(action);
    fail(null);
    try {
      const now = await act(action, reaction, more);
      tell([`${say('Done: {0}', name(action, reaction, say))}: ${reaction.author || say('Somebody')}`, now.id ? there(now, say) : ''].filter(Boolean).join(' · '));
      ask('');
      if (!await decided(reaction.id, action)) {
        await again();
        if (document.activeElement === document.body) {
          document.querySelector('.cmp-smo-inbox__thread h2').focus();
        }
      }
    } catch (problem) {
      fail(problem);
      again();
    }
    work('');
  };
  const click = (action) => (action === 'answer' ? answer(true)
    : FINAL.includes(action) || action === 'block' ? ask(action) : take(action));
  return h('div', {},
    error ? h(Problem, { say, error }) : null,
    h('div', { class: 'cmp-smo-row cmp-smo-inbox__actions' }, ORDER.filter((action) => reaction.actions.includes(action)).map((action) => h(Button, {
      key: action, small: true, busy: busy === action, 'data-action': action, kind: FINAL.includes(action) ? 'danger' : action === 'answer' ? 'primary' : 'plain',
      'aria-expanded': action === 'answer' ? String(answering) : null, onClick: () => click(action),
    }, name(action, reaction, say)))),
    reaction.actions.includes('assign') ? h(Assign, { say, reaction, user: session.user, busy: busy === 'assign', onAssign: (to) => take('assign', { to }) }) : null,
    sure ? h('div', { class: 'cmp-smo-notice', role: 'group', 'aria-label': name(sure, reaction, say), 'data-part': 'sure' },
      h('p', {}, sure === 'block' ? say('Nothing from {0} is shown any more or waits, here and wherever you may change pages.', reaction.sender)
        : say('It is deleted for good.')),
      h(Button, { small: true, onClick: () => { ask(''); focusOn(sure); } }, say('Leave it as it is')),
      h(Button, { small: true, kind: 'danger', busy: busy === sure, 'data-action': `${sure}-now`, onClick: () => take(sure) },
        sure === 'block' ? say('Block {0}', reaction.sender) : name(sure, reaction, say))) : null);
}
