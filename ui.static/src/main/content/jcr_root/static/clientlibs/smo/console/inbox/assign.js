import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { Button, Field } from '../ui/ui.js';

/** Whose it is: taking it, giving it back, giving it to somebody. */
export function Assign({ say, reaction, user, busy, onAssign }) {
  const [to, name] = useState(false);
  const mine = reaction.assignee === user;
  const give = (event) => {
    event.preventDefault();
    onAssign(new FormData(event.target).get('to').trim());
  };
  return h('div', { class: 'cmp-smo-inbox__assign' },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' },
      reaction.assignee ? h('span', {}, mine ? say('This is yours.') : say('{0} has it.', reaction.assignee)) : null,
      mine ? null : h(Button, { small: true, kind: 'quiet', busy, 'data-action': 'take', onClick: () => onAssign(user) }, say('Take it')),
      reaction.assignee ? h(Button, { small: true, kind: 'quiet', busy, 'data-action': 'return', onClick: () => onAssign('') }, say('Give it back')) : null,
      h(Button, { small: true, kind: 'quiet', 'data-action': 'give', 'aria-expanded': String(to), onClick: () => name(!to) }, say('Give it to …'))),
    to ? h('form', { class: 'cmp-smo-row', onSubmit: give },
      h(Field, { name: 'to', label: say('Name with which that person logs in'), required: true, maxlength: 200 }),
      h(Button, { type: 'submit', busy, 'data-action': 'assign' }, say('Give it'))) : null);
}
