import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change, read } from '../api.js';
import { useData } from '../ui/data.js';
import { Badge, Button, Dialog, Empty, Field, Loaded, Problem } from '../ui/ui.js';
import { useUnsaved } from '../ui/unsaved.js';
import { filled } from './fill.js';

/** Answers that are given again and again: one goes into the form, or what stands in the form is kept as one. */
export function Saved({ say, reaction, session, words, onClose, onPick }) {
  const { page, author } = reaction;
  const found = useData(() => read('answers', { page }), [page]);
  const [error, fail] = useState(null);
  const [text, write] = useState(words);
  // What stands in the form below stays there, and what was saved is.
  const [kept, keep] = useState(words);
  const mayLeave = useUnsaved(text !== kept ? say('Leave what you wrote?') : '');
  const put = async (fields) => {
    try {
      await change('answers', { page, ...fields });
      if (fields.action === 'save') {
        keep(fields.words);
      }
      fail(null);
      found.reload();
    } catch (problem) {
      fail(problem);
    }
  };
  return h(Dialog, {
    title: say('Saved answers'), say, onClose: () => { if (mayLeave()) { onClose(); } },
    onSubmit: ({ title, shared }) => put({ action: 'save', title, words: text, shared: String(shared === 'on') }),
    actions: h(Button, { type: 'submit', 'data-action': 'save-answer' }, say('Save these words')),
  },
  error ? h(Problem, { say, error }) : null,
  h(Loaded, { say, from: found }, ({ answers, reach }) => [
    answers.length === 0 ? h(Empty, { title: say('No answer is saved yet.') }) : h('ul', { class: 'cmp-smo-inbox__saved' }, answers.map((one) => h('li', { key: one.id, 'data-answer': one.title },
      h('p', {}, h('strong', {}, one.title), ' ', one.shared ? h(Badge, {}, say('For all pages')) : null),
      h('p', { class: 'cmp-smo-inbox__text', dir: 'auto' }, filled(one.words, author)),
      h('div', { class: 'cmp-smo-row' },
        h(Button, { small: true, 'data-action': 'pick', 'aria-label': `${say('Put it into the answer')}: ${one.title}`, onClick: () => { if (mayLeave()) { onPick(filled(one.words, author)); } } }, say('Put it into the answer')),
        one.removable ? h(Button, { small: true, kind: 'danger', 'data-action': 'remove-answer', 'aria-label': `${say('Delete')}: ${one.title}`, onClick: () => put({ action: 'remove', id: one.id }) }, say('Delete')) : null)))),
    h('h3', {}, say('Save one more')),
    h(Field, { name: 'title', label: say('Name'), required: true, maxlength: 60 }),
    h(Field, { kind: 'area', label: say('Text'), value: text, required: true, maxlength: 5000, onInput: (event) => write(event.target.value), hint: say('Write {name} where the name of whom you answer goes.') }),
    session.administrator ? h(Field, { kind: 'check', name: 'shared', label: say('For all pages') }) : null,
    h('p', { class: 'cmp-smo-hint' }, say('Others find it at all pages below {0}.', reach)),
  ]));
}
