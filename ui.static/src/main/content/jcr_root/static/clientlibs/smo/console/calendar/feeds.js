import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { at, change, read, wish } from '../api.js';
import { useData } from '../ui/data.js';
import { Button, Dialog, Field, Loaded, moment } from '../ui/ui.js';

/** Addresses under which calendars of others read this one: makes one, which is shown once, and takes one back. */
export function FeedsDialog({ say, language, filter, names, onClose }) {
  const data = useData(() => read('subscriptions'), []);
  const [made, show] = useState('');
  const [error, fail] = useState(null);
  const [ending, end] = useState('');
  // Whoever presses again because no answer came makes one address, not two.
  const [token, renew] = useState(wish);
  const act = async (fields) => {
    fail(null);
    try {
      const answer = await change('subscriptions', fields);
      show(answer.key ? new URL(at(`/bin/smo/calendar.ics?key=${answer.key}`), location.href).href : '');
      renew(wish());
    } catch (refused) {
      fail(refused);
    }
    await data.reload();
  };
  const { connection, network, state, site } = filter;
  return h(Dialog, { title: say('Subscribe'), say, onClose, onSubmit: ({ name }) => act({ action: 'make', token, name, connection, network, state, site }) },
    h('p', {}, say('A calendar such as Outlook, Google Calendar or that of a telephone can show these posts. Whoever has the address sees what you may see, so give it to nobody.')),
    error ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, error.message) : null,
    made ? h('div', { class: 'cmp-smo-calendar__made' },
      h(Field, { label: say('The address; it is not shown again'), kind: 'url', readonly: true, value: made, 'data-part': 'address', onFocus: (event) => event.target.select() }),
      // Over http a browser has no clipboard for pages; the field is selected when it is entered.
      navigator.clipboard ? h(Button, { onClick: () => navigator.clipboard.writeText(made), 'data-action': 'copy' }, say('Copy')) : null) : null,
    h('p', { class: 'cmp-smo-hint' }, said(filter, say, names)),
    h('div', { class: 'cmp-smo-row' },
      h(Field, { label: say('Name'), name: 'name', required: true, maxlength: 80 }),
      h(Button, { type: 'submit', 'data-action': 'make' }, say('Make an address'))),
    h(Loaded, { say, from: data }, ({ subscriptions }) => (subscriptions.length === 0 ? null : h('ul', { class: 'cmp-smo-calendar__list' },
      subscriptions.map((one) => h('li', { key: one.id, class: 'cmp-smo-calendar__row', 'data-subscription': one.id },
        h('span', { class: 'cmp-smo-grow' }, one.name, h('span', { class: 'cmp-smo-hint' }, ' ', moment(one.made, language, undefined, true), ' · ', said(one, say, names))),
        h(Revoke, { say, one, sure: ending === one.id, onClick: () => (ending === one.id ? act({ action: 'revoke', id: one.id }) : end(one.id)) })))))));
}

/** Asks once, in its own place: whoever reads this address gets nothing any more. */
function Revoke({ say, one, sure, onClick }) {
  return [
    sure ? h('span', { role: 'status' }, say('Calendars with this address stop.')) : null,
    h(Button, { small: true, kind: sure ? 'danger' : 'plain', 'data-action': 'revoke', 'aria-label': `${say('Revoke')}: ${one.name}`, onClick }, say('Revoke')),
  ];
}

/** Which posts an address has, in words. */
function said({ connection, network, state, site }, say, names) {
  const parts = [connection && names.connection(connection), network && names.network(network).label, state && say('State: {0}', state), site].filter(Boolean);
  return parts.length ? parts.join(' · ') : say('All posts that you may see');
}
