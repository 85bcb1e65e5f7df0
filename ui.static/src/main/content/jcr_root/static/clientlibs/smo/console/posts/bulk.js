import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Button, Dialog, Problem, Progress } from '../ui/ui.js';
import { kind, name } from './actions.js';
import { Reason } from './ask.js';
import { when } from './clock.js';
import { sharedTime } from './rows.js';
import { offered, portions } from './select.js';
import { When } from './when.js';

const NAMES = {
  reject: 'They will not go out.',
  cancel: 'They will not go out.',
  approve: 'They go out at their times.',
  retry: 'They are sent again, in the words of their pages now.',
};

/** What can be done with all that is chosen; one result each. */
export function Bulk({ say, accounts, there, choose, reload, tell }) {
  const [asking, ask] = useState(null);
  if (there.length === 0 && !asking) {
    return null;
  }
  return h('div', { class: 'cmp-smo-posts__bulk', role: 'group', 'aria-label': say('Chosen posts') },
    h('strong', {}, there.length === 1 ? say('1 chosen') : say('{0} chosen', there.length)),
    offered(there).map(([action, posts]) => h(Button, {
      key: action, small: true, kind: kind(action), 'data-action': `${action}-chosen`, onClick: () => ask({ action, posts }),
    }, `${name(action, say)} (${posts.length})`)),
    h(Button, { small: true, kind: 'quiet', onClick: () => choose(new Set()) }, say('Choose none')),
    asking ? h(Many, {
      say, accounts, ...asking, onClose: () => { ask(null); reload(); },
      onDone: (text) => { ask(null); choose(new Set()); tell(text); reload(); },
    }) : null);
}

function Many({ say, accounts, action, posts, onClose, onDone }) {
  const [done, count] = useState(-1);
  const [failed, fail] = useState([]);
  const [error, stop] = useState(null);
  const title = `${name(action, say)}: ${posts.length === 1 ? say('1 post') : say('{0} posts', posts.length)}`;
  const submit = async (fields) => {
    count(0);
    const results = [];
    try {
      for (const some of portions(posts)) {
        const answer = await change('posts', {
          action, ids: some.map((post) => post.id).join(','), revisions: some.map((post) => post.revision).join(','),
          ...(action === 'move' ? { when: when(fields) } : {}), ...(fields.reason ? { reason: fields.reason } : {}),
        });
        results.push(...answer.results);
        count(results.length);
      }
    } catch (problem) {
      stop(problem);
    }
    const bad = results.filter((result) => result.error);
    fail(bad);
    if (bad.length === 0 && results.length === posts.length) {
      onDone(say('Done: {0}', title));
    }
  };
  const title_ = (id) => { const post = posts.find((one) => one.id === id); return `${post.title || post.page} (${accounts[post.connection] || post.connection})`; };
  const busy = done >= 0 && done < posts.length && !error;
  // What became of each is said here, so nobody leaves before it is known.
  const leave = () => { if (!busy) { onClose(); } };
  return h(Dialog, {
    title: `${title}?`, say, onClose: leave, onSubmit: done < 0 ? submit : leave,
    actions: done < 0 ? [h(Button, { type: 'submit', kind: kind(action) === 'danger' ? 'danger' : 'primary', 'data-action': 'go' }, title), h(Button, { onClick: leave }, say('Close'))]
      : h(Button, { type: 'submit', busy }, say('Close')),
  },
  error ? h(Problem, { say, error }) : null,
  done < 0 ? h('p', {}, say(NAMES[action] || 'Publishing the page again keeps it.')) : h(Progress, { value: done, most: posts.length, label: title, text: say('{0} of {1}', done, posts.length) }),
  done < 0 && ['reject', 'cancel', 'retry'].includes(action) ? h(Reason, { say }) : null,
  done < 0 && action === 'move' ? h(When, { say, rule: '', ...(sharedTime(posts) || { zone: say('of each site') }) }) : null,
  failed.length > 0 ? h('div', { role: 'alert' },
    h('p', {}, say('{0} stay as they are:', failed.length)),
    h('ul', { class: 'cmp-smo-posts__results' }, failed.map((result) => h('li', { key: result.id }, h('strong', {}, title_(result.id)), ': ', h('bdi', {}, result.error))))) : null);
}
