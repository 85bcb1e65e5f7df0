import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { at, change, read } from '../api.js';
import { sayer } from '../../preview/words.js';
import { forget } from '../ui/unsaved.js';
import { Badge, Button, Dialog, Field, Loading, Mark, Problem } from '../ui/ui.js';
import { Area } from './area.js';
import { when } from './clock.js';
import { Option } from './option.js';
import { load } from './options.js';
import { read as pictured, same, written as said } from './picture.js';
import { Pictures } from './pictures.js';
import { Results } from './results.js';
import { Strip } from './shown.js';
import { used } from './suggest.js';
import { changed, template, written } from './template.js';
import { When } from './when.js';

const PAUSE = 350;
const GOES = ['goes-out', 'approval', 'old'];

/**
 * What is posted of a page where, when, and why not. The server counts the words as each network does, and says what stands in the way; nothing
 * is planned before somebody presses the button.
 */
export function PageComposer(place) {
  const { say, route, session, onClose, reload } = place;
  const path = route.query.page;
  const [state, set] = useState(null);
  const [error, fail] = useState(null);
  const [busy, work] = useState('');
  const [results, tell] = useState([]);
  const asked = useRef(0);
  const timer = useRef(0);
  useEffect(() => {
    read('preview', { page: path }).then(({ preview, words }) => set(opened(preview, words)), fail);
    return () => clearTimeout(timer.current);
  }, []);
  const write = (more) => {
    const next = { ...state, ...more };
    set(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(next), PAUSE);
  };
  const type = (connection, text) => write({ words: { ...state.words, [connection]: text } });
  const choose = (connection, name, value) => write({ options: { ...state.options, [connection]: { ...state.options[connection], [name]: value } } });
  const show = (connection, all) => write({ pictures: { ...state.pictures, [connection]: all } });
  /** Only the answer to the last question counts. */
  const ask = async ({ words, options, pictures, saved }) => {
    asked.current += 1;
    const turn = asked.current;
    try {
      const own = Object.entries(written(words, state.planned)).map(([connection, text]) => [`texts/${connection}`, text]);
      const chosen = changed(options, state.chosen).map(([connection, name, value]) => [`options/${connection}.${name}`, value]);
      const shown = others(pictures, state.kept).flatMap(([connection, texts]) => [[`pictures/${connection}`, texts.images], [`pictureAlts/${connection}`, texts.imageAlts]]);
      const { preview } = await change('preview', { page: path, ...saved, ...Object.fromEntries([...own, ...chosen, ...shown]) });
      if (turn === asked.current) {
        set((old) => ({ ...old, preview }));
        fail(null);
      }
    } catch (problem) {
      fail(problem);
    }
  };
  /** What holds where nothing is chosen, as the preview shows it; the planner takes nothing for the network's own default. */
  const inherited = (connection, name) => {
    const post = state.preview.posts.find((one) => one.connection === connection);
    return (post && post.options.inherited[name]) || '';
  };
  const send = async (action, fields) => {
    const own = written(state.words, state.planned);
    const other = changed(state.options, state.chosen);
    const shown = others(state.pictures, state.kept);
    const to = action === 'save' ? [...new Set([...Object.keys(own), ...[...other, ...shown].map(([connection]) => connection)])] : [...state.to];
    if (to.length === 0) {
      fail({ status: 400, message: action === 'save' ? say('Nothing is written that is not there already.') : say('Choose where to post.') });
      return;
    }
    work(action);
    fail(null);
    try {
      const texts = to.filter((connection) => connection in own).map((connection) => [`text.${connection}`, own[connection]]);
      const options = other.filter(([connection]) => to.includes(connection)).map(([connection, name, value]) => [`option.${connection}.${name}`, action === 'plan' ? value || inherited(connection, name) : value]);
      const answer = await change('requests', {
        action, page: path, connections: to.join(','), ...Object.fromEntries([...texts, ...options, ...shown.filter(([connection]) => to.includes(connection))
          .flatMap(([connection, both]) => [[`images.${connection}`, both.images], [`imageAlts.${connection}`, both.imageAlts]])]),
        ...(action === 'plan' && fields.kind !== 'now' ? { when: when(fields) } : {}), ...(fields.approval ? { approval: 'true' } : {}),
      });
      if (action === 'save') {
        forget();
        onClose();
        place.tell(say('The words are saved with the page.'));
      } else {
        tell(answer.results);
      }
      reload();
    } catch (problem) {
      fail(problem);
    }
    work('');
  };
  /** Whether the page is ever posted to a connection is kept with it at once, and undone as fast. */
  const exclude = async (connection, never) => {
    work(connection);
    try {
      await change('requests', { action: never ? 'exclude' : 'include', page: path, connections: connection });
      const { [`without/${connection}`]: before, ...rest } = state.saved;
      const saved = never ? { ...rest, [`without/${connection}`]: 'true' } : rest;
      const to = new Set(state.to);
      to.delete(connection);
      set((old) => ({ ...old, saved, to }));
      await ask({ ...state, saved });
      reload();
    } catch (problem) {
      fail(problem);
    }
    work('');
  };
  const live = state && state.preview.page && state.preview.page.published;
  const editable = state && state.preview.editable;
  return h(Dialog, {
    title: state && state.preview.card ? say('Post: {0}', state.preview.card.title) : say('New post'), say, wide: true, onClose, unsaved: results.length > 0 ? '' : say('Leave what you wrote?'),
    onSubmit: (fields) => { if (!busy) { send('plan', fields); } },
    actions: !state || !editable ? h(Button, { onClick: onClose }, say('Close')) : [
      live ? h(Button, { type: 'submit', kind: 'primary', busy: busy === 'plan', 'data-action': 'go' }, say('Post it')) : null,
      h(Button, { kind: live ? 'plain' : 'primary', busy: busy === 'save', 'data-action': 'save', onClick: () => send('save', {}) }, say('Save the words with the page')),
      h(Button, { onClick: onClose }, say('Close')),
    ],
  },
  error ? h(Problem, { say, error }) : null,
  !state ? (error ? null : h(Loading, { say })) : [
    h(Results, { ...place, results, zone: state.preview.page && state.preview.page.zone, labels: Object.fromEntries(session.connections.map((one) => [one.id, one.label])) }),
    h(Body, { say, state, set, rule: route.query.when || 'now', posts: place.posts || [], type, choose, show, exclude, busy, session, live, editable, editor: place.editor }),
  ]);
}

