import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { format } from '../ui/route.js';
import { Badge, Button, ButtonLink, Dialog, Field, Link, Mark } from '../ui/ui.js';
import { stateOf } from '../ui/states.js';
import { moment } from './model.js';

/** What a calendar knows of a post, and a form that gives it another time. */
export function EntryDialog({ say, language, names, entry, zone, onMove, onClose }) {
  const [error, fail] = useState(null);
  const [busy, wait] = useState(false);
  const network = names.network(entry.network);
  const submit = async ({ date, time }) => {
    wait(true);
    fail(null);
    try {
      await onMove(entry, `${date}T${time}`);
      onClose();
    } catch (refused) {
      fail(refused);
    } finally {
      wait(false);
    }
  };
  const link = entry.kind === 'group' ? format('posts', { state: 'HELD' }) : format('posts', {}, entry.id);
  return h(Dialog, {
    title: entry.title, say, onClose, onSubmit: entry.movable ? submit : null,
    actions: [
      entry.movable ? h(Button, { type: 'submit', kind: 'primary', busy, 'data-action': 'move' }, say('Move')) : null,
      h(ButtonLink, { href: link, 'data-action': 'open' }, entry.kind === 'group' ? say('Show these posts') : say('Open the post')),
    ],
  },
  h('dl', { class: 'cmp-smo-calendar__facts' },
    fact(say('State'), state(entry, say)),
    fact(say('Network'), [h(Mark, network), ' ', network.label, ' · ', names.connection(entry.connection)]),
    fact(say('Time'), [h('time', { datetime: entry.instant, title: entry.instant, 'data-part': 'at' }, moment(entry.at, language)), ` (${zone})`]),
    entry.when && entry.when !== 'now' ? fact(say('When'), `${entry.when === 'next free slot' ? say('Next free slot') : entry.when}${entry.zone ? ` (${entry.zone})` : ''}`) : null,
    entry.kind === 'group' ? fact(say('Posts'), say('{0} posts are held together.', entry.count)) : null,
    entry.kind === 'post' ? fact(say('Page'), entry.page) : null,
    entry.reason ? fact(say('Reason'), h('bdi', {}, entry.reason)) : null,
    entry.permalink ? fact(say('Is out at'), h(Link, { href: entry.permalink }, entry.permalink)) : null),
  error ? h('div', { class: 'cmp-smo-problem', role: 'alert' }, h('p', { dir: 'auto' }, error.message), error.status === 409
    ? h('p', {}, say('It is now: {0}, {1}.', say(stateOf(entry.state)[1]), moment(entry.at, language))) : null) : null,
  entry.movable ? h('fieldset', { class: 'cmp-smo-calendar__move' }, h('legend', { class: 'cmp-smo-label' }, say('Another time')),
    h('div', { class: 'cmp-smo-row' },
      h(Field, { kind: 'date', name: 'date', label: say('Day'), required: true, defaultValue: entry.at.slice(0, 10) }),
      h(Field, { kind: 'time', name: 'time', label: say('Time'), required: true, defaultValue: entry.at.slice(11, 16) })),
    h('p', { class: 'cmp-smo-hint' }, say('By the clock of {0}. Quiet hours may put it later.', zone))) : null);
}

function state(entry, say) {
  const [sign, name, tone] = stateOf(entry.state);
  return h(Badge, { tone, sign }, say(name));
}

function fact(name, value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}
