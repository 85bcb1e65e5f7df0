import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { change, read, wish } from '../api.js';
import { forget, mayLeave, useUnsaved } from '../ui/unsaved.js';
import { Button, Field } from '../ui/ui.js';
import { act } from './actions.js';
import { appended } from './fill.js';
import { Saved } from './saved.js';
import { account } from './standing.js';

const PAUSE = 300;

/**
 * The form in which a person answers. It counts as the network does, and sends one answer however often it is asked to: all its tries carry
 * the same token. Where somebody else has answered meanwhile, it asks first.
 */
export function Answer(place) {
  const { say, session, reaction, data, again, reload, onClose, tell } = place;
  const { identity, id } = reaction;
  const [words, write] = useState('');
  const [typed, touch] = useState(false);
  const [size, count] = useState(null);
  const [error, fail] = useState(null);
  const [busy, work] = useState('');
  const [saved, open] = useState(false);
  const form = useRef(null);
  const token = useRef('');
  const sending = useRef(false);
  const seen = useRef(reaction.answers.length);
  token.current = token.current || wish();
  // Names that the form begins with are nobody's words.
  useUnsaved(typed && !busy ? say('Leave what you wrote?') : '');
  const leave = () => { if (mayLeave()) { onClose(); } };
  const begin = async () => {
    try {
      const opening = await read('reactions', { answer: id, identity });
      // What the person typed meanwhile stays behind it.
      write((typed) => opening.words + typed);
      count(opening.size);
      fail(null);
    } catch (problem) {
      fail(problem);
    }
  };
  useEffect(() => { form.current.querySelector('textarea').focus(); begin(); }, []);
  useEffect(() => {
    if (!size) {
      return undefined;
    }
    const timer = setTimeout(async () => {
      try {
        count(await change('reactions', { action: 'measure', identity, id, words }));
      } catch (problem) {
        // It counts again with the next letter, and the server has the last word.
        console.warn(problem);
      }
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [words]);
  const others = reaction.answers.length > seen.current;
  const submit = async (event) => {
    event.preventDefault();
    if (sending.current || !size) {
      return;
    }
    sending.current = true;
    work('send');
    fail(null);
    try {
      await act('answer', reaction, { words, token: token.current });
      tell(say('The answer to {0} goes out within seconds.', reaction.author || say('Somebody')));
      forget();
      again();
      reload();
      onClose();
    } catch (problem) {
      sending.current = false;
      fail(problem);
      work('');
      again();
    }
  };
  const over = size && size.length > size.most;
  return h('div', { class: 'cmp-smo-inbox__answer' },
    h('form', {
      ref: form, onSubmit: submit, 'data-part': 'answer',
      onKeyDown: (event) => { if (event.key === 'Escape') { event.preventDefault(); leave(); } },
    },
    others ? h('p', { class: 'cmp-smo-inbox__others', role: 'alert' }, say('Somebody has answered meanwhile; see above.')) : null,
    h(Field, {
      kind: 'area', label: say('Answer to {0}', reaction.author || say('Somebody')), value: words, required: true, rows: 3, dir: 'auto', 'data-part': 'words',
      hint: data.post ? say('You answer as {0}.', account(data.post, session.connections)) : null,
      error: over ? say('{0} too many', size.length - size.most) : null, onInput: (event) => { touch(event.target.value.trim() !== ''); write(event.target.value); },
    }),
    h('p', { class: 'cmp-smo-hint', 'data-part': 'count' }, size ? h('bdi', { dir: 'ltr' }, `${size.length} / ${size.most}`) : error ? '' : say('Loading')),
    h('p', { role: 'status', class: error ? 'cmp-smo-wrong' : null, 'data-part': 'says', dir: 'auto' }, busy ? say('Sending') : error ? trouble(error, say) : ''),
    h('div', { class: 'cmp-smo-row' },
      size || !error ? h(Button, { type: 'submit', small: true, kind: 'primary', busy: !!busy || !size, 'data-action': 'send' }, others ? say('Send mine, too') : say('Send answer'))
        : h(Button, { small: true, onClick: begin }, say('Try again')),
      h(Button, { small: true, 'data-action': 'saved', onClick: () => open(true) }, say('Saved answers')),
      h(Button, { small: true, kind: 'quiet', 'data-action': 'close-answer', onClick: leave }, say('Close')))),
    saved ? h(Saved, { ...place, words, onClose: () => open(false), onPick: (text) => { open(false); write((typed) => appended(typed, text)); } }) : null);
}

function trouble(error, say) {
  return error.status === 401 ? say('Your session has ended.')
    : error.status && error.status < 502 ? error.message : say('The server does not answer. Nothing is lost: send it again.');
}
