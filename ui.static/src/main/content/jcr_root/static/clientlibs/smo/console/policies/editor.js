import { h } from '../lib/preact.module.js';
import { useEffect, useRef, useState } from '../lib/hooks.module.js';
import { at, change } from '../api.js';
import { Badge, Button, ButtonLink, Problem } from '../ui/ui.js';
import { begin, changed, changes, copied, rebased, wish } from './model.js';
import { CopyDialog } from './copy.js';
import { Form } from './form.js';
import { called, ordered } from './order.js';
import { formAt } from './path.js';
import { Trial } from './trial.js';

/** What somebody changed and did not save, with the forms as they were then, by site: going to another page of the console loses nothing. */
const kept = new Map();

/** The same on the forms as they are now. */
function begun(place) {
  const before = kept.get(place.path);
  return before ? rebased(before.forms, place.forms, before.drafts) : { drafts: {}, theirs: [] };
}

/** All forms of a place: which there are, the one that is open, and what is to be done with what was changed. */
export function Editor(context) {
  const { say, place: first, route, found } = context;
  const [place, put] = useState(first);
  const [start] = useState(() => begun(first));
  const [drafts, draw] = useState(start.drafts);
  const [state, set] = useState({ busy: false, error: null, wrong: {}, said: '', theirs: start.theirs });
  const [copying, copy] = useState(false);
  const says = useRef(null);
  const forms = ordered(place.forms);
  const open = forms.find((form) => form.name === route.query.form) || forms[0];
  const unsaved = changes(forms, drafts);
  const draft = (all) => { kept.set(place.path, { forms: place.forms, drafts: all }); draw(all); set((old) => ({ ...old, said: '', wrong: {} })); };
  useEffect(() => {
    const leave = (event) => { if (unsaved.length) { event.preventDefault(); } };
    window.addEventListener('beforeunload', leave);
    return () => window.removeEventListener('beforeunload', leave);
  }, [unsaved.length]);
  const failed = (error) => {
    const { current, wrong = {} } = error.answer || {};
    let theirs = [];
    if (current) {
      const merged = rebased(place.forms, current.forms, drafts);
      ({ theirs } = merged);
      kept.set(place.path, { forms: current.forms, drafts: merged.drafts });
      draw(merged.drafts);
      put(current);
    }
    set({ busy: false, error, wrong, said: '', theirs });
    const [form] = Object.keys(wrong);
    if (form && !wrong[open.name]) {
      context.go(formAt(place.path, form));
    }
  };
  const save = async () => {
    set({ busy: true, error: null, wrong: {}, said: '', theirs: [] });
    try {
      const saved = await change('policies', { site: place.path, forms: wish(forms, drafts) });
      kept.delete(place.path);
      put(saved);
      draw({});
      set({ busy: false, error: null, wrong: {}, said: say('Saved. It holds from now on for {0}.', saved.title), theirs: [] });
      says.current.focus();
    } catch (error) {
      failed(error);
    }
  };
  const discard = () => { kept.delete(place.path); draw({}); set({ busy: false, error: null, wrong: {}, said: '', theirs: [] }); };
  const take = (others) => {
    const taken = Object.fromEntries(forms.map((form) => [form.name, copied(form, others.find((one) => one.name === form.name))]).filter(([, one]) => one));
    draft({ ...drafts, ...taken });
    copy(false);
    set((old) => ({ ...old, said: say('The forms say what the other site says. Look through them, then save.') }));
  };
  return h('div', { class: 'cmp-smo-policies', 'data-place': place.path, 'data-own': String(place.own) },
    h('div', { class: 'cmp-smo-row cmp-smo-row--middle' },
      h('h2', { class: 'cmp-smo-console__subtitle cmp-smo-grow', dir: 'auto' }, place.title),
      place.editable ? h(Button, { onClick: () => copy(true), 'data-action': 'copy' }, say('Copy from another site')) : null,
      place.own && place.forms.some((form) => form.own) ? [
        h(ButtonLink, { href: at(`/bin/smo/policies/export?${new URLSearchParams({ site: place.path, as: 'json' })}`), download: '', 'data-action': 'export-json' }, say('Export as JSON')),
        h(ButtonLink, { href: at(`/bin/smo/policies/export?${new URLSearchParams({ site: place.path, as: 'package' })}`), download: '', 'data-action': 'export-package' }, say('Export as package')),
      ] : null),
    place.own ? h('p', { class: 'cmp-smo-hint' }, say('Its settings are in {0}.', place.conf)) : null,
    place.own && !place.editable ? h('p', { class: 'cmp-smo-hint', role: 'note' }, say('You may look, but not change. Who may write {0} in the repository may.', place.conf)) : null,
    h('div', { class: 'cmp-smo-console__says' },
      h('p', { class: 'cmp-smo-console__message', role: 'status', tabindex: '-1', ref: says }, state.said),
      state.error ? h(Problem, { say, error: state.error }) : null),
    state.theirs.length ? h('ul', { class: 'cmp-smo-card', 'data-part': 'theirs' }, state.theirs.map(({ form, property, value }) => h('li', { key: form.name + property.name },
      say('Meanwhile {0} has become: {1}', `${called(say(form.label))}, ${say(property.label)}`, value === null ? say('not set here') : String(value))))) : null,
    h('div', { class: 'cmp-smo-policies__columns' },
      h('nav', { 'aria-label': say('Settings') }, h('ul', { class: 'cmp-smo-policies__forms' }, forms.map((form) => h('li', { key: form.name },
        h('a', { href: formAt(place.path, form.name), 'aria-current': form === open ? 'page' : null, 'data-form': form.name }, called(say(form.label))), ' ',
        state.wrong[form.name] ? h(Badge, { tone: 'bad', sign: '!' }, say('Wrong')) : changed(form, drafts[form.name]) ? h(Badge, { tone: 'wait', sign: '•' }, say('Changed'))
          : form.own ? h(Badge, { tone: 'good', sign: '✓' }, say('Set here')) : null)))),
      h('div', { class: 'cmp-smo-stack cmp-smo-policies__open' },
        h(Form, { ...context, key: open.name, place, form: open, draft: drafts[open.name] || begin(open), wrong: state.wrong[open.name] || {}, onDraft: (next) => draft({ ...drafts, [open.name]: next }) }),
        place.editable ? h(Trial, { ...context, place, forms, drafts, onRefused: failed }) : null)),
    place.editable ? h('div', { class: 'cmp-smo-policies__bar', 'data-part': 'bar' },
      h('p', { class: 'cmp-smo-grow', role: 'status' }, unsaved.length === 0 ? say('Nothing is changed.') : unsaved.length === 1 ? say('1 form is changed.') : say('{0} forms are changed.', unsaved.length)),
      h(Button, { onClick: () => document.querySelector('[data-part=trial] [name=page]').focus(), 'data-action': 'to-trial' }, say('Try it on a page')),
      unsaved.length ? h(Button, { onClick: discard, 'data-action': 'discard' }, say('Discard changes')) : null,
      h(Button, { kind: 'primary', busy: state.busy, disabled: unsaved.length === 0, onClick: save, 'data-action': 'save' }, say('Save'))) : null,
    copying ? h(CopyDialog, { ...context, place, places: found.places.filter((one) => one.path !== place.path && one.own), onClose: () => copy(false), onTake: take }) : null);
}
