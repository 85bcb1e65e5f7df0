import { h } from '../lib/preact.module.js';
import { useEffect, useState } from '../lib/hooks.module.js';
import { read } from '../api.js';
import { useData } from '../ui/data.js';
import { format } from '../ui/route.js';
import { Badge, Button, Empty, Link, Loaded, Progress, styles } from '../ui/ui.js';
import { MARKS, MEASURES, ordered, state } from './figures.js';
import { CampaignDialog, GoalDialog } from './forms.js';

export const folder = 'goals';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());

/** What the team set out for, how far it is, and the campaigns in which it does. */
export default function Goals(context) {
  const { say } = context;
  useEffect(() => { styles(new URL('./goals.css', import.meta.url).href); }, []);
  const goals = useData(() => read('goals'), [], 60000);
  const campaigns = useData(() => read('campaigns'), [], 60000);
  const reload = () => { goals.reload(); campaigns.reload(); };
  return h('div', { class: 'cmp-smo-stack' },
    h(Loaded, { say, from: goals }, (found) => h(GoalList, { ...context, found, reload })),
    h(Loaded, { say, from: campaigns }, (found) => h(CampaignList, { ...context, found, reload })));
}

function GoalList(context) {
  const { say, found, reload } = context;
  const [open, turn] = useState(null);
  const done = () => { turn(null); reload(); };
  return h('section', { class: 'cmp-smo-stack', 'data-part': 'goals' },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' }, h('h2', { class: 'cmp-smo-console__subtitle cmp-smo-grow' }, say('Goals')),
      found.editable ? h(Button, { kind: 'primary', onClick: () => turn({}), 'data-action': 'new-goal' }, say('Set a goal')) : null),
    found.goals.length === 0 ? h(Empty, { title: say('No goal is set.') },
      h('p', {}, found.editable ? say('Say how much of what shall be reached until when; the page then shows how far you are.') : say('Administrators set goals.')))
      : h('ul', { class: 'cmp-smo-goals' }, ordered(found.goals, today()).map((goal) => h(Goal, { ...context, key: goal.id, goal, onChange: () => turn(goal) }))),
    open ? h(GoalDialog, { ...context, goal: open, zone, today: today(), taken: found.goals.map((one) => one.id), onClose: () => turn(null), onDone: done }) : null);
}

function Goal({ say, language, session, found, goal, onChange }) {
  const standing = state(goal);
  const { progress } = goal;
  const whole = (value) => (value === null ? say('not available') : new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value));
  const measure = say(MEASURES.find((one) => one.name === goal.measure).label);
  return h('li', { class: 'cmp-smo-card cmp-smo-stack', 'data-goal': goal.id, 'data-standing': progress ? progress.state : 'past' },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' },
      h('h3', { class: 'cmp-smo-goals__title cmp-smo-grow', dir: 'auto' }, goal.title), h(Badge, { tone: standing.tone, sign: standing.sign }, say(standing.label))),
    h('p', { class: 'cmp-smo-hint' }, `${measure}, ${period(language, goal)}`),
    progress ? h(Progress, { value: progress.value || 0, most: goal.target, label: goal.title, text: say('{0} of {1}', whole(progress.value), whole(goal.target)) }) : null,
    progress && progress.forecast !== null && progress.state !== 'reached' && progress.elapsed < 1
      ? h('p', {}, say('At this pace it will be {0} at the end.', whole(progress.forecast))) : null,
    progress && progress.state === 'untold' ? h('p', { 'data-part': 'untold' }, say('The connection is gone, or its network does not tell how many follow. Choose another account, or remove the goal.')) : null,
    progress && progress.state === 'open' && goal.measure === 'followers' ? h('p', { class: 'cmp-smo-hint' }, say('Followers are counted once a day. Two days tell a pace.')) : null,
    h(Scope, { say, session, goal, campaigns: found.campaigns }),
    progress && progress.weeks.length ? h('details', {}, h('summary', {}, say('Week by week')), h(Weeks, { say, language, measure, weeks: progress.weeks, whole })) : null,
    found.editable ? h('div', {}, h(Button, { small: true, onClick: onChange, 'data-action': 'change-goal' }, say('Change'))) : null);
}

