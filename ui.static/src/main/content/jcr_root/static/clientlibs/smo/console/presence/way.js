import { h } from '../lib/preact.module.js';
import { Link } from '../ui/ui.js';

/** Where on a network what a field asks for is found: the page to begin at, by network and field. `{endpoint}` is the server of the account. */
const BEGINNINGS = {
  mastodon: { token: '{endpoint}/settings/applications' },
  bluesky: { appPassword: 'https://bsky.app/settings/app-passwords' },
  linkedin: { clientId: 'https://www.linkedin.com/developers/apps' },
  x: { clientId: 'https://developer.x.com/' },
  facebook: { clientId: 'https://developers.facebook.com/apps/' },
  instagram: { clientId: 'https://developers.facebook.com/apps/' },
  threads: { clientId: 'https://developers.facebook.com/apps/' },
  googlebusiness: { clientId: 'https://console.cloud.google.com/apis/credentials' },
  pinterest: { clientId: 'https://developers.pinterest.com/apps/' },
  tumblr: { clientId: 'https://www.tumblr.com/oauth/apps' },
  reddit: { clientId: 'https://www.reddit.com/prefs/apps' },
  telegram: { token: 'https://t.me/BotFather' },
  discord: { webhook: 'https://discord.com/channels/@me' },
  slack: { token: 'https://api.slack.com/apps', webhook: 'https://api.slack.com/apps' },
  teams: { webhook: 'https://teams.microsoft.com/' },
};

/** The page to begin at; empty where there is none, or it is on a server that nobody has named yet. */
export function beginning(network, field, endpoint = '') {
  const address = (BEGINNINGS[network] || {})[field] || '';
  return address.includes('{endpoint}') && !/^https:/.test(endpoint) ? '' : address.replace('{endpoint}', endpoint.replace(/\/+$/, ''));
}

/**
 * The clicks that a help tells one behind the other, as "In Bluesky: Settings, App passwords, Add app password." does in each language; what comes
 * behind them is in the help. None where it tells fewer than two.
 */
export function clicks(help) {
  for (const [, said] of help.matchAll(/[:：]\s*((?:[^.。:：]|[:：](?=\S)|\.(?=\S))+)/g)) {
    const all = said.split(/[,،、]/).map((one) => one.trim()).filter(Boolean);
    const end = all.findIndex((one) => /[:：]/.test(one));
    const steps = end < 0 ? all : all.slice(0, end);
    if (steps.length > 1) {
      return steps;
    }
  }
  return [];
}

/** What is opened at the end of a window is not hidden by its buttons. */
const shown = ({ target }) => { if (target.open) { target.scrollIntoView({ block: 'nearest' }); } };

/** The clicks that lead to what a field asks for, each with a drawing, and the page to begin at. */
export function Way({ say, network, field, endpoint }) {
  const from = beginning(network.name, field.name, endpoint);
  const steps = BEGINNINGS[network.name] && BEGINNINGS[network.name][field.name] ? clicks(field.help) : [];
  if (!from && steps.length === 0) {
    return null;
  }
  return h('details', { class: 'cmp-smo-presence__way', 'data-part': 'way', 'data-field': field.name, onToggle: shown },
    h('summary', {}, say('Where to find it')),
    from ? h('p', {}, h(Link, { href: from }, say('Begin on {0}', network.label))) : null,
    steps.length ? h('ol', { class: 'cmp-smo-presence__clicks' }, steps.map((step, i) => h('li', { key: step },
      h(Drawing, { row: i % 3, last: i === steps.length - 1 }), h('span', { dir: 'auto' }, step)))) : null);
}

/** A window with a menu, and the one line of it to click; behind the last, what one takes away. Colours are those of the console. */
function Drawing({ row, last }) {
  const line = (at) => h('rect', { key: at, x: 8, y: 18 + at * 9, width: at === row ? 40 : 30, height: 5, rx: 1, fill: at === row ? 'var(--smo-accent)' : 'var(--smo-line)' });
  return h('svg', { class: 'cmp-smo-presence__drawing', viewBox: '0 0 80 50', 'aria-hidden': 'true' },
    h('rect', { x: 1, y: 1, width: 78, height: 48, rx: 4, fill: 'var(--smo-card)', stroke: 'var(--smo-strong)', 'stroke-width': 1.5 }),
    h('path', { d: 'M1 11h78', stroke: 'var(--smo-strong)' }),
    [6, 12, 18].map((x) => h('circle', { key: x, cx: x, cy: 6, r: 1.6, fill: 'var(--smo-strong)' })),
    [0, 1, 2].map(line),
    h('path', { d: `M44 ${20 + row * 9}l0 13l3.5-3l3 6l3-1.5l-3-6l4.5-.5z`, fill: 'var(--smo-ink)', stroke: 'var(--smo-card)' }),
    last ? h('path', { d: 'M63 20h10v13h-10zM66 17h10v13', fill: 'none', stroke: 'var(--smo-good)', 'stroke-width': 1.5 }) : null);
}
