import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { change, read, wish } from '../api.js';
import { useData } from '../ui/data.js';
import { stateOf } from '../ui/states.js';
import { Badge, Button, Dialog, Field, Link, Loaded, moment, Problem } from '../ui/ui.js';
import { mayLeave } from '../ui/unsaved.js';

const EVERY = 2000;

/** Nothing follows by itself. */
const RESTS = ['RETRACTED', 'CANCELLED', 'REJECTED', 'FAILED', 'SKIPPED'];

/** What the server says of a wish of which it entered nothing. */
const REFUSED = [400, 403, 404, 409];

/** Which test of a connection may still be out, so that this browser offers to take it back until it is gone. */
export const remembered = {
  get: (connection) => stored(`smo-test-${connection}`),
  set: (connection, id) => store(`smo-test-${connection}`, id),
  /** What was sent and not answered yet; null: nothing. The same wish again is one post, also from another window. */
  asked(connection) {
    try {
      return JSON.parse(stored(`smo-test-wish-${connection}`) || 'null');
    } catch {
      return null;
    }
  },
  ask: (connection, wish) => store(`smo-test-wish-${connection}`, wish ? JSON.stringify(wish) : ''),
};

function stored(key) {
  try {
    return localStorage.getItem(key) || '';
  } catch {
    return '';
  }
}

function store(key, text) {
  try {
    if (text) {
      localStorage.setItem(key, text);
    } else {
      localStorage.removeItem(key);
    }
  } catch {
    // Without a memory the post is still among the others.
  }
}

/** Enters a test once: what was sent and not answered is sent as it was. Gives the post. */
export async function enter(connection, wanted) {
  const before = remembered.asked(connection);
  const sent = before || wanted;
  remembered.ask(connection, sent);
  try {
    const post = await change('notes', { page: sent.page, connection, text: sent.text, token: sent.token });
    remembered.set(connection, post.id);
    remembered.ask(connection, null);
    return post;
  } catch (error) {
    if (!before && REFUSED.includes(error.status)) {
      remembered.ask(connection, null);
    }
    throw error;
  }
}

/** What stands of a test: whether it is gone for good, may be taken back, or has to be deleted by hand. */
export function standing(post) {
  const [sign, name, tone] = stateOf(post.state);
  const offered = ['approve', 'retract', 'cancel'].find((action) => post.actions.includes(action)) || '';
  return { sign, name, tone, offered, rests: RESTS.includes(post.state), byHand: post.state === 'SENT' && !post.actions.includes('retract') };
}

/** One real post, in few words, and its removal. A note like any other, so it goes out once, however often somebody clicks. */
export function TestPost({ say, language, connection, network, onClose }) {
  const [id, follow] = useState(() => remembered.get(connection.id));
  const begun = (post) => follow(post.id);
  const shown = { say, language, connection, network, onClose };
  return id ? h(Watched, { ...shown, id }) : h(Asked, { ...shown, begun });
}

function Asked({ say, connection, network, begun, onClose }) {
  const [token] = useState(wish);
  const [state, set] = useState({ busy: false, error: null });
  const open = remembered.asked(connection.id);
  const sites = useData(async () => (await read('policies')).places, []);
  const takesBack = network.capabilities.includes('retract');
  const leave = () => { if (mayLeave()) { onClose(); } };
  const submit = async ({ site, text }) => {
    set({ busy: true, error: null });
    try {
      const [page] = open ? [{ path: open.page }] : (await read('policies', { site, pages: '' })).pages;
      if (!page) {
        throw Object.assign(new Error(say('This site has no page yet.')), { status: 400 });
      }
      begun(await enter(connection.id, { token, site, page: page.path, text }));
    } catch (error) {
      set({ busy: false, error });
    }
  };
  return h(Dialog, {
    say, title: say('Post a test to {0}?', connection.label), onClose: leave, onSubmit: submit, unsaved: say('Leave what you wrote?'),
    actions: [
      h(Button, { key: 'go', type: 'submit', kind: takesBack ? 'primary' : 'danger', busy: state.busy, 'data-action': 'go' }, say('Post a test')),
      h(Button, { key: 'close', onClick: leave }, say('Close')),
    ],
  },
  h('p', {}, say('It goes out to the account, and who follows it may see it.'), ' ',
    h('strong', {}, takesBack ? say('You can take it back here as soon as it is out.') : say('It cannot be taken back from here: you have to delete it on {0} yourself.', network.label))),
  state.error ? h(Problem, { say, error: state.error }) : null,
  open ? h('p', { class: 'cmp-smo-hint', 'data-part': 'unanswered' }, say('This test was sent before and not answered. It is posted once, however often you send it.')) : null,
  h(Loaded, { say, from: sites }, (places) => [
    h(Field, {
      key: 'site', kind: 'select', name: 'site', label: say('In the name of'), required: true, value: open ? open.site : places.length ? places[0].path : '',
      choices: places.filter((one) => !open || one.path === open.site).map((one) => ({ value: one.path, label: one.title || one.path })), hint: say('The zone, the quiet hours and the approval of its home page hold.'),
    }),
    h(Field, {
      key: 'text', kind: 'area', name: 'text', label: say('Words'), required: true, maxlength: 500,
      readonly: Boolean(open),
      value: open ? open.text : takesBack ? say('This is a test from {0}; it goes away at once.', name(places)) : say('This is a test from {0}.', name(places)),
    }),
  ]));
}

