import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { usePanel } from '../ui/panel.js';
import { format, published } from '../ui/route.js';
import { stateOf } from '../ui/states.js';
import { Badge, Button, ButtonLink, Link, Loaded, Mark, Problem, Time, moment } from '../ui/ui.js';
import { asks, kind, name, take, takesPlace, waitsFor } from './actions.js';
import { Ask } from './ask.js';
import { history, NAMES, OUTCOMES } from './history.js';
import { accountsOf, isNote, time } from './rows.js';

const EVERY = 5000;

/** One post beside the list, with all that is known of it and all that may be done. It stays fresh while somebody looks. */
export function Detail(place) {
  const { say, id, close } = place;
  const found = useData(() => read('posts', { id }), [id], EVERY);
  const { panel, title } = usePanel(`.cmp-smo-posts__row[data-key="${CSS.escape(id)}"] [data-action=open]`);
  const leave = () => close({});
  return h('aside', {
    ref: panel, class: 'cmp-smo-card cmp-smo-posts__detail', 'aria-label': say('Post'),
    onKeyDown: (event) => { if (event.key === 'Escape' && !event.target.closest('dialog')) { leave(); } },
  },
  h('div', { class: 'cmp-smo-posts__detailhead' },
    h('h2', { ref: title, tabindex: '-1' }, found.data ? found.data.posts[0].title || say('Note') : say('Post')),
    h(Button, { kind: 'quiet', onClick: leave, 'aria-label': say('Close'), 'data-action': 'close' }, '✕')),
  h(Loaded, { say, from: found }, (data) => h(Shown, { ...place, data, post: data.posts[0], again: found.reload })));
}

function Shown(place) {
  const { say, language, post, data, editor, session } = place;
  const [sign, state, tone] = stateOf(post.state);
  const label = data.networks[post.network] || post.network;
  const color = (session.networks.find((one) => one.name === post.network) || {}).color;
  return h('div', { class: 'cmp-smo-stack', 'data-state': post.state, 'data-key': post.id },
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle' }, h(Badge, { tone, sign }, say(state)), h(Mark, { name: label, color }), ` ${label} · ${accountsOf(session)[post.connection] || post.connection}`,
      time(post) ? h(Time, { at: time(post), language, zone: post.zone || undefined }) : null),
    h(Actions, { ...place, label }),
    h(Why, { say, language, post }),
    h('p', { class: 'cmp-smo-posts__text', lang: post.language || null, dir: 'auto' }, post.text || say('No words.')),
    h(Links, place),
    h('dl', { class: 'cmp-smo-posts__facts' }, facts(place).map(([term, value]) => h('div', { key: term }, h('dt', {}, term), h('dd', {}, value)))),
    isNote(post) || !editor ? null : h('p', {}, h(Link, { href: editor + post.page, 'data-part': 'page' }, h('bdi', { dir: 'ltr' }, post.page))),
    post.sent ? h(Counts, { say, language, post }) : null,
    h(History, { say, language, post }));
}


const LABELS = Object.fromEntries([
  { name: 'likes', label: 'Likes' }, { name: 'reposts', label: 'Reposts' }, { name: 'replies', label: 'Replies' }, { name: 'quotes', label: 'Quotes' },
  { name: 'views', label: 'Views' }, { name: 'saves', label: 'Saves' }, { name: 'clicks', label: 'Clicks' },
].map((one) => [one.name, one.label]));

/** What its network counted last; nothing where it counts nothing, or was not looked at yet. */
function Counts({ say, language, post }) {
  const found = useData(() => read('counts', { id: post.id }), [post.id], 60000);
  const last = found.data ? found.data.days[found.data.days.length - 1] : null;
  const number = new Intl.NumberFormat(language);
  return last ? h('dl', { class: 'cmp-smo-posts__counts', 'data-part': 'counts' }, Object.entries(last.counts).map(([name_, count]) => h('div', { key: name_ },
    h('dt', {}, say(LABELS[name_] || name_)), h('dd', {}, number.format(count))))) : null;
}

/** Why it is as it is, and what comes next. */
function Why({ say, language, post }) {
  const said = [
    post.waits && post.waits.includes(post.reason) ? '' : post.reason,
    takesPlace(post) ? say('It takes the place of a post that is out, which is taken back first and stays until then.') : '',
    post.replaced ? say('It is taken back; a post in your words follows once it is gone.') : '',
    post.next && (!post.waits || Date.parse(post.next) > Date.now()) ? say(post.state === 'UNKNOWN' ? 'The network is asked again: {0}' : 'Tried again: {0}', moment(post.next, language, post.zone || undefined)) : '',
    post.waits ? `${say('Waits')}: ${post.waits}` : '',
    post.note,
  ].filter(Boolean);
  return said.map((text) => h('p', { key: text, class: 'cmp-smo-console__reason', dir: 'auto' }, text));
}

