import { change, read } from './api.js';
import { Applications } from './applications.js';
import { ask, field } from './dialog.js';
import { el, link, patch, time } from './dom.js';
import { abilities, asked, costs, rhythm, rhythmFields } from './fields.js';
import { arrive, leave } from './signin.js';

/** The accounts: list, add, change, test, pause, remove; and whether they post from here. For administrators. */
export class Connections {
  constructor(context) {
    this.context = context;
    const { say } = context;
    this.page = { connections: [], networks: [] };
    this.list = el('ul', { class: 'cmp-smo-console__posts', 'aria-label': say('Connections') });
    this.empty = el('p', { class: 'cmp-smo-console__empty' });
    this.network = el('select', { id: 'smo-new-network' });
    this.editor = el('div', {});
    this.applications = new Applications(context);
    this.notice = el('div', { role: 'status' });
    this.element = el('div', {}, this.notice, this.list, this.empty,
      el('form', { class: 'cmp-smo-console__filter', onsubmit: (event) => { event.preventDefault(); this.edit(null); } },
        el('div', { class: 'cmp-smo-console__field' },
          el('label', { class: 'label', for: 'smo-new-network' }, say('Network')),
          el('div', { class: 'select' }, this.network)),
        el('button', { class: 'button is-primary', 'data-action': 'add' }, say('Add connection'))),
      this.editor, this.applications.element);
  }

  async load() {
    const { say } = this.context;
    try {
      this.page = await read('connections');
      this.context.well();
    } catch (error) {
      this.context.trouble(error);
      return;
    }
    this.notice.replaceChildren(...this.foreign());
    patch(this.list, this.page.connections, (connection) => this.render(connection));
    this.empty.textContent = this.page.connections.length > 0 ? '' : say('No account is connected.');
    const chosen = this.network.value;
    this.network.replaceChildren(...this.page.networks.map(({ name, label }) => el('option', { value: name }, label)));
    if (chosen) {
      this.network.value = chosen;
    }
    await this.applications.load(this.page.networks);
    await arrive(this);
    if (this.page.networks.length === 0) {
      this.empty.textContent += ` ${say('No network is installed.')}`;
    }
  }

  /** What an administrator must know of an installation that sends nothing, and the way out. */
  foreign() {
    const { say } = this.context;
    const { obstacle } = this.page.environment || {};
    return obstacle ? [el('div', { class: 'cmp-smo-console__alarm' }, el('p', {}, obstacle),
      el('button', { type: 'button', class: 'button is-small', 'data-action': 'adopt', onclick: () => this.adopt() },
        say('This one posts now')))] : [];
  }

  async adopt() {
    const { say } = this.context;
    const sure = await ask(say, {
      title: say('Post from this installation?'),
      text: say('Posts that wait go out from here, to the accounts shown below. Where the original still runs, they go out twice.'),
      go: say('This one posts now'),
    });
    if (sure && await this.change({ action: 'adopt' }, say('This one posts now'))) {
      await this.load();
      this.network.focus();
    }
  }

  /** What holds up the posts of a connection; nothing where they go. */
  held({ lane }) {
    const { say, language } = this.context;
    if (!lane || lane.state === 'open') {
      return null;
    }
    const names = { stopped: 'Stopped', failing: 'Not reached', paused: 'Paused', locked: 'Locked on this node' };
    return el('p', { class: 'cmp-smo-console__alarm', 'data-part': 'lane' },
      `${say(names[lane.state])}: ${lane.reason} `,
      lane.until ? [`${say('Goes on')} `, time(lane.until, language)]
        : say(lane.state === 'locked' ? 'A node that has the key posts.' : 'Its posts wait until you let them go.'));
  }

  async lane(action, name, connection) {
    if (await this.change({ action, id: connection.id }, this.context.say(name))) {
      await this.load();
      [...this.list.children].find((child) => child.dataset.key === connection.id)?.focus();
    }
  }