function period(language, { from, to }) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return day.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}

function Scope({ say, session, goal, campaigns }) {
  const campaign = campaigns.find((one) => one.id === goal.campaign);
  const facts = [[say('Pages below'), goal.below], [say('Tag'), goal.tag], [say('Campaign'), campaign ? campaign.title : goal.campaign],
    [say('Connection'), (session.connections.find((one) => one.id === goal.connection) || { label: goal.connection }).label], [say('Owner'), goal.owner]]
    .filter(([, value]) => value);
  return facts.length ? h('dl', { class: 'cmp-smo-console__facts' }, facts.map(([name, value]) => h('div', { key: name }, h('dt', {}, name), h('dd', { dir: 'auto' }, value)))) : null;
}

function Weeks({ say, language, measure, weeks, whole }) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return h('div', { class: 'cmp-smo-scroll', tabindex: '0', role: 'region', 'aria-label': say('Week by week') }, h('table', { class: 'cmp-smo-table' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('Week from')), h('th', { scope: 'col', class: 'is-number' }, say('Posts')), measure === say('Posts') ? null : h('th', { scope: 'col', class: 'is-number' }, measure))),
    h('tbody', {}, weeks.map((week) => h('tr', { key: week.from }, h('th', { scope: 'row' }, day.format(new Date(`${week.from}T00:00:00Z`))),
      h('td', { class: 'is-number' }, whole(week.posts)), measure === say('Posts') ? null : h('td', { class: 'is-number' }, whole(week.value)))))));
}

function CampaignList(context) {
  const { say, language, found, reload } = context;
  const [open, turn] = useState(null);
  const done = () => { turn(null); reload(); };
  return h('section', { class: 'cmp-smo-stack', 'data-part': 'campaigns' },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' }, h('h2', { class: 'cmp-smo-console__subtitle cmp-smo-grow' }, say('Campaigns')),
      found.editable ? h(Button, { onClick: () => turn({}), 'data-action': 'new-campaign' }, say('Make a campaign')) : null),
    found.campaigns.length === 0 ? h(Empty, { title: say('There is no campaign.') },
      h('p', {}, say('A campaign joins posts over pages and languages: those whose pages name it or have one of its tags.')))
      : h('ul', { class: 'cmp-smo-goals' }, found.campaigns.map((one) => h(Campaign, { key: one.id, say, language, campaign: one, editable: found.editable, onChange: () => turn(one) }))),
    open ? h(CampaignDialog, { ...context, campaign: open, zone, today: today(), taken: found.campaigns.map((one) => one.id), onClose: () => turn(null), onDone: done }) : null);
}

function Campaign({ say, language, campaign, editable, onChange }) {
  const number = (figure) => (campaign.figures[figure] ? new Intl.NumberFormat(language).format(campaign.figures[figure].sum) : say('not available'));
  const facts = [[say('Posts'), new Intl.NumberFormat(language).format(campaign.posts)], [say('Pages'), new Intl.NumberFormat(language).format(campaign.pages)],
    [say('Engagement'), number('engagement')], [say('Clicks on short links'), number('clicks')], [say('Tags'), campaign.tags.join(', ')],
    ...MARKS.map((name) => [`utm_${name}`, campaign[name]]), [say('Owner'), campaign.owner]]
    .filter(([, value]) => value);
  return h('li', { class: 'cmp-smo-card cmp-smo-stack', 'data-campaign': campaign.id },
    h('h3', { class: 'cmp-smo-goals__title', dir: 'auto' }, campaign.title),
    h('p', { class: 'cmp-smo-hint' }, h('span', { dir: 'ltr' }, campaign.id), `, ${period(language, campaign)}`),
    h('dl', { class: 'cmp-smo-console__facts' }, facts.map(([name, value]) => h('div', { key: name }, h('dt', {}, name), h('dd', { dir: 'auto' }, value)))),
    h('p', {}, h(Link, { href: format('results', { campaign: campaign.id, from: campaign.from, to: campaign.to }) }, say('Results of its links'))),
    editable ? h('div', {}, h(Button, { small: true, onClick: onChange, 'data-action': 'change-campaign' }, say('Change'))) : null);
}
