import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change, here, read } from '../api.js';
import { useData } from '../ui/data.js';
import { Button, Dialog, Field, Loaded, moment } from '../ui/ui.js';
import { spoken } from '../words.js';

const SERVICE = 'org.apache.sling.commons.messaging.mail.internal.SimpleMailService';

/** The name of a language in itself. */
function called(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
  } catch {
    return tag;
  }
}

/** What the form begins with: what there is, or else what is known of the person. */
export function begun({ subscription, address, zones }, language) {
  return subscription || { address, time: '07:30', zone: zones[0], language: spoken(language), weekly: true, problem: '' };
}

/** The mail a day that a person wants, or not. */
export function MailDialog({ say, language, session, onClose }) {
  const data = useData(() => read('mail'), []);
  const [state, set] = useState({ busy: '', error: null, done: '' });
  const act = async (name, fields, done) => {
    set({ busy: name, error: null, done: '' });
    try {
      const { subscription } = await change('mail', { action: name, ...fields });
      // To an address that nobody has confirmed none comes; the form says what to do.
      set({ busy: '', error: null, done: name === 'save' && subscription && subscription.proven === false ? '' : done });
    } catch (error) {
      set({ busy: '', error, done: '' });
    }
    await data.reload();
  };
  const save = (values) => act('save', { ...values, weekly: values.weekly ? 'true' : 'false', page: here() }, say('A mail comes each day at {0}.', values.time));
  const known = data.data && data.data.subscription;
  return h(Dialog, {
    title: say('Daily mail'), say, onClose, onSubmit: save,
    actions: data.data ? [
      h(Button, { kind: 'primary', type: 'submit', busy: state.busy === 'save', 'data-action': 'save' }, known ? say('Save') : say('Subscribe')),
      known ? h(Button, { busy: state.busy === 'try', 'data-action': 'try', onClick: () => act('try', {}, say(known.proven ? 'A mail is on its way to {0}.' : 'The link is on its way to {0}.', known.address)) }, known.proven ? say('Send me one now') : say('Send me the link')) : null,
      known ? h(Button, { kind: 'danger', busy: state.busy === 'stop', 'data-action': 'stop', onClick: () => act('stop', {}, say('No more daily mails come.')) }, say('Stop daily mails')) : null,
    ] : null,
  },
  h('p', {}, say('A mail a day says what goes out, what waits for you, what is broken and what became of yesterday. On a day with nothing to say none comes.')),
  h('p', { role: 'status', 'data-part': 'done' }, state.done),
  state.error ? h('p', { class: 'cmp-smo-problem', role: 'alert', dir: 'auto' }, state.error.message) : null,
  h(Loaded, { say, from: data }, (mail) => h(Form, { say, language, session, mail })));
}

function Form({ say, language, session, mail }) {
  const kept = begun(mail, language);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([...mail.zones, own].filter(Boolean))];
  return [
    mail.configured ? null : h('div', { class: 'cmp-smo-notice', 'data-part': 'unconfigured' },
      h('p', {}, say('No mails go out: this CMS has no mail service yet. An administrator has to configure one.')),
      session.administrator ? h('p', {}, say('OSGi: {0}, and the crypto service that it needs. The page on administration in docs has the steps.', SERVICE)) : null),
    kept.proven === false ? h('p', { class: 'cmp-smo-notice', 'data-part': 'unproven' }, say('Nobody knows yet whether this address is yours, so no mails go there. Let a link come, and open it.')) : null,
    kept.problem ? h('p', { class: 'cmp-smo-problem', 'data-part': 'problem', dir: 'auto' }, kept.problem,
      kept.next ? ` ${say('Tried again: {0}', moment(kept.next, language, kept.zone))}` : '') : null,
    kept.sent ? h('p', { class: 'cmp-smo-hint' }, say('Last mail: {0}', moment(kept.sent, language, kept.zone))) : null,
    h(Field, { label: say('Mail address'), kind: 'email', name: 'address', value: kept.address, required: true, maxlength: 254, autocomplete: 'email' }),
    h('div', { class: 'cmp-smo-row' },
      h(Field, { label: say('Time of day'), kind: 'time', name: 'time', value: kept.time, required: true }),
      h(Field, { label: say('By the clock of'), kind: 'select', name: 'zone', value: kept.zone, choices: zones.map((zone) => ({ value: zone, label: zone })) }),
      h(Field, { label: say('Language'), kind: 'select', name: 'language', value: kept.language, choices: mail.languages.map((tag) => ({ value: tag, label: called(tag) })) })),
    h(Field, { label: say('On Mondays also how far our goals are'), kind: 'check', name: 'weekly', checked: kept.weekly }),
  ];
}