function opened(preview, words) {
  const own = Object.fromEntries(preview.values.map((value) => [value.name, value.own]));
  const planned = Object.fromEntries(preview.posts.map((post) => [post.connection, own[`texts/${post.connection}`] || template(post.whole, post.link)]));
  // What is saved goes along with each question: a question without a field asks as if it were empty.
  const saved = Object.fromEntries(Object.entries(own).filter(([, value]) => value));
  const to = new Set(preview.verdict === 'posted' ? preview.posts.filter((post) => GOES.includes(post.fate.code)).map((post) => post.connection) : []);
  const chosen = Object.fromEntries(preview.posts.map((post) => [post.connection, post.options.chosen]));
  const kept = Object.fromEntries(preview.posts.map(({ connection }) => [connection, pictured(own[`pictures/${connection}`], own[`pictureAlts/${connection}`])]));
  return { preview, planned, words: { ...planned }, chosen, options: chosen, kept, pictures: kept, saved, to, fates: sayer(words) };
}

/** Pictures that are not those that are kept with the page, as texts by connection. */
function others(pictures, kept) {
  return Object.entries(pictures).filter(([connection, all]) => !same(all, kept[connection] || [])).map(([connection, all]) => [connection, said(all)]);
}

function Body({ say, state, set, rule, session, live, editable, editor, ...does }) {
  const { preview } = state;
  if (!preview.page) {
    return h('p', {}, say('This page belongs to no site that has an address, so nothing is posted of it.'));
  }
  const turn = (connection) => set((old) => { const to = new Set(old.to); if (!to.delete(connection)) { to.add(connection); } return { ...old, to }; });
  return h('div', { class: 'cmp-smo-posts__compose' },
    h('div', { class: 'cmp-smo-stack' },
      preview.verdict !== 'posted' && preview.verdict ? h('p', { class: 'cmp-smo-console__reason' }, state.fates(`verdict.${preview.verdict}`)) : null,
      live ? null : h('p', { class: 'cmp-smo-console__reason' }, say('This page is not public yet. What you save here goes out when it is published.')),
      editable ? null : h('p', { class: 'cmp-smo-console__reason' }, say('You may not change this page, so you can only look.')),
      preview.posts.map((post) => h(Target, { key: post.connection, say, state, post, session, editable, turn, ...does })),
      live && editable ? h('div', {}, h(When, { say, zone: preview.page.zone, rule }),
        h(Field, { kind: 'check', name: 'approval', value: 'true', label: say('Somebody else has to approve it') })) : null),
    h(Card, { say, card: preview.card, page: preview.page, editor }));
}

