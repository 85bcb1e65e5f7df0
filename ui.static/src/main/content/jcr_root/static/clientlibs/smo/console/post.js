import { el, link, moment, time } from './dom.js';
import { STATES } from './ui/states.js';

export { STATES };

const ACTIONS = {
  approve: 'Approve',
  reject: 'Reject',
  retry: 'Send again',
  again: 'Post again',
  posted: 'Mark as posted',
  cancel: 'Cancel',
  retract: 'Take back',
  edit: 'Change',
  move: 'Other time',
  dismiss: 'Keep as it is',
};

/** What has a button here; `repeat` is for whoever speaks HTTP. */
function offered(post) {
  return post.actions.filter((action) => action in ACTIONS);
}

/** One post, with what may be done with it. */
export function render(post, context) {
  const { say, language } = context;
  return el('li', { class: 'cmp-smo-console__post', tabindex: '-1', 'data-state': post.state },
    el('article', {},
      el('header', { class: 'cmp-smo-console__head' },
        badge(post.state, say),
        el('span', {}, `${context.networks[post.network] || post.network} · ${post.connection}`),
        post.sent || post.scheduled || post.planned
          ? time(post.sent || post.scheduled || post.planned, language) : null),
      el('h2', { class: 'cmp-smo-console__page' },
        context.editor ? link(context.editor + post.page, post.title || post.page, { 'data-part': 'page' }) : post.title || post.page),
      el('p', { class: 'cmp-smo-console__path' }, post.page),
      post.reason ? el('p', { class: 'cmp-smo-console__reason' }, post.reason) : null,
      post.next && !post.waits ? el('p', { class: 'cmp-smo-console__reason', 'data-part': 'next' },
        context.say(post.state === 'UNKNOWN' ? 'The network is asked again: {0}' : 'Tried again: {0}', moment(post.next, language))) : null,
      post.waits ? el('p', { class: 'cmp-smo-console__reason', 'data-part': 'waits' }, `${context.say('Waits')}: ${post.waits}`) : null,
      post.when && post.when !== 'now' ? el('p', { class: 'cmp-smo-console__reason', 'data-part': 'when' }, `${context.say('When')}: ${post.when} (${post.zone})`) : null,
      post.note ? el('p', { class: 'cmp-smo-console__reason', 'data-part': 'note' }, post.note) : null,
      links(post, context),
      text(post, context),
      options(post, context),
      attempts(post, context),
      offered(post).length === 0 ? null
        : el('div', { class: 'cmp-smo-console__actions' },
          offered(post).map((action) => button(action, post, context)))));
}

function badge(state, say) {
  const [sign, name, tone] = STATES[state] || ['·', state, 'calm'];
  return el('span', { class: `cmp-smo-console__state cmp-smo-console__state--${tone}` },
    el('span', { 'aria-hidden': 'true' }, sign), ' ', say(name));
}

function links(post, context) {
  const permalink = post.permalink.startsWith('sandbox:/') && context.timeline
    ? `${context.timeline}#${post.permalink.slice('sandbox:/'.length)}` : post.permalink;
  return el('p', { class: 'cmp-smo-console__links' },
    permalink ? link(permalink, context.say('Open post'), { target: '_blank', rel: 'noopener', 'data-part': 'permalink' }) : null,
    post.inReplyTo ? link(post.inReplyTo, context.say('Answers this'), { target: '_blank', rel: 'noopener nofollow ugc', 'data-part': 'answered' }) : null,
    post.link ? link(post.link, context.say('Open page'), { target: '_blank', rel: 'noopener', 'data-part': 'link' }) : null,
    post.sent ? el('a', { href: `#reactions:${encodeURI(post.page)}`, 'data-part': 'reactions' }, context.say('Reactions')) : null);
}

/** The words; open where a person must read them to decide. */
function text(post, { say }) {
  return el('details', { open: post.state === 'AWAITING_APPROVAL' },
    el('summary', { 'data-part': 'text' }, say('Text')),
    el('p', { class: 'cmp-smo-console__text', lang: post.language || null }, post.text));
}

/** What was chosen of the network's own options. */
function options(post, context) {
  const chosen = (context.options[post.network] || []).filter(({ name }) => post.options[name]);
  return chosen.length === 0 ? null : el('p', { class: 'cmp-smo-console__reason', 'data-part': 'options' },
    chosen.map((described) => `${described.label}: ${shown(described, post.options[described.name], context.say)}`).join(' · '));
}

function shown({ kind, choices }, value, say) {
  const found = choices.find((one) => one.value === value);
  return found ? found.label : kind === 'switch' ? say(value === 'true' ? 'Yes' : 'No') : value;
}

function attempts(post, { say, language }) {
  if (post.attempts.length === 0) {
    return null;
  }
  const count = post.attempts.length;
  return el('details', {},
    el('summary', { 'data-part': 'attempts', id: `smo-attempts-${post.id}` }, count === 1 ? say('1 attempt') : say('{0} attempts', count)),
    el('div', { class: 'cmp-smo-console__scroll', role: 'group', tabindex: '0', 'aria-labelledby': `smo-attempts-${post.id}` },
      el('table', { class: 'cmp-smo-console__attempts' },
        el('thead', {}, el('tr', {}, ['#', 'Time', 'Outcome', 'Reason', 'Instance'].map(
          (head) => el('th', { scope: 'col' }, say(head))))),
        el('tbody', {}, post.attempts.map((attempt) => el('tr', {},
          el('td', {}, String(attempt.number)),
          el('td', {}, time(attempt.at, language)),
          el('td', {}, attempt.outcome || say('running')),
          el('td', {}, attempt.reason),
          el('td', {}, attempt.instance)))))));
}

function button(action, post, context) {
  const name = context.say(ACTIONS[action] || action);
  return el('button', {
    type: 'button',
    class: action === 'approve' || action === 'retry' ? 'button is-small is-primary' : 'button is-small',
    'data-part': action,
    'data-action': action,
    'aria-label': `${name}: ${post.title || post.page} (${post.connection})`,
    onclick: () => context.act(action, post, name),
  }, name);
}