  render(connection) {
    const { say, language } = this.context;
    const network = this.page.networks.find(({ name }) => name === connection.network);
    const facts = [[say('Network'), network ? network.label : connection.network]];
    if (connection.endpoint) {
      facts.push([say('Server address'), link(connection.endpoint, connection.endpoint)]);
    }
    facts.push(...Object.entries(connection.settings));
    if (connection.secrets.length > 0) {
      facts.push([say('Secrets'), connection.secrets.join(', ')]);
    }
    facts.push(...rhythm(say, connection));
    if (connection.since) {
      facts.push([say('Known since'), time(connection.since, language)]);
    }
    if (connection.checked) {
      facts.push([say('Last tested'), el('span', {}, time(connection.checked.at, language), connection.checked.reason ? `: ${connection.checked.reason}` : '')]);
    }
    if (connection.checked && connection.checked.expires) {
      facts.push([say('Access ends'), time(connection.checked.expires, language)]);
    }
    if (connection.expires) {
      facts.push([say('Session ends'), time(connection.expires, language)]);
    }
    if (network && abilities(say, network.capabilities)) {
      facts.push([say('Can do'), abilities(say, network.capabilities)]);
    }
    if (network && costs(say, network.prices)) {
      facts.push([say('Price'), costs(say, network.prices)]);
    }
    if (connection.quota) {
      facts.push([say('Calls left'), [`${connection.quota.remaining}, ${say('all again from')} `, time(connection.quota.resets, language)]]);
    }
    const result = el('p', { class: 'cmp-smo-console__result', role: 'status' });
    return el('li', { class: 'cmp-smo-console__post', tabindex: '-1' },
      el('h2', { class: 'cmp-smo-console__page' }, `${connection.label} (${connection.id})`),
      connection.enabled ? null : el('p', {}, say('Switched off')),
      el('dl', { class: 'cmp-smo-console__facts' }, facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, [value].flat())))),
      connection.configured ? el('p', { class: 'cmp-smo-console__hint' }, say('Stands in OSGi configuration; change it there.')) : null,
      this.held(connection),
      result,
      el('div', { class: 'cmp-smo-console__actions' },
        connection.lane && !['open', 'locked'].includes(connection.lane.state)
          ? this.button('resume', 'Let posts go', connection, () => this.lane('resume', 'Let posts go', connection)) : null,
        connection.lane && connection.lane.state !== 'stopped'
          ? this.button('pause', 'Pause', connection, () => this.lane('pause', 'Pause', connection)) : null,
        this.button('test', 'Test', connection, () => this.test(connection, result)),
        connection.configured || !network ? null : this.button('edit', 'Edit', connection, () => this.edit(connection)),
        connection.configured ? null : this.button('remove', 'Remove', connection, () => this.remove(connection))));
  }

  button(action, name, connection, onclick) {
    const text = this.context.say(name);
    return el('button', {
      type: 'button', class: 'button is-small', 'data-action': action, 'data-part': action,
      'aria-label': `${text}: ${connection.label}`, onclick,
    }, text);
  }

  async test(connection, result) {
    const { say } = this.context;
    result.textContent = `${say('Testing')} …`;
    try {
      const { result: how, account, profile, reason } = await change('connections', { action: 'test', id: connection.id });
      const names = { invalid: 'Refused', unreachable: 'Not reached', untested: 'Not tested' };
      result.replaceChildren(...(how === 'valid'
        ? ['✓ ', link(profile, say('Works as {0}', account))] : [`✕ ${say(names[how])}: ${reason}`]));
    } catch (error) {
      result.textContent = '';
      this.context.trouble(error);
    }
  }

  async remove(connection) {
    const { say } = this.context;
    const sure = await ask(say, {
      title: say('Remove {0}?', connection.label),
      text: say('Its secrets are deleted. Posts that are planned for it will fail.'),
      go: say('Remove'),
    });
    if (sure && await this.change({ action: 'remove', id: connection.id }, say('Remove'))) {
      await this.load();
      this.network.focus();
    }
  }

  /** Shows the form of a connection, made of what its network asks for. */
  edit(connection) {
    const { say } = this.context;
    const name = connection ? connection.network : this.network.value;
    const network = this.page.networks.find((known) => known.name === name);
    if (!network) {
      return;
    }
    const form = el('form', { class: 'cmp-smo-console__form box', onsubmit: (event) => { event.preventDefault(); this.save(form, name); } },
      el('h2', { class: 'cmp-smo-console__subtitle' }, `${say(connection ? 'Edit connection' : 'Add connection')}: ${network.label}`),
      abilities(say, network.capabilities) ? el('p', {}, `${network.label}: ${abilities(say, network.capabilities)}.`) : null,
      network.documentation ? el('p', {}, link(network.documentation, say('How to connect'))) : null,
      field({
        name: 'id', label: say('Name'), required: true, pattern: '[a-z0-9][a-z0-9_\\-]{0,62}',
        hint: say('Lower-case letters, digits, - and _; policies use it.'), value: connection ? connection.id : '', readonly: Boolean(connection),
      }),
      field({ name: 'label', label: say('Label'), value: connection ? connection.label : '' }),
      network.endpoint === 'none' ? null : field({
        name: 'endpoint', label: say('Server address'), type: 'url', value: connection ? connection.endpoint : '',
        required: network.endpoint === 'mandatory',
      }),
      network.fields.map((one) => asked(say, one, connection, this.context.trouble)),
      rhythmFields(say, connection, network.prices),
      el('div', { class: 'cmp-smo-console__actions' },
        network.capabilities.includes('sign_in')
          ? el('button', { class: 'button is-primary', type: 'button', 'data-action': 'signin', onclick: () => this.signIn(form, name) }, say('Sign in'))
          : null,
        el('button', { class: 'button is-primary', 'data-action': 'save' }, say('Save')),
        el('button', { class: 'button', type: 'button', onclick: () => { this.editor.replaceChildren(); this.network.focus(); } }, say('Close'))));
    this.editor.replaceChildren(form);
    form.querySelector('input:not([readonly])').focus();
  }

  async signIn(form, network) {
    try {
      await leave(form, network);
    } catch (error) {
      this.context.trouble(error);
    }
  }

  async save(form, network) {
    const fields = { action: 'save', network, ...Object.fromEntries(new FormData(form)) };
    if (await this.change(fields, this.context.say('Save'))) {
      this.editor.replaceChildren();
      await this.load();
      [...this.list.children].find((child) => child.dataset.key === fields.id)?.focus();
    }
  }

  async change(fields, name) {
    try {
      await change('connections', fields);
      this.context.tell(`${this.context.say('Done: {0}', name)}${fields.id ? `: ${fields.id}` : ''}`);
      return true;
    } catch (error) {
      this.context.trouble(error);
      return false;
    }
  }
}