/** One connection: whether, in which words, and what would become of it. */
function Target({ say, state, post, posts, session, editable, type, choose, show, exclude, busy, turn }) {
  const goes = GOES.includes(post.fate.code);
  const done = post.fate.code.startsWith('ledger-');
  const live = state.preview.page.published;
  const fate = live && post.fate.code === 'goes-out' ? say('Goes out at the time below.')
    : live && post.fate.code === 'approval' ? say('Somebody approves it first.')
    : live && post.fate.code === 'old' ? say('It was public before posting there began; it goes only if you say so.')
    : state.fates(done && post.fate.code !== 'ledger-sent' ? 'fate.ledger' : `fate.${post.fate.code}`, post.fate.detail);
  const never = state.saved[`without/${post.connection}`] === 'true';
  const pictures = state.pictures[post.connection] || [];
  const limits = post.pictureLimits;
  // Names are those of one network, and what the page has goes first.
  const known = used([post.whole, post.whole, ...posts.filter((one) => one.network === post.network).map((one) => one.text)]);
  const over = post.most > 0 && post.length > post.most;
  const color = (session.networks.find((one) => one.name === post.network) || {}).color;
  return h('fieldset', { class: 'cmp-smo-posts__target', 'data-connection': post.connection, 'data-fate': post.fate.code },
    h('legend', {}, h('label', {}, h('input', { type: 'checkbox', checked: state.to.has(post.connection), disabled: !editable || done || never, onClick: () => turn(post.connection) }), ' ',
      h(Mark, { name: post.network, color }), ' ', post.label)),
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle' }, h(Badge, { tone: goes ? 'good' : done ? 'calm' : 'wait', sign: goes ? '✓' : '‖' }, fate),
      post.most > 0 ? h('span', { class: over ? 'cmp-smo-wrong' : 'cmp-smo-hint', 'data-part': 'count' }, say('{0} of {1}', post.length, post.most)) : null),
    h('div', { class: 'cmp-smo-posts__said' }, h(Area, {
      say, known, label: `${say('Words')}: ${post.label}`, hideLabel: true, value: state.words[post.connection] || '', disabled: !editable || done, rows: 4,
      onWrite: (text) => type(post.connection, text), lang: state.preview.page.language,
    }), h(Strip, { say, pictures: limits ? pictures.slice(0, limits.most) : pictures })),
    limits && limits.most > 0 ? h('details', { 'data-part': 'pictures-of' },
      h('summary', {}, pictures.length > 0 ? say('Pictures of {0}: {1}', post.label, pictures.length) : say('Pictures of {0}: as the page has them', post.label)),
      h(Pictures, {
        say, label: post.label, pictures, limits, start: state.preview.card ? state.preview.card.source || state.preview.page.path : state.preview.page.path,
        disabled: !editable || done, onChange: (all) => show(post.connection, all),
      })) : null,
    h(Options, { say, state, post, disabled: !editable || done, choose }),
    h('details', {}, h('summary', {}, say('As it goes out')),
      h('p', { class: 'cmp-smo-posts__text', lang: state.preview.page.language, dir: 'auto' }, post.text)),
    done ? h('p', {}, h('a', { href: `#posts?q=${encodeURIComponent(state.preview.page.path)}` }, say('See its posts'))) : null,
    editable ? h('p', {}, never ? [h('strong', {}, say('This page is never posted here.')), ' '] : null,
      h(Button, { small: true, kind: 'quiet', busy: busy === post.connection, 'data-action': never ? 'include' : 'exclude', onClick: () => exclude(post.connection, !never) },
        never ? say('Post it here again') : say('Never post this page here'))) : null,
    post.note ? h('p', { class: 'cmp-smo-hint', dir: 'auto' }, post.note) : null,
    post.lostHashtags.length > 0 ? h('p', { class: 'cmp-smo-hint' }, say('Left out: {0}', post.lostHashtags.map((tag) => `#${tag}`).join(' '))) : null);
}

/** What the network lets choose for this post; open where something must be chosen. */
function Options({ say, state, post, disabled, choose }) {
  const fields = state.preview.options[post.network] || [];
  const values = state.options[post.connection] || {};
  const missing = fields.some((one) => one.mandatory && !one.value && !values[one.name]);
  const entered = () => Object.entries(values).map(([name, value]) => [`options.${name}`, value]);
  return fields.length === 0 ? null : h('details', { 'data-part': 'options', open: missing },
    h('summary', {}, say('Options of {0}', post.label)),
    fields.map((described) => h(Option, {
      key: described.name, say, described, name: `option.${post.connection}.${described.name}`, value: values[described.name] ?? '', disabled, asked: state.to.has(post.connection),
      onInput: (value) => choose(post.connection, described.name, value),
      onLoad: () => load(described, { page: state.preview.page.path, connection: post.connection }, entered()),
    })));
}

/** The link as networks show it. */
function Card({ say, card, page, editor }) {
  return card ? h('figure', { class: 'cmp-smo-posts__card' },
    card.picture && card.picture.url ? h('img', { src: at(card.picture.local || card.picture.url), alt: card.picture.alt || '', loading: 'lazy' }) : null,
    h('figcaption', {}, h('span', { class: 'cmp-smo-hint' }, page.host), h('strong', {}, card.title), h('span', {}, card.description),
      h('span', { class: 'cmp-smo-hint' }, say('{url} in the words stands for the address; without it, it comes below. A line of --- begins the next part of a thread.')),
      editor ? h('a', { href: editor + page.path }, say('Picture of the page')) : null)) : null;
}
