import { el } from './dom.js';

/**
 * Asks a person. Fields are as field has them; gives what was typed in by name,
 * or null where the person thought better of it. Focus goes back to where it was.
 */
export function ask(say, { title, text = '', go, fields = [] }) {
  return new Promise((resolve) => {
    const form = el('form', { method: 'dialog', class: 'cmp-smo-console__form' },
      el('h2', { id: 'smo-ask', class: 'cmp-smo-console__subtitle' }, title),
      text ? el('p', {}, text) : null,
      fields.map(field),
      el('div', { class: 'cmp-smo-console__actions' },
        el('button', { value: 'go', class: 'button is-primary' }, go),
        el('button', { value: '', class: 'button', formnovalidate: true }, say('Close'))));
    const dialog = el('dialog', { class: 'cmp-smo-console__dialog', 'aria-labelledby': 'smo-ask' }, form);
    dialog.addEventListener('close', () => {
      const values = Object.fromEntries(new FormData(form));
      dialog.remove();
      resolve(dialog.returnValue === 'go' ? values : null);
    });
    document.querySelector('.cmp-smo-console').append(dialog);
    dialog.showModal();
  });
}

/**
 * A labelled input; a list where there are choices of {value, label}, a text area for several lines.
 * `load` is {name, choices}: a button and what it asks for the choices, given the form.
 */
export function field({
  name, label, type = 'text', required, hint, value = '', readonly, pattern, placeholder, checked, lines, choices, load,
}) {
  const id = `smo-field-${name}`;
  const hintId = hint ? `${id}-hint` : null;
  const check = type === 'checkbox';
  const common = { id, name, required, readonly, placeholder: placeholder || null, 'aria-describedby': hintId };
  const input = choices ? list(common, choices, value)
    : lines ? el('textarea', { ...common, class: 'textarea' }, value)
      : el('input', {
        ...common, type, pattern: pattern || null, checked,
        value: check ? 'true' : value,
        autocomplete: 'off',
        class: check ? null : 'input',
      });
  return el('div', { class: 'cmp-smo-console__field' },
    check ? el('label', { for: id }, input, ' ', label) : [el('label', { for: id, class: 'label' }, label + (required ? ' *' : '')), input],
    load ? loader(input, label, load) : null,
    hint ? el('p', { id: hintId, class: 'cmp-smo-console__hint' }, hint) : null);
}

/** Loads what there is to choose from; what went wrong shows beside the button. */
function loader(select, label, { name, choices }) {
  const trouble = el('span', { class: 'cmp-smo-console__hint', role: 'status' });
  const ask = async () => {
    const known = await choices(select.form);
    const before = select.value;
    select.replaceChildren(...[{ value: '', label: '' }, ...known]
      .map((one) => el('option', { value: one.value, selected: one.value === before }, one.label)));
  };
  return el('span', {}, el('button', {
    type: 'button', class: 'button is-small', 'data-action': 'load', 'aria-label': `${name}: ${label}`,
    onclick: () => ask().then(() => { trouble.textContent = ''; }, (error) => { trouble.textContent = error.message; }),
  }, name), ' ', trouble);
}

/** A list that starts with nothing chosen. */
function list(common, choices, value) {
  return el('select', { ...common, placeholder: null }, el('option', { value: '' }, ''),
    choices.map((one) => el('option', { value: one.value, selected: one.value === value }, one.label)));
}
