import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { Button, Field, patternOf } from '../ui/ui.js';
import { choices } from './options.js';

const KINDS = { text: 'text', url: 'url', number: 'number', long_text: 'area', secret: 'text' };

/**
 * The question for one option of a post; choices of the network come when somebody asks for them.
 *
 * @param asked whether it has to be answered where its network wants that
 * @param onLoad is asked for them, with the form
 * @param onInput hears of each change, where somebody wants to
 */
export function Option({ say, described, name, value, disabled = false, asked = true, onLoad, onInput }) {
  const [loaded, keep] = useState(null);
  const [error, fail] = useState('');
  const known = choices(say, described, value, loaded);
  const ask = async (event) => {
    try {
      keep(await onLoad(event.target.closest('form')));
      fail('');
    } catch (problem) {
      fail(problem.message);
    }
  };
  const hear = onInput ? { [known ? 'onChange' : 'onInput']: (event) => onInput(event.target.value) } : {};
  return h(Field, {
    kind: known ? 'select' : KINDS[described.kind] || 'text', name, label: described.label, hint: described.help, value, error, disabled,
    required: asked && described.mandatory && !described.value, placeholder: described.placeholder || described.value || null,
    pattern: patternOf(described.pattern), choices: known ? [{ value: '', label: '' }, ...known] : null, ...hear,
  }, described.loaded && !disabled ? h(Button, { small: true, 'data-action': 'load', 'aria-label': `${say('Load choices')}: ${described.label}`, onClick: ask }, say('Load choices')) : null);
}
