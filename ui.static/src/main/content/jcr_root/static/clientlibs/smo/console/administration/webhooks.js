import { h } from '../lib/preact.module.js';
import { useRef, useState } from '../lib/hooks.module.js';
import { change, read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { stateOf } from '../ui/states.js';
import { Badge, Button, Dialog, Empty, Field, Loaded, Time } from '../ui/ui.js';
import { Form } from './webhookform.js';
import { Part, Table } from './part.js';

const STANDINGS = {
  open: ['✓', 'Hears of posts', 'good'],
  failing: ['!', 'Not taken; tried again by itself', 'wait'],
  stopped: ['✕', 'Told nothing any more', 'bad'],
};

const WHERE = 'administration/webhooks';

/** The systems that hear of each change of a post's state, and how the last calls went. */
export function Webhooks({ say, language, tell }) {
  const hooks = useData(() => read(WHERE), [], 10000);
  const [open, show] = useState(null);
  const [state, set] = useState({ busy: '', trouble: '' });
  const act = async (action, hook, done) => {
    set({ busy: hook.id, trouble: '' });
    try {
      const answer = await change(WHERE, action === 'skip' ? { action, id: hook.id, event: hook.stuck } : { action, id: hook.id });
      await hooks.reload();
      set({ busy: '', trouble: '' });
      if (action === 'test') {
        tell(`${hook.host}: ${answer.taken ? say('It took the call: {0}', answer.outcome) : say('It did not take the call: {0}', answer.outcome)}`);
      } else {
        tell(`${say('Done: {0}', done)}: ${hook.host}`);
      }
      show(answer.key ? { secret: answer.key, hook: answer.webhook } : null);
    } catch (error) {
      set({ busy: '', trouble: error.message });
      show(null);
    }
  };
  const saved = async ({ webhook, key }) => {
    await hooks.reload();
    tell(`${say('Done: {0}', say('Save'))}: ${webhook.host}`);
    show(key ? { secret: key, hook: webhook } : null);
  };
  return h(Part, {
    name: 'webhooks', title: say('Webhooks'),
    beside: h(Button, { 'data-action': 'add-webhook', onClick: () => show({ edit: {} }) }, say('Add a webhook')),
  },
  h('p', { class: 'cmp-smo-hint' }, say('Other systems that are told of each change of a post, by signed calls, at least once and in order.')),
  state.trouble ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.trouble) : null,
  h(Loaded, { say, from: hooks }, ({ webhooks, states }) => [
    webhooks.length === 0 ? h(Empty, { title: say('Nobody else is told of posts.') })
      : h('ul', { class: 'cmp-smo-administration__plain cmp-smo-stack' }, webhooks.map((hook) => h(Webhook, {
        key: hook.id, say, language, hook, busy: state.busy === hook.id, act, onEdit: () => show({ edit: hook }), onAsk: (ask) => show({ ask, hook }),
      }))),
    open && open.edit ? h(Form, { say, hook: open.edit, states, onClose: () => show(null), onSaved: saved }) : null,
  ]),
  open && open.secret ? h(Key, { say, ...open, tell, onClose: () => show(null) }) : null,
  open && open.ask ? h(Sure, { say, ...open, act, onClose: () => show(null) }) : null);
}

