import { change, read } from './api.js';
import { field } from './dialog.js';
import { el, link } from './dom.js';
import { asked } from './fields.js';

const STATES = {
  set: ['✓', 'Set up', 'good'],
  configured: ['✓', 'Stands in OSGi configuration; change it there.', 'good'],
  registered: ['✓', 'SMO registered itself.', 'good'],
  automatic: ['○', 'SMO registers itself when somebody first signs in.', 'calm'],
  missing: ['!', 'Missing', 'wait'],
};

/** What networks gave to the installation once: state and form. For administrators. */
export class Applications {
  constructor(context) {
    this.context = context;
    this.networks = [];
    this.element = el('section', { 'aria-label': context.say('Applications') });
  }

  async load(networks) {
    this.networks = networks;
    try {
      const { redirect, applications } = await read('signin');
      this.draw(redirect, applications);
    } catch (error) {
      this.element.replaceChildren();
      this.context.trouble(error);
    }
  }

  draw(redirect, applications) {
    const { say } = this.context;
    const known = applications.filter((one) => this.network(one));
    if (known.length === 0) {
      this.element.replaceChildren();
      return;
    }
    this.editor = el('div', {});
    this.element.replaceChildren(
      el('h2', { class: 'cmp-smo-console__subtitle' }, say('Applications')),
      el('p', {}, say('Some networks ask every installation to register before people can sign in.')),
      this.address(redirect),
      el('ul', { class: 'cmp-smo-console__posts' }, known.map((one) => this.render(one))),
      this.editor);
  }

  network(application) {
    return this.networks.find(({ name }) => name === application.network);
  }

  /** The address that networks ask for, to be copied. */
  address(redirect) {
    const { say, tell } = this.context;
    const box = field({
      name: 'redirect', label: say('Redirect address'), value: redirect, readonly: true,
      hint: say("Enter exactly this address on the network's page for developers."),
    });
    const input = box.querySelector('input');
    box.append(el('button', {
      type: 'button', class: 'button is-small', 'data-action': 'copy',
      onclick: async () => {
        input.select();
        try {
          await navigator.clipboard.writeText(redirect);
          tell(say('Copied'));
        } catch {
          // Browsers give no clipboard without https; the address is selected, so the keys copy it.
          tell(say('Selected; copy it with the keyboard.'));
        }
      },
    }, say('Copy')));
    return box;
  }

  render(application) {
    const { say } = this.context;
    const network = this.network(application);
    const [sign, name, tone] = STATES[application.state] || ['·', application.state, 'calm'];
    const fixed = application.state === 'configured' || network.applicationFields.length === 0;
    const other = network.endpoint !== 'none' && network.applicationFields.length > 0 && Boolean(application.endpoint);
    return el('li', { class: 'cmp-smo-console__post', 'data-application': application.network, 'data-state': application.state },
      el('h3', { class: 'cmp-smo-console__page' }, [network.label, application.endpoint].filter(Boolean).join(' · ')),
      el('p', {}, el('span', { class: `cmp-smo-console__state cmp-smo-console__state--${tone}` },
        el('span', { 'aria-hidden': 'true' }, sign), ' ', say(name))),
      el('div', { class: 'cmp-smo-console__actions' },
        fixed ? null : this.button('application', say('Enter application'), network, () => this.edit(network, application)),
        other ? this.button('another', say('Another server'), network, () => this.edit(network, null)) : null));
  }

  button(action, text, network, onclick) {
    return el('button', {
      type: 'button', class: 'button is-small', 'data-action': action, 'aria-label': `${text}: ${network.label}`, onclick,
    }, text);
  }

  /** Shows the form, made of what the network describes. */
  edit(network, application) {
    const { say, trouble } = this.context;
    const kept = application || { endpoint: '', settings: {}, secrets: [] };
    const form = el('form', { class: 'cmp-smo-console__form box', onsubmit: (event) => { event.preventDefault(); this.save(form, network); } },
      el('h3', { class: 'cmp-smo-console__subtitle' }, `${say('Application')}: ${network.label}`),
      network.documentation ? el('p', {}, link(network.documentation, say('How to connect'))) : null,
      network.endpoint === 'none' ? null : field({
        name: 'endpoint', label: say('Server address'), type: 'url', value: kept.endpoint,
        required: network.endpoint === 'mandatory', readonly: Boolean(kept.endpoint),
      }),
      network.applicationFields.map((one) => asked(say, { ...one, loaded: false }, kept, trouble)),
      el('div', { class: 'cmp-smo-console__actions' },
        el('button', { class: 'button is-primary', 'data-action': 'save' }, say('Save')),
        el('button', { class: 'button', type: 'button', onclick: () => this.editor.replaceChildren() }, say('Close'))));
    this.editor.replaceChildren(form);
    form.querySelector('input:not([readonly])').focus();
  }

  async save(form, network) {
    const { say, tell, trouble } = this.context;
    try {
      await change('signin', { action: 'application', network: network.name, ...Object.fromEntries(new FormData(form)) });
    } catch (error) {
      trouble(error);
      return;
    }
    tell(`${say('Done: {0}', say('Save'))}: ${network.label}`);
    await this.load(this.networks);
  }
}