const name = (places) => (places.length ? places[0].title || places[0].path : location.host);

/** Follows a test until nothing is left of it. */
function Watched({ say, language, connection, network, id, onClose }) {
  const { post, error, look } = useWatch(id);
  const [state, set] = useState({ busy: '', error: null });
  const gone = error && error.status === 404;
  const rests = gone || (post && standing(post).rests);
  useEffect(() => { if (rests) { remembered.set(connection.id, ''); } }, [rests]);
  const act = async (action) => {
    set({ busy: action, error: null });
    try {
      await change('posts', { action, id, revision: post.revision });
      set({ busy: '', error: null });
    } catch (problem) {
      set({ busy: '', error: problem });
    }
    look();
  };
  const forget = () => { remembered.set(connection.id, ''); onClose(); };
  const how = post ? standing(post) : null;
  const names = { approve: say('Approve'), retract: say('Take it back from {0}', network.label), cancel: say('Do not post') };
  return h(Dialog, {
    say, title: say('Test on {0}', connection.label), onClose,
    actions: [
      how && how.offered ? h(Button, { key: how.offered, kind: 'primary', 'data-action': how.offered, busy: state.busy === how.offered, onClick: () => act(how.offered) }, names[how.offered]) : null,
      how && how.byHand ? h(Button, { key: 'forget', 'data-action': 'forget', onClick: forget }, say('I have deleted it')) : null,
      h(Button, { key: 'close', onClick: onClose }, say('Close')),
    ],
  },
  state.error || (error && !gone) ? h(Problem, { say, error: state.error || error }) : null,
  h('div', { role: 'status', 'data-part': 'test', 'data-state': post ? post.state : '' },
    gone ? h('p', {}, say('There is no such post any more.')) : how ? [
      h('p', {}, h(Badge, { tone: how.tone, sign: how.sign }, say(how.name)), ' ',
        post.state === 'SCHEDULED' && post.scheduled ? moment(post.scheduled, language) : '', ' ',
        post.permalink && post.state !== 'RETRACTED' ? h(Link, { href: post.permalink }, say('See it on {0}', network.label)) : null),
      post.state === 'RETRACTED' ? h('p', {}, say('The test went out and is gone again: all is well.')) : null,
      how.byHand ? h('p', {}, say('It cannot be taken back from here: you have to delete it on {0} yourself.', network.label)) : null,
      post.reason || post.waits ? h('p', { class: 'cmp-smo-presence__reason', dir: 'auto' }, post.reason || post.waits) : null,
    ] : say('Loading')));
}

/** A post as it is by now, asked for every moment while its window is open. */
function useWatch(id) {
  const [state, set] = useState({ post: null, error: null });
  const look = useRef(() => {});
  useEffect(() => {
    let over = false;
    let timer = 0;
    look.current = async () => {
      clearTimeout(timer);
      try {
        const { posts } = await read('posts', { id });
        if (!over) {
          set({ post: posts[0], error: null });
        }
      } catch (error) {
        if (!over) {
          set((old) => ({ ...old, error }));
        }
      }
      clearTimeout(timer);
      if (!over) {
        timer = setTimeout(look.current, EVERY);
      }
    };
    look.current();
    return () => { over = true; clearTimeout(timer); };
  }, [id]);
  return { ...state, look: () => look.current() };
}
