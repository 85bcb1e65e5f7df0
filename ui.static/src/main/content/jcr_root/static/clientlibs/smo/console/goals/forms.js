import { h } from '../lib/preact.module.js';
import { useState } from '../lib/hooks.module.js';
import { change } from '../api.js';
import { Button, Dialog, Field, Problem, useId } from '../ui/ui.js';
import { mayLeave } from '../ui/unsaved.js';
import { idOf, MARKS, MEASURES, wrong } from './figures.js';

/** Sets a goal, changes it or removes it. */
export function GoalDialog(context) {
  const { say, session, goal, found } = context;
  const connections = [{ value: '', label: say('All') }, ...session.connections.map((one) => ({ value: one.id, label: one.label }))];
  const campaigns = [{ value: '', label: say('All') }, ...found.campaigns.map((one) => ({ value: one.id, label: one.title }))];
  return h(PlanDialog, {
    ...context, resource: 'goals', plan: goal, title: goal.id ? say('Change the goal') : say('Set a goal'),
    fields: (errors, values) => [
      h(Field, { label: say('Title'), name: 'title', value: values.title, required: true, maxlength: 200, error: errors.title }),
      h('div', { class: 'cmp-smo-row' },
        h(Field, { label: say('Measure'), kind: 'select', name: 'measure', value: values.measure || 'posts', choices: MEASURES.map((one) => ({ value: one.name, label: say(one.label) })) }),
        h(Field, { label: say('Target'), kind: 'number', name: 'target', min: '0.001', step: 'any', value: values.target, required: true, error: errors.target })),
      values.measure === 'answered' ? h(Field, { label: say('Answered within so many hours'), kind: 'number', name: 'hours', min: 1, max: 720, value: values.hours || '24' }) : null,
      h(Days, { say, plan: values, today: context.today, error: errors.to }),
      // Followers are those of an account, whatever it posts.
      ...(values.measure === 'followers'
        ? [h(Field, { key: 'whose', label: say('Connection'), kind: 'select', name: 'connection', value: values.connection || '', required: true, error: errors.connection, choices: [{ value: '', label: say('Say whose followers.') }, ...connections.slice(1)] })]
        : [
          h(Field, { key: 'below', label: say('Pages below'), name: 'below', value: values.below, hint: say('Path of a site or page; empty: all.') }),
          h(Field, { key: 'tag', label: say('Tag'), name: 'tag', value: values.tag }),
          h('div', { key: 'of', class: 'cmp-smo-row' },
            h(Field, { label: say('Campaign'), kind: 'select', name: 'campaign', value: values.campaign || '', choices: campaigns }),
            h(Field, { label: say('Connection'), kind: 'select', name: 'connection', value: values.connection || '', choices: connections })),
        ]),
      h(Field, { label: say('Owner'), name: 'owner', value: values.owner }),
    ],
  });
}

/** Makes a campaign, changes it or removes it. */
export function CampaignDialog(context) {
  const { say, campaign } = context;
  return h(PlanDialog, {
    ...context, resource: 'campaigns', plan: { ...campaign, tags: (campaign.tags || []).join('\n') }, title: campaign.id ? say('Change the campaign') : say('Make a campaign'),
    fields: (errors, values) => [
      h(Field, { label: say('Title'), name: 'title', value: values.title, required: true, maxlength: 200, error: errors.title }),
      campaign.id ? null : h(Field, {
        label: say('Name in links'), name: 'id', value: values.id, pattern: '[a-z0-9][a-z0-9\\-]{0,38}[a-z0-9]',
        hint: say('Pages and links name it so (utm_campaign): small letters, digits and hyphens. Empty: from the title.'),
      }),
      h(Days, { say, plan: values, today: context.today, error: errors.to }),
      h(Field, { label: say('Tags'), kind: 'area', name: 'tags', value: values.tags, hint: say('One a line; posts of pages with one of them belong to it.') }),
      h(Field, { label: say('Owner'), name: 'owner', value: values.owner }),
      h(Marks, { say, values }),
    ],
  });
}

/** What is said of it in links; names of parameters are the same in all languages. */
function Marks({ say, values }) {
  const id = useId();
  return h('fieldset', { class: 'cmp-smo-goals__marks', 'aria-describedby': id },
    h('legend', { class: 'cmp-smo-label' }, say('Marks for web analytics')),
    MARKS.map((name) => h(Field, { key: name, label: `utm_${name}`, name, value: values[name], maxlength: 200, dir: 'ltr' })),
    h('p', { id, class: 'cmp-smo-hint' }, say('In links of its posts, in its days, in place of what the site says. Empty: as the site says.')));
}

function Days({ say, plan, today, error }) {
  return h('div', { class: 'cmp-smo-row' },
    h(Field, { label: say('From'), kind: 'date', name: 'from', value: plan.from || today, required: true }),
    h(Field, { label: say('To'), kind: 'date', name: 'to', value: plan.to || '', required: true, error }));
}

function PlanDialog({ say, resource, plan, title, fields, zone, taken, onClose, onDone }) {
  const [state, set] = useState({ busy: '', error: null, wrong: {}, sure: false });
  // What is typed stays while the dialog says what is wrong with it.
  const [typed, type] = useState(plan);
  const onInput = ({ target }) => type((before) => ({ ...before, [target.name]: target.value }));
  const send = async (action, values) => {
    set({ busy: action, error: null, wrong: {}, sure: false });
    try {
      await change(resource, { ...values, action });
      onDone();
    } catch (error) {
      set({ busy: '', error, wrong: {}, sure: false });
    }
  };
  const leave = () => { if (mayLeave()) { onClose(); } };
  const submit = (values) => {
    const found = wrong(values);
    if (Object.keys(found).length) {
      set({ busy: '', error: null, wrong: Object.fromEntries(Object.entries(found).map(([name, text]) => [name, say(text)])), sure: false });
    } else {
      send('save', { ...values, id: plan.id || values.id || idOf(values.title, taken), revision: plan.revision || '', zone: plan.zone || zone });
    }
  };
  const remove = () => (state.sure ? send('remove', { id: plan.id, revision: plan.revision }) : set({ ...state, sure: true }));
  return h(Dialog, {
    say, title, onClose: leave, onSubmit: submit, unsaved: say('Leave what you wrote?'),
    actions: [
      h(Button, { kind: 'primary', type: 'submit', busy: state.busy === 'save' }, say('Save')),
      plan.id ? h(Button, { kind: 'danger', busy: state.busy === 'remove', onClick: remove, 'data-action': 'remove' }, state.sure ? say('Remove it for good') : say('Remove')) : null,
    ],
  }, state.error ? h(Problem, { say, error: state.error }) : null, h('div', { onInput }, fields(state.wrong, typed)));
}
