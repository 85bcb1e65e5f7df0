import { change, here, read } from './api.js';
import { field } from './dialog.js';
import { el } from './dom.js';

/** Sends a person to a network to sign in. Secrets stay behind: the network gives them. */
export async function leave(form, network) {
  const inputs = [...form.elements].filter((input) => input.type !== 'password');
  if (!inputs.every((input) => !input.reportValidity || input.reportValidity())) {
    return;
  }
  const typed = [...new FormData(form)].filter(([name]) => !name.startsWith('secrets.'));
  const { address } = await change('signin', {
    ...Object.fromEntries(typed), action: 'start', network, page: here(),
  });
  if (/^https?:\/\//i.test(address)) {
    location.assign(address);
  }
}

/** Welcomes a person who comes back from a network: says so, or has one of several accounts chosen. */
export async function arrive(view) {
  const { say, tell, trouble } = view.context;
  const back = new URLSearchParams(location.search);
  const [connected, choosing] = [back.get('signedin'), back.get('choose')];
  if (!connected && !choosing) {
    return;
  }
  history.replaceState(null, '', location.pathname + location.hash);
  if (connected) {
    tell(say('Connected: {0}', connected));
    return;
  }
  try {
    const { accounts } = await read('signin', { choices: choosing });
    choose(view, choosing, accounts);
  } catch (error) {
    trouble(error);
  }
}

function choose(view, choices, accounts) {
  const { say, tell, trouble } = view.context;
  const form = el('form', {
    class: 'cmp-smo-console__form box',
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        const { id } = await change('signin', { action: 'choose', choices, ...Object.fromEntries(new FormData(form)) });
        view.editor.replaceChildren();
        tell(say('Connected: {0}', id));
        await view.load();
      } catch (error) {
        trouble(error);
      }
    },
  },
  el('h2', { class: 'cmp-smo-console__subtitle' }, say('Which account shall be posted to?')),
  field({
    name: 'account', label: say('Account'), required: true,
    choices: accounts.map(({ id, label }) => ({ value: id, label })),
  }),
  el('div', { class: 'cmp-smo-console__actions' }, el('button', { class: 'button is-primary' }, say('Connect'))));
  view.editor.replaceChildren(form);
  form.querySelector('select').focus();
}
