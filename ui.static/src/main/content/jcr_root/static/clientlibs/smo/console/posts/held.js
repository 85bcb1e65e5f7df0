import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Button, Dialog, Field, Problem } from '../ui/ui.js';
import { mayLeave } from '../ui/unsaved.js';

/** Posts that a burst limit holds together: one decision for all, or one post that tells of them. */
export function Held({ say, group, reload, tell }) {
  const [asking, ask] = useState(null);
  const names = { retry: say('Send all'), digest: say('One post instead'), cancel: say('Post none of them') };
  return h('div', { class: 'cmp-smo-card cmp-smo-posts__held', 'data-part': 'group' },
    h('p', { class: 'cmp-smo-grow' }, h('strong', {}, say('{0} posts are held together.', group.posts)), ' ', group.site),
    h('div', { class: 'cmp-smo-row' }, Object.entries(names).map(([action, text]) => h(Button, {
      key: action, small: true, kind: action === 'cancel' ? 'danger' : 'plain', 'data-action': `${action}-all`, onClick: () => ask(action),
    }, text))),
    asking ? h(AskAll, {
      say, group, action: asking, go: names[asking], onClose: () => ask(null),
      onDone: (text) => { ask(null); tell(text); reload(); },
    }) : null);
}

function AskAll({ say, group, action, go, onClose, onDone }) {
  const [busy, work] = useState(false);
  const [error, fail] = useState(null);
  const leave = () => { if (mayLeave()) { onClose(); } };
  const submit = async ({ text = '' }) => {
    if (busy) {
      return;
    }
    work(true);
    fail(null);
    try {
      const common = { group: group.id, revision: group.revision };
      const { problem = '' } = action === 'digest' ? await change('digests', { ...common, ...(text.trim() ? { text } : {}) })
        : await change('posts', { ...common, action });
      onDone(problem || say('Done: {0}', go));
    } catch (trouble) {
      fail(trouble);
      work(false);
    }
  };
  return h(Dialog, {
    title: `${go}?`, say, onClose: leave, onSubmit: submit, unsaved: say('Leave what you wrote?'),
    actions: [
      h(Button, { type: 'submit', kind: action === 'cancel' ? 'danger' : 'primary', busy, 'data-action': 'go' }, go),
      h(Button, { onClick: leave }, say('Close')),
    ],
  },
  error ? h(Problem, { say, error }) : null,
  h('p', {}, say('{0} posts are held together.', group.posts)),
  action === 'digest' ? h(Field, {
    kind: 'area', name: 'text', label: say('Words (optional)'),
    hint: say('{count}, {list} and {url} stand for their number, their titles with addresses, and the page above them. Empty: as the policy says.'),
  }) : null);
}
