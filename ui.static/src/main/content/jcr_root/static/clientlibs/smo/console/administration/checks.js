import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { Badge, Button, Empty, Link, Loaded, Time } from '../ui/ui.js';
import { Part } from './part.js';

const STATES = {
  OK: ['✓', 'Well', 'good'],
  WARN: ['!', 'Look at it', 'wait'],
  TEMPORARILY_UNAVAILABLE: ['‖', 'Not for now', 'wait'],
  CRITICAL: ['✕', 'Not well', 'bad'],
  HEALTH_CHECK_ERROR: ['?', 'The check failed', 'bad'],
};

/** Where each check leads. */
const WAYS = {
  'SMO connections': ['#connections', 'Go to the connections'],
  'SMO posts': ['#posts?state=attention', 'Show posts that need attention'],
};

/** What monitoring would be told at this moment. */
export function Checks({ say, language }) {
  const checks = useData(() => read('administration/checks'), [], 60000);
  const [busy, work] = useState(false);
  const again = async () => { work(true); await checks.reload(); work(false); };
  return h(Part, {
    name: 'health', title: say('Health'),
    beside: h(Button, { 'data-action': 'check', busy, onClick: again }, say('Check again')),
  }, h(Loaded, { say, from: checks }, ({ at, checks: all }) => [
    all.length === 0 ? h(Empty, { title: say('This server runs no health checks.') })
      : h('ul', { class: 'cmp-smo-administration__plain cmp-smo-stack' }, all.map((one) => h(Check, { key: one.name, say, one }))),
    h('p', { class: 'cmp-smo-hint' }, say('Last checked'), ' ', h(Time, { at, language })),
  ]));
}

function Check({ say, one }) {
  const [sign, name, tone] = STATES[one.status] || STATES.HEALTH_CHECK_ERROR;
  const way = one.status === 'OK' ? null : WAYS[one.name];
  // What is well in a check that is not keeps nobody from reading on.
  const said = one.messages.filter((message) => one.status === 'OK' || message.status !== 'OK');
  return h('li', { 'data-check': one.name, 'data-status': one.status },
    h('h3', { class: 'cmp-smo-administration__check' }, h(Badge, { tone, sign }, say(name)), ' ', h('bdi', {}, one.name)),
    said.map((message, i) => h('p', { key: i, class: 'cmp-smo-administration__said', dir: 'auto' }, message.message)),
    way ? h('p', {}, h(Link, { href: way[0] }, say(way[1]))) : null);
}

/** All that this says beside what stands in calls, for those who translate. */
export const SAID = [...Object.values(STATES).map(([, name]) => name), ...Object.values(WAYS).map(([, text]) => text)];
