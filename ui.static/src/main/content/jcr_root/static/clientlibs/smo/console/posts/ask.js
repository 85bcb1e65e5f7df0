import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { mayLeave } from '../ui/unsaved.js';
import { Button, Dialog, Field, Problem } from '../ui/ui.js';
import { kind, take } from './actions.js';
import { Option } from './option.js';
import { load } from './options.js';
import { When } from './when.js';

/**
 * Asks what an action has to know, and does it. What goes wrong is said in the window, with all that was typed in.
 *
 * @param network label of the post's network
 * @param options what its network lets choose
 * @param onDone is told of the post as it is then
 */
export function Ask({ say, action, post, network, options, onDone, onClose }) {
  const [busy, work] = useState(false);
  const [error, fail] = useState(null);
  const [question] = useState(() => questions(say, network)[action](post));
  const leave = () => { if (mayLeave()) { onClose(); } };
  const submit = async (fields) => {
    if (busy) {
      return;
    }
    work(true);
    fail(null);
    try {
      onDone(await take(action, post, fields));
    } catch (problem) {
      fail(problem);
      work(false);
    }
  };
  return h(Dialog, {
    title: question.title, say, onClose: leave, onSubmit: submit, unsaved: say('Leave what you wrote?'),
    actions: [
      h(Button, { type: 'submit', kind: kind(action) === 'danger' ? 'danger' : 'primary', busy, 'data-action': 'go' }, question.go),
      h(Button, { onClick: leave }, say('Close')),
    ],
  },
  error ? h(Problem, { say, error }) : null,
  question.text ? h('p', { class: 'cmp-smo-posts__plain' }, question.text) : null,
  h(Fields, { say, action, post, options }));
}

function questions(say, network) {
  const sure = (title, text, go) => () => ({ title, text, go });
  return {
    approve: sure(say('Approve'), '', say('Approve')),
    reject: sure(say('Reject this post?'), say('It will not go out.'), say('Reject')),
    cancel: sure(say('Cancel this post?'), say('It will not go out.'), say('Do not post')),
    retract: sure(say('Take this post back?'), say('It is deleted on {0}, with its likes and answers there.', network), say('Take it back from {0}', network)),
    edit: (post) => ({
      title: post.state === 'SENT' ? say('Change the words of this post?') : say('Change this post?'),
      text: post.state === 'SENT' ? say('They change on {0}, too; likes and answers stay.', network) : say('It has not gone out yet.'),
      go: say('Change'),
    }),
    correct: sure(say('Correct this post?'), `${say('{0} cannot change this post here: it is taken back and posted anew. Its likes and answers are lost.', network)} ${say('Where somebody has to approve the new words, it stays until they have.')}`, say('Take back and post anew')),
    again: sure(say('Post this page again?'), say('It becomes a post of its own.'), say('Post again')),
    move: sure(say('Another time for this post?'), say('Publishing the page again keeps it.'), say('Other time')),
    repeat: sure(say('Post this page again and again?'), say('Each time it is a post of its own.'), say('Repeat')),
    posted: sure(say('Mark this post as posted?'), '', say('Mark as posted')),
    retry: (post) => ({
      title: say('Send this post again?'),
      text: post.permalink ? say('Parts of it are out. Look at the network before you send it again.')
        : say('It may be out already. Look at the network before you send it again.'),
      go: say('Send again'),
    }),
  };
}

function Fields({ say, action, post, options }) {
  const looked = h(Field, { kind: 'check', name: 'confirm', value: 'true', required: true, label: say('I looked: it is not out.') });
  const reason = h(Reason, { say });
  const words = h(Field, { kind: 'area', name: 'text', label: say('Words'), required: true, value: post.nextText || post.text, lang: post.language || null, rows: 8 });
  switch (action) {
    case 'edit':
      return [
        h(Field, { kind: 'area', name: 'text', label: say('Words'), required: post.text !== '', value: post.text, lang: post.language || null, rows: 8 }),
        ...(post.state === 'SENT' ? [] : options.map((described) => h(Option, {
          key: described.name, say, described, name: `options.${described.name}`, value: post.options[described.name] ?? '',
          onLoad: (form) => load(described, { id: post.id }, [...new FormData(form)].filter(([name]) => name.startsWith('options.'))),
        }))),
      ];
    case 'correct':
      return words;
    case 'again':
      return h(Again, { say, post, words, looked: post.state === 'CANCELLED' && post.attempts.length > 0 ? looked : null });
    case 'move':
      return h(When, { say, rule: post.when, at: post.scheduled, zone: post.zone });
    case 'repeat':
      return h(Repeat, { say, rule: post.repeat || { days: 60, times: 1, text: '', fresh: 0 } });
    case 'posted':
      return h(Field, { kind: 'url', name: 'permalink', label: say('Address of the post (optional)') });
    case 'retry':
      return [post.permalink ? h(Field, {
        kind: 'select', name: 'confirm', label: say('I looked'), required: true, value: '',
        choices: [{ value: '', label: '' }, { value: 'parts', label: say('They are there: send the rest.') }, { value: 'true', label: say('Nothing of it is there: send all anew.') }],
      }) : looked, reason];
    case 'reject':
    case 'cancel':
      return reason;
    default:
      return null;
  }
}

/** What somebody says of a decision; it stands in the history. */
export function Reason({ say }) {
  return h(Field, { name: 'reason', label: say('Reason (optional)'), hint: say('It stands in the history of the post, with your name.'), maxlength: 500, dir: 'auto' });
}

/** In the words that its page has now, or in others. */
function Again({ say, post, words, looked }) {
  const [own, turn] = useState(post.nextText ? 'own' : 'page');
  return [
    h(Field, {
      kind: 'select', name: 'own', label: say('Words'), value: own, onChange: (event) => turn(event.target.value),
      choices: [{ value: 'page', label: say('As the page and its policy say now') }, { value: 'own', label: say('As I write them') }],
    }),
    own === 'own' ? [words, h(When, { say, zone: post.zone, kinds: ['now', 'next free slot', 'at'] })] : null,
    looked,
  ];
}

function Repeat({ say, rule }) {
  return [
    h('div', { class: 'cmp-smo-row' },
      h(Field, { kind: 'number', name: 'days', min: 1, max: 3650, required: true, value: rule.days, label: say('Days between two') }),
      h(Field, { kind: 'number', name: 'times', min: 0, max: 100, required: true, value: rule.times, label: say('How often; 0 for not any more') })),
    h(Field, { kind: 'area', name: 'text', value: rule.text, label: say('Words (optional)'), hint: say('{title}, {url} and the like stand for what the page says. Empty: as the policy says.') }),
    h(Field, { kind: 'number', name: 'fresh', min: 0, max: 3650, value: rule.fresh, label: say('Only if the page changed within so many days; 0 for always') }),
  ];
}
