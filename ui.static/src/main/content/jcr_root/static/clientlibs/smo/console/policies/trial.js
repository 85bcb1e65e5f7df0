import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Badge, Button, Mark, Problem, Time } from '../ui/ui.js';
import { begin, effective, wish } from './model.js';
import { PathField } from './path.js';

const VERDICTS = {
  posted: { label: 'It would be posted.', tone: 'good', sign: '✓' },
  off: { label: 'It would not be posted: posting is not enabled here.', tone: 'wait', sign: '–' },
  'not-meant': { label: 'It would not be posted: it is the home page, or no template that is named.', tone: 'wait', sign: '–' },
  'no-connection': { label: 'It would not be posted: no connection is named for its language.', tone: 'wait', sign: '–' },
};

const FATES = {
  'goes-out': { label: 'Goes out by itself', tone: 'good', sign: '✓' },
  approval: { label: 'Waits for approval', tone: 'wait', sign: '?' },
  broken: { label: 'Cannot be made', tone: 'bad', sign: '!' },
  'not-here': { label: 'Never posted here by the author', tone: 'calm', sign: '–' },
  'do-not-share': { label: 'The author does not want it shared', tone: 'calm', sign: '–' },
  noindex: { label: 'The page asks not to be listed', tone: 'calm', sign: '–' },
  closed: { label: 'Strangers may not read the page', tone: 'calm', sign: '–' },
  expires: { label: 'The page goes away within a day', tone: 'calm', sign: '–' },
  old: { label: 'The page is older than posting to this connection', tone: 'calm', sign: '–' },
};

const LEDGER = { label: 'Has a post already', tone: 'busy', sign: '•' };

/** What would be posted of a page with what the forms say now, saved or not. */
export function Trial({ say, language, session, place, forms, drafts, onRefused }) {
  const [state, set] = useState({ busy: false, error: null, tried: null });
  const submit = async (event) => {
    event.preventDefault();
    const page = new FormData(event.target).get('page').trim();
    set({ busy: true, error: null, tried: null });
    try {
      set({ busy: false, error: null, tried: await change('policies/trial', { site: place.path, page, forms: wish(forms, drafts) }) });
    } catch (error) {
      if (error.answer && error.answer.wrong) {
        set({ busy: false, error: null, tried: null });
        onRefused(error);
      } else {
        set({ busy: false, error, tried: null });
      }
    }
  };
  const policy = forms.find((form) => form.name === 'smo/syndication');
  const zone = policy ? effective(drafts[policy.name] || begin(policy), policy.properties.find((one) => one.name === 'zone')).value : '';
  return h('section', { class: 'cmp-smo-card cmp-smo-stack', 'data-part': 'trial' },
    h('h3', { class: 'cmp-smo-policies__title' }, say('Try it on a page')),
    h('p', { class: 'cmp-smo-hint' }, say('Shows what would be posted if the page became public now, with what the forms say, saved or not. Nothing is posted.')),
    h('form', { class: 'cmp-smo-row', onSubmit: submit },
      h(PathField, { name: 'page', label: say('Page'), site: place.path, required: true }),
      h(Button, { type: 'submit', busy: state.busy, 'data-action': 'try' }, say('Try'))),
    state.error ? h(Problem, { say, error: state.error }) : null,
    h('div', { 'aria-live': 'polite' }, state.tried ? h(Tried, { say, language, session, zone, tried: state.tried }) : null));
}

function Tried({ say, language, session, zone, tried }) {
  const verdict = VERDICTS[tried.verdict] || VERDICTS.posted;
  return h('div', { class: 'cmp-smo-stack', 'data-verdict': tried.verdict },
    h('p', {}, h('strong', { dir: 'auto' }, tried.title), ' ', h(Badge, { tone: verdict.tone, sign: verdict.sign }, say(verdict.label))),
    h('p', { class: 'cmp-smo-hint' }, say('Language {0}, template {1}', tried.language, tried.template || '–')),
    tried.posts.map((post) => h(Post, { key: post.connection, say, language, session, zone, post, at: tried.times[post.connection], posted: tried.verdict === 'posted' })),
    tried.lostTags.length ? h('p', { class: 'cmp-smo-hint' }, say('No hashtag stands for: {0}', tried.lostTags.join(', '))) : null);
}

function Post({ say, language, session, zone, post, at, posted }) {
  const fate = FATES[post.fate.code] || LEDGER;
  const network = session.networks.find((one) => one.name === post.network) || { color: '' };
  const goes = posted && at && ['goes-out', 'approval'].includes(post.fate.code);
  return h('article', { class: 'cmp-smo-policies__post', 'data-connection': post.connection, 'data-fate': post.fate.code },
    h('p', { class: 'cmp-smo-row cmp-smo-row--middle' }, h(Mark, { name: post.network || '?', color: network.color }), h('strong', {}, post.label),
      posted ? h(Badge, { tone: fate.tone, sign: fate.sign }, say(fate.label)) : null, goes ? h(Time, { at, language, zone: zone || undefined }) : null),
    post.fate.detail ? h('p', { dir: 'auto' }, post.fate.detail) : null,
    post.text ? h('blockquote', { class: 'cmp-smo-console__text', dir: 'auto' }, post.text) : null,
    post.most ? h('p', { class: 'cmp-smo-hint' }, say('{0} of {1} characters', post.length, post.most), post.pictures ? `, ${say('pictures: {0}', post.pictures)}` : '') : null,
    post.note ? h('p', { class: 'cmp-smo-hint', dir: 'auto' }, post.note) : null);
}
