// The component sheet of docs/console.md: each part of `console/ui` in each of its states, drawn by the console's own files.

/** Draws the sheet in place of the console's page. */
export async function sheet(page) {
  await page.locator('[data-page=today]').waitFor()
  await page.evaluate(async () => {
    const console_ = '/static/clientlibs/smo/console'
    const { h, render } = await import(`${console_}/lib/preact.module.js`)
    const { Badge, Button, ButtonLink, Empty, Field, Loading, Mark, NoPermission, Problem, Progress, Time } = await import(`${console_}/ui/ui.js`)
    const { stateOf } = await import(`${console_}/ui/states.js`)
    const { words } = await import(`${console_}/words.js`)
    const root = document.querySelector('[data-cmp-is="smo-console"]')
    const say = await words(root.lang)
    const again = () => {}
    const part = (title, ...parts) => h('section', { class: 'cmp-smo-card cmp-smo-stack' }, h('h2', { class: 'cmp-smo-console__subtitle' }, title), parts)
    const row = (...parts) => h('div', { class: 'cmp-smo-row cmp-smo-row--middle' }, parts)
    const states = ['AWAITING_APPROVAL', 'SCHEDULED', 'SENDING', 'SENT', 'FAILED', 'CANCELLED'].map(stateOf)
    const app = root.querySelector('.cmp-smo-console__app')
    render(null, app)
    render(h('div', { class: 'cmp-smo-cards', 'data-part': 'sheet' },
      part('Button', row(['primary', 'plain', 'danger', 'quiet'].map((kind) => h(Button, { key: kind, kind }, kind))),
        row(h(Button, { small: true }, 'small'), h(Button, { busy: true }, 'busy'), h(Button, { disabled: true }, 'disabled'), h(ButtonLink, { href: '#today' }, 'ButtonLink'))),
      part('Field', h(Field, { label: 'text', value: 'Words', hint: 'A hint says what is asked for.' }),
        h(Field, { label: 'date', kind: 'date', value: '2026-12-01', required: true }),
        h(Field, { label: 'select', kind: 'select', value: 'b', choices: [{ value: 'a', label: 'One' }, { value: 'b', label: 'Another' }] }),
        h(Field, { label: 'check', kind: 'check', checked: true })),
      part('Field: invalid, disabled', h(Field, { label: 'text', value: 'whenever', error: '"whenever" says no time.' }), h(Field, { label: 'text', value: 'Words', disabled: true }),
        h(Field, { label: 'area', kind: 'area', value: 'Some words\nand some more', rows: 2 })),
      part('Badge', row(states.map(([sign, name, tone]) => h(Badge, { key: name, sign, tone }, say(name))))),
      part('Mark, Time, Progress', row(h(Mark, { name: 'Mastodon', color: '#6364ff' }), 'Mastodon', h(Mark, { name: 'Bluesky', color: '#1185fe' }), 'Bluesky'),
        h('p', {}, h(Time, { at: '2026-12-01T09:15:00Z', language: root.lang, zone: 'Europe/Oslo' })), h(Progress, { value: 3, most: 8, label: '3 of 8', text: '3 of 8' })),
      part('Loading', h(Loading, { say })),
      part('Empty', h(Empty, { title: say('No post matches.') }, h(Button, {}, say('Show all')))),
      part('Problem', h(Problem, { say, error: { status: 409, message: 'This post has changed.' }, again })),
      part('NoPermission', h(NoPermission, { say }))), app)
  })
  await page.locator('[data-part=sheet]').waitFor()
}
