import { h } from '../lib/preact.module.js';
import { useRef, useState } from '../lib/hooks.module.js';
import { Button, Field } from '../ui/ui.js';
import { begun, completed, matching } from './suggest.js';

/**
 * Words of a post. Whoever begins a hashtag or a name finds those below that were used before; the next key of the keyboard goes there.
 *
 * @param known hashtags with # and names with @
 * @param onWrite is told of the words
 */
export function Area({ say, known, value, onWrite, ...rest }) {
  const [at, place] = useState(null);
  const box = useRef(null);
  const area = () => box.current.querySelector('textarea');
  const found = at && begun(value, at.caret);
  const offers = found ? matching(found.word, known) : [];
  const look = (event) => place({ caret: event.target.selectionStart });
  const take = (word) => {
    const next = completed(value, at.caret, found, word);
    place(null);
    onWrite(next.text);
    const field = area();
    field.value = next.text;
    field.focus();
    field.setSelectionRange(next.caret, next.caret);
  };
  return h('div', { ref: box },
    h(Field, { ...rest, kind: 'area', value, onInput: (event) => { look(event); onWrite(event.target.value); }, onClick: look, onKeyUp: look }),
    h('div', { class: 'cmp-smo-row cmp-smo-posts__offers', role: 'group', 'aria-label': say('Suggestions'), 'aria-live': 'polite', 'data-part': 'offers', hidden: offers.length === 0 },
      offers.map((word) => h(Button, { key: word, small: true, dir: 'auto', onClick: () => take(word) }, word))));
}