function Webhook({ say, language, hook, busy, act, onEdit, onAsk }) {
  const [sign, name, tone] = STANDINGS[hook.standing];
  const button = (action, text, onClick, kind = 'plain') => h(Button, { small: true, kind, busy, 'data-action': action, 'aria-label': `${text}: ${hook.host}`, onClick }, text);
  const stuck = hook.standing !== 'open';
  return h('li', { class: 'cmp-smo-administration__hook cmp-smo-stack', 'data-webhook': hook.id, 'data-standing': hook.standing },
    h('h3', { class: 'cmp-smo-administration__check' }, h('bdi', {}, hook.host), ' ', h(Badge, { tone, sign }, say(name))),
    hook.problem ? h('p', { class: 'cmp-smo-administration__said', dir: 'auto' }, hook.problem) : null,
    h('p', { class: 'cmp-smo-hint' },
      hook.failingSince ? [say('Since'), ' ', h(Time, { at: hook.failingSince, language }), '. '] : null,
      hook.next ? [say('Tried again: {0}', ''), h(Time, { at: hook.next, language }), '. '] : null,
      say('Waiting events: {0}', new Intl.NumberFormat(language).format(hook.waiting)), '. ',
      hook.lost ? say('Thrown away, as nobody took them for 7 days: {0}', new Intl.NumberFormat(language).format(hook.lost)) : null),
    h('dl', { class: 'cmp-smo-console__facts' },
      h('div', {}, h('dt', {}, say('Told of')), h('dd', {}, hook.states.length === 0 ? say('All states') : hook.states.map((one) => say(stateOf(one)[1])).join(', '))),
      hook.site ? h('div', {}, h('dt', {}, say('Pages at or below')), h('dd', {}, h('bdi', {}, hook.site))) : null,
      h('div', {}, h('dt', {}, say('Words')), h('dd', {}, hook.words ? say('Yes') : say('No')))),
    h('div', { class: 'cmp-smo-row' },
      stuck ? button('resume', say('Send again from here'), () => act('resume', hook, say('Send again from here'))) : null,
      hook.stuck ? button('skip', say('Skip this event'), () => onAsk('skip')) : null,
      button('test', say('Test'), () => act('test', hook, say('Test'))),
      button('edit', say('Change'), onEdit),
      button('renew', say('New key'), () => onAsk('renew')),
      button('remove', say('Remove'), () => onAsk('remove'), 'danger')),
    hook.calls.length ? h('details', {}, h('summary', {}, say('Last calls')), h(Table, {
      label: say('Last calls'), head: [say('Time'), say('Answer'), say('Post'), say('State')],
      rows: hook.calls.map((one) => h('tr', { key: `${one.at} ${one.event}`, 'data-taken': one.taken },
        h('td', {}, h(Time, { at: one.at, language })),
        h('td', { class: 'cmp-smo-administration__why' }, h('span', { 'aria-hidden': 'true' }, one.taken ? '✓ ' : '✕ '), h('bdi', {}, one.outcome)),
        h('td', {}, one.post === '-' ? say('Test') : h('a', { href: format('posts', {}, one.post) }, h('bdi', {}, one.post.slice(0, 8)))),
        h('td', {}, one.state === '-' ? '–' : say(stateOf(one.state)[1])))),
    })) : null);
}

/** The key of a webhook: it is shown this once. */
function Key({ say, secret, hook, tell, onClose }) {
  const field = useRef(null);
  const copy = async () => {
    field.current.querySelector('input').select();
    try {
      await navigator.clipboard.writeText(secret);
      tell(say('Copied'));
    } catch {
      // Browsers give no clipboard without https; it is selected, so the keys copy it.
      tell(say('Selected; copy it with the keyboard.'));
    }
  };
  return h(Dialog, {
    say, title: say('The key of {0}', hook.host), onClose,
    actions: [
      h(Button, { key: 'copy', 'data-action': 'copy-key', onClick: copy }, say('Copy')),
      h(Button, { key: 'close', kind: 'primary', 'data-action': 'kept', onClick: onClose }, say('I have kept it')),
    ],
  }, h('p', {}, say('It is shown this once. Give it to the receiver, which checks with it that calls come from here.')),
  h('div', { ref: field }, h(Field, { id: 'smo-webhook-key', label: say('Key'), value: secret, readonly: true, dir: 'ltr' })));
}

const ASKED = {
  remove: ['Remove {0}?', 'It is told nothing any more, also not what waits for it.', 'Remove'],
  renew: ['Another key for {0}?', 'Calls are signed with it from now on; the receiver refuses them until it knows it.', 'New key'],
  skip: ['Skip this event?', 'The receiver will never hear of it. Those behind it are sent.', 'Skip this event'],
};

function Sure({ say, ask, hook, act, onClose }) {
  const [title, text, go] = ASKED[ask];
  return h(Dialog, {
    say, title: say(title, hook.host), onClose,
    actions: [
      h(Button, { key: 'go', kind: 'danger', 'data-action': 'sure', onClick: () => act(ask, hook, say(go)) }, say(go)),
      h(Button, { key: 'close', onClick: onClose }, say('Close')),
    ],
  }, h('p', {}, say(text)));
}

/** All that this says beside what stands in calls, for those who translate. */
export const SAID = [...Object.values(STANDINGS).map(([, name]) => name), ...Object.values(ASKED).flat()];
