import { change, here } from '../api.js';

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
