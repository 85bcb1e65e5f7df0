import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { change, read, wish } from '../api.js';
import { Button, Dialog, Field, Mark, Problem } from '../ui/ui.js';
import { Area } from './area.js';
import { Kinds } from './choice.js';
import { when } from './clock.js';
import { Option } from './option.js';
import { load } from './options.js';
import { written } from './picture.js';
import { Pictures } from './pictures.js';
import { Results } from './results.js';
import { sharedZone } from './rows.js';
import { Strip } from './shown.js';
import { measured } from './sizes.js';
import { used } from './suggest.js';
import { When } from './when.js';

const PAUSE = 350;

/** A post that speaks of no page, to one connection or several. The same wish is entered once, however often it is sent. */
export function NoteComposer(place) {
  const { say, route, session, posts, options, onClose, reload } = place;
  const [token] = useState(wish);
  const accounts = session.connections.filter((one) => one.posts !== false);
  const [to, choose] = useState(() => new Set(route.query.connection ? [route.query.connection] : accounts.length === 1 ? [accounts[0].id] : []));
  const [busy, work] = useState(false);
  const [error, fail] = useState(null);
  const [results, tell] = useState([]);
  // The page is part of what makes two wishes one, so it stays once something was sent.
  const [filed, file] = useState('');
  const pages = [...new Set(posts.map((post) => post.page))];
  const [text, write] = useState('');
  const [typed, name] = useState(null);
  // The list may come later than the window. Where its pages go by several clocks, nobody can guess which is meant.
  const page = typed ?? (route.query.page || (sharedZone(posts) && pages[0]) || '');
  const [shown, show] = useState([]);
  // Those connections that show others than the rest.
  const [own, differ] = useState({});
  const [sizes, measure] = useState({});
  const [zone, clock] = useState('');
  const [chosen, opt] = useState({});
  const drafting = useRef(false);
  const picturesOf = (id) => own[id] || shown;
  // A note that is posted again begins with the words it had; it is a note of its own.
  useEffect(() => {
    if (route.query.again) {
      read('posts', { id: route.query.again }).then(({ posts: [before] }) => { write((begun) => begun || (before ? before.text : '')); }, fail);
    }
  }, []);
  useEffect(() => {
    let last = true;
    const timer = setTimeout(async () => {
      try {
        const found = await measured(page, [...to], text, picturesOf);
        if (last) {
          clock(found.zone);
          measure(found.sizes);
        }
      } catch (problem) {
        // It counts again with the next letter, and the server has the last word. The zone of another page is worse than none.
        if (last) {
          clock('');
        }
        console.warn(problem);
      }
    }, PAUSE);
    return () => { last = false; clearTimeout(timer); };
  }, [text, page, to, shown, own]);
  const networks = session.connections.filter(({ id }) => to.has(id)).map(({ network }) => network);
  const known = used(posts.filter((post) => networks.includes(post.network)).map((post) => post.text));
  /** As many as the network takes; it says so beside the account. */
  const sent = (id) => { const { pictures } = sizes[id] || {}; return pictures ? picturesOf(id).slice(0, pictures.most) : picturesOf(id); };
  const left = [...to].filter((id) => !results.some((one) => one.connection === id && !one.error));
  const submit = async (fields) => {
    const draft = drafting.current;
    drafting.current = false;
    if (busy) {
      return;
    }
    if (left.length === 0) {
      fail({ status: 400, message: say('Choose where to post.') });
      return;
    }
    work(true);
    fail(null);
    const under = filed || fields.page.trim();
    file(under);
    const common = {
      page: under, text: fields.text, token, ...(fields.kind === 'now' ? {} : { when: when(fields) }), ...(fields.approval ? { approval: 'true' } : {}), ...(draft ? { draft: 'true' } : {}),
    };
    const all = results.filter((one) => !one.error);
    for (const connection of left) {
      const own = Object.entries(chosen[connection] || {}).map(([name, value]) => [`option.${name}`, value]);
      all.push(await enter({ ...common, ...written(sent(connection)), ...Object.fromEntries(own) }, connection));
    }
    tell(all);
    work(false);
    reload();
  };
  return h(Dialog, {
    title: say('New post'), say, wide: true, onClose, onSubmit: submit, unsaved: left.length === 0 && results.length > 0 ? '' : say('Leave what you wrote?'),
    actions: [
      left.length === 0 && results.length > 0 ? null : h(Button, { type: 'submit', kind: 'primary', busy, 'data-action': 'go' }, say('Post it')),
      left.length === 0 && results.length > 0 ? null : h(Button, {
        busy, 'data-action': 'draft', onClick: (event) => { drafting.current = true; event.target.closest('form').requestSubmit(); },
      }, say('Save as a draft')),
      h(Button, { onClick: onClose }, say('Close')),
    ],
  },
  route.query.again ? null : h(Kinds, { say, route }),
  error ? h(Problem, { say, error }) : null,
  h(Results, { ...place, results, zone, labels: Object.fromEntries(session.connections.map((one) => [one.id, one.label])) }),
  h('div', { class: 'cmp-smo-posts__said' }, h(Area, {
    say, known, name: 'text', label: say('Words'), required: true, maxlength: 50000, value: text, onWrite: write, hint: say('With a link or without. A line of --- begins the next part of a thread.'),
  }), h(Strip, { say, pictures: shown })),
  h('details', { 'data-part': 'pictures-of' }, h('summary', {}, shown.length > 0 ? say('Pictures: {0}', shown.length) : say('Pictures')),
    h(Pictures, { say, label: say('All accounts'), pictures: shown, start: page, onChange: show })),
  h('fieldset', { class: 'cmp-smo-posts__connections' }, h('legend', { class: 'cmp-smo-label' }, say('Where')),
    accounts.length === 0 ? h('p', {}, say('No account is connected. Ask an administrator to connect one.')) : null,
    accounts.map((one) => h('label', { key: one.id },
      h('input', {
        type: 'checkbox', value: one.id, checked: to.has(one.id), onClick: () => choose((old) => { const next = new Set(old); if (!next.delete(one.id)) { next.add(one.id); } return next; }),
      }), ' ', h(Mark, { name: one.network, color: (session.networks.find((n) => n.name === one.network) || {}).color }), ' ', one.label))),
  session.connections.filter((one) => to.has(one.id)).map((one) => h(Target, {
    key: one.id, say, one, size: sizes[one.id], pictures: picturesOf(one.id), own: one.id in own, start: page, fields: options[one.network] || [], values: chosen[one.id] || {},
    onOption: (name, value) => opt((old) => ({ ...old, [one.id]: { ...old[one.id], [name]: value } })),
    onChange: (all) => differ((old) => ({ ...old, [one.id]: all })), onSame: () => differ(({ [one.id]: gone, ...rest }) => rest),
  })),
  h(Field, { kind: 'check', name: 'approval', value: 'true', label: say('Somebody else has to approve it') }),
  h(When, { say, zone, rule: route.query.when || 'now' }),
  h(Field, {
    name: 'page', label: say('Filed under the page'), required: true, readonly: Boolean(filed), value: page, onInput: (event) => name(event.target.value.trim()), list: 'smo-posts-pages', pattern: '/.*',
    hint: say('Its rights, its zone and its approval hold for the post; nothing of it stands in the words.'),
  }, h('datalist', { id: 'smo-posts-pages' }, pages.map((page) => h('option', { key: page, value: page })))));
}