function facts({ say, language, post, data }) {
  const chosen = (data.options[post.network] || []).filter(({ name: option }) => post.options[option]);
  const clock = (at) => (!at ? '' : post.zone ? `${moment(at, language, post.zone)} (${post.zone})` : moment(at, language));
  return [
    [say('Account'), post.account],
    // Who approves a short link must see where it leads.
    [say('Short link leads to'), post.target ? h('bdi', { 'data-part': 'target', dir: 'ltr' }, post.target) : ''],
    [say('When'), { now: say('Now'), 'next free slot': say('Next free slot') }[post.when] || post.when],
    [say('Scheduled'), clock(post.scheduled)],
    [say('Sent'), clock(post.sent)],
    [say('Posted again'), post.repeat ? say('every {0} days, {1} times more', post.repeat.days, post.repeat.times) : ''],
    [say('Next time'), clock(post.again)],
    [say('Pictures'), post.pictures && post.pictures.length > 0 ? post.pictures.map(({ address, alt }, i) => [i > 0 ? ', ' : '', h(Link, { href: address }, alt || say('Without a description'))]) : ''],
    ...chosen.map((described) => [described.label, shown(described, post.options[described.name], say)]),
  ].filter(([, value]) => value);
}

function shown({ kind: type, choices }, value, say) {
  const found = choices.find((one) => one.value === value);
  return found ? found.label : type === 'switch' ? say(value === 'true' ? 'Yes' : 'No') : value;
}

function Links({ say, post, timeline }) {
  const permalink = published(post.permalink, timeline);
  return h('p', { class: 'cmp-smo-row' },
    permalink ? h(Link, { href: permalink, 'data-part': 'permalink' }, say('Open post')) : null,
    post.inReplyTo ? h(Link, { href: post.inReplyTo }, say('Answers this')) : null,
    post.link ? h(Link, { href: post.link, 'data-part': 'link' }, say('Open page')) : null,
    post.replaces ? h('a', { href: format('posts', {}, post.replaces), 'data-part': 'replaces' }, say('The post before it')) : null,
    post.sent ? h('a', { href: format('inbox', { page: post.page, state: 'all' }), 'data-part': 'reactions' }, say('Reactions')) : null);
}

function Actions({ say, post, data, label, tell, reload, again }) {
  const [asking, ask] = useState(null);
  const [busy, work] = useState('');
  const [error, fail] = useState(null);
  const done = (action, now) => {
    ask(null);
    work('');
    fail(null);
    tell(waitsFor(action, post, now) ? say('The new words wait to be approved. This post stays until they are.') : say('Done: {0}', name(action, say, label)));
    again();
    reload();
  };
  const act = async (action) => {
    if (asks(action, post)) {
      ask({ action, post });
      return;
    }
    work(action);
    try {
      await take(action, post);
      done(action);
    } catch (problem) {
      work('');
      fail(problem);
      again();
    }
  };
  // Where the network changes posts, correcting is that; taking back and posting anew is for those that cannot.
  const offered = post.actions.filter((action) => !(action === 'correct' && post.actions.includes('edit')));
  return h('div', {},
    error ? h(Problem, { say, error }) : null,
    h('div', { class: 'cmp-smo-row' }, offered.map((action) => h(Button, {
      key: action, small: true, kind: kind(action), busy: busy === action, 'data-action': action, onClick: () => act(action),
    }, name(action, say, label))),
    isNote(post) ? h(ButtonLink, { small: true, 'data-action': 'again', href: format('posts', { compose: 'note', connection: post.connection, page: post.page, again: post.id }) }, say('Post again')) : null),
    asking ? h(Ask, {
      say, action: asking.action, post: asking.post, network: label, options: data.options[post.network] || [],
      onClose: () => ask(null), onDone: (now) => done(asking.action, now),
    }) : null);
}

function History({ say, language, post }) {
  const all = history(post);
  return all.length === 0 ? null : h('section', {},
    h('h3', { class: 'cmp-smo-posts__title' }, say('History')),
    h('ol', { class: 'cmp-smo-posts__history', 'data-part': 'history' }, all.map((one) => h('li', { key: `${one.kind} ${one.number}`, 'data-kind': one.kind },
      h(Time, { at: one.at, language, zone: post.zone || undefined }), ' ',
      one.kind === 'attempt'
        ? [h('strong', {}, say('Attempt {0}', one.number), ': ', one.outcome ? say(OUTCOMES[one.outcome] || one.outcome) : say('running')), one.reason ? [' – ', h('bdi', {}, one.reason)] : '', h('span', { class: 'cmp-smo-hint' }, ` ${one.instance}`)]
        : [h('strong', {}, say(NAMES[one.what] || one.what)), one.who ? ` – ${one.who}` : '', one.reason ? h('span', { dir: 'auto' }, `: ${one.reason}`) : '', h('span', { class: 'cmp-smo-hint' }, ` ${one.revision}`)]))));
}
