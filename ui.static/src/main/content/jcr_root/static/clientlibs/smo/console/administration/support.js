import { h } from '../lib/preact.module.js';
import { at } from '../api.js';
import { ButtonLink } from '../ui/ui.js';
import { Part } from './part.js';

/** What to send along when somebody is asked for help, and what is in it. */
export function Support({ say }) {
  return h(Part, { name: 'support', title: say('Support bundle') },
    h('p', {}, say('A zip to send along when you ask somebody for help. You can read all of it before.')),
    h('dl', { class: 'cmp-smo-administration__in' },
      h('dt', {}, say('In it')), h('dd', {}, say('Versions of Java and bundles, environment, settings, connections, queue, health, posts counted by their state, the latest 100 posts that want a person with their reasons, and what all threads do.')),
      h('dt', {}, say('Not in it')), h('dd', {}, say('Secrets, words and titles of posts and pages, who decided what. Paths of pages and names of accounts are in it.'))),
    h('p', {}, h(ButtonLink, { href: at('/bin/smo/support?as=zip'), download: '', 'data-action': 'support' }, say('Download the support bundle'))));
}