/** How the note is for one account: counted as its network counts, with the pictures of all or with its own. */
function Target({ say, one, size, pictures, own, start, fields, values, onOption, onChange, onSame }) {
  const limits = size && size.pictures;
  const over = size && size.most > 0 && size.length > size.most;
  return h('div', { class: 'cmp-smo-posts__to-one', 'data-connection': one.id },
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle' }, h('strong', {}, one.label),
      size && size.most > 0 ? h('span', { class: over ? 'cmp-smo-wrong' : 'cmp-smo-hint', 'data-part': 'count' }, say('{0} of {1}', size.length, size.most)) : null),
    size && size.problem ? h('p', { class: 'cmp-smo-wrong', 'data-part': 'problem', dir: 'auto' }, size.problem) : null,
    limits && pictures.length > limits.most ? h('p', { class: 'cmp-smo-hint', 'data-part': 'fewer' }, limits.most === 0 ? say('This network takes no pictures.') : say('Only the first {0} pictures go here.', limits.most)) : null,
    limits && limits.most > 0 ? h('details', { open: own, 'data-part': 'own-pictures' }, h('summary', {}, own ? say('Other pictures here') : say('Pictures here: as for all')),
      h(Pictures, { say, label: one.label, pictures, limits, start, onChange }),
      own ? h(Button, { small: true, 'data-action': 'same', onClick: onSame }, say('As for all')) : null) : null,
    fields.length === 0 ? null : h('details', { 'data-part': 'options', open: fields.some((described) => described.mandatory && !described.value) }, h('summary', {}, say('Options of {0}', one.label)),
      fields.map((described) => h(Option, {
        key: described.name, say, described, name: `option.${one.id}.${described.name}`, value: values[described.name] ?? '',
        onInput: (value) => onOption(described.name, value),
        onLoad: () => load(described, { page: start, connection: one.id }, Object.entries(values).map(([name, value]) => [`options.${name}`, value])),
      }))));
}

async function enter(common, connection) {
  try {
    const post = await change('notes', { ...common, connection });
    return { connection, id: post.id, state: post.state, reason: post.reason, scheduled: post.scheduled || '', error: '' };
  } catch (problem) {
    return { connection, id: '', state: '', reason: '', scheduled: '', error: problem.message };
  }
}
