// What somebody changes on the page of policies, and that each of its forms speaks each language. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { all, console_, draw, text } from './drawn.mjs'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const CONSOLE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo/console/', import.meta.url))
const { begin, changed, changes, copied, effective, nothing, pair, pairText, quiet, quietText, rebased, set, unset, when, wish } = await import(`${CONSOLE}policies/model.js`)
const { called, CHOICES, FORMS, groups, ordered } = await import(`${CONSOLE}policies/order.js`)

const property = (name, more = {}) => ({ name, label: name, description: '', type: 'text', many: false, options: [], format: '', least: null, byDefault: 'default', own: null, above: 'default', source: '', locked: false, ...more })
const form = (properties, more = {}) => ({ name: 'smo/card', label: 'Card', description: '', revision: '1', own: properties.some((one) => one.own !== null), inherit: true, properties, ...more })

test('a value is what the place says, else what is above it, else the default', () => {
  const one = property('x', { above: 'theirs', source: '/conf/global/sling:configs/smo/card' })
  const draft = begin(form([one]))
  assert.deepEqual(effective(draft, one), { value: 'theirs', from: 'above' })
  assert.deepEqual(effective(set(draft, 'x', 'ours'), one), { value: 'ours', from: 'own' })
  assert.deepEqual(effective({ ...set(draft, 'y', '1'), inherit: false }, one), { value: 'default', from: 'default' }, 'nothing comes from above where the form does not inherit')
  assert.deepEqual(effective(draft, property('x')), { value: 'default', from: 'default' })
  assert.deepEqual(effective(set(draft, 'x', 'ours'), { ...one, locked: true }), { value: 'theirs', from: 'locked' })
})

test('what is set and taken back again is no change', () => {
  const there = form([property('x', { own: 'a' }), property('y')])
  assert.equal(changed(there, undefined), false)
  assert.equal(changed(there, set(begin(there), 'x', 'a')), false)
  assert.equal(changed(there, set(begin(there), 'y', 'b')), true)
  assert.equal(changed(there, unset(set(begin(there), 'y', 'b'), 'y')), false)
  assert.equal(changed(there, nothing()), true)
  assert.equal(changed(form([property('x')]), nothing()), false)
  assert.deepEqual(changes([there], { 'smo/card': set(begin(there), 'y', 'b') }), ['smo/card'])
})

test('only changed forms are sent, each with the revision that was read', () => {
  const there = form([property('x', { own: 'a' }), property('y')])
  const other = { ...form([property('z')]), name: 'smo/feed', revision: 'none' }
  assert.equal(wish([there, other], {}), '{}')
  assert.deepEqual(JSON.parse(wish([there, other], { 'smo/card': set(begin(there), 'y', 'b') })), { 'smo/card': { revision: '1', inherit: true, values: { x: 'a', y: 'b' } } })
  assert.deepEqual(JSON.parse(wish([there], { 'smo/card': nothing() })), { 'smo/card': { revision: '1', inherit: true, values: null } })
})

test('what another site says itself is copied, and nothing that it inherits', () => {
  const here = form([property('x'), property('y', { locked: true })], { own: false })
  const there = form([property('x', { own: 'theirs' }), property('y', { own: '1' }), property('z', { above: 'global' })], { inherit: false })
  assert.deepEqual(copied(here, there), { inherit: false, none: false, own: { x: 'theirs' } })
  assert.equal(copied(here, form([property('x')])), null)
  assert.equal(copied(here, undefined), null)
})

test('what another person saved meanwhile stays, and what this one changed stays this one\'s', () => {
  const before = [form([property('x', { own: 'a' }), property('y', { own: 'b' }), property('z')])]
  const now = [form([property('x', { own: 'theirs' }), property('y', { own: 'b' }), property('z', { own: 'new' })], { revision: '2' })]
  const { drafts, theirs } = rebased(before, now, { 'smo/card': set(begin(before[0]), 'y', 'mine') })
  assert.deepEqual(drafts['smo/card'].own, { x: 'theirs', y: 'mine', z: 'new' })
  assert.deepEqual(theirs.map(({ property: one, value }) => [one.name, value]), [['x', 'theirs'], ['z', 'new']])
  const both = rebased(before, now, { 'smo/card': set(begin(before[0]), 'x', 'mine') })
  assert.equal(both.drafts['smo/card'].own.x, 'mine')
  assert.deepEqual(rebased(before, now, { 'smo/card': unset(begin(before[0]), 'y') }).drafts['smo/card'].own, { x: 'theirs', z: 'new' })
})

test('quiet hours are read as rows and written as the engine reads them', () => {
  assert.deepEqual(quiet(''), [])
  assert.deepEqual(quiet('22:00-7:00; Sat, Sun 0:00-24:00'), [{ days: [], from: '22:00', to: '07:00' }, { days: ['Sat', 'Sun'], from: '00:00', to: '00:00' }])
  for (const text of ['', '22:00-7:00', '22:00-7:00; Sat, Sun 0:00-24:00', 'Mon 9:00-12:30']) assert.equal(quietText(quiet(text)), text)
  assert.equal(quietText([{ days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'], from: '01:00', to: '02:00' }]), '1:00-2:00')
  for (const text of ['Mon-Fri 9:00-12:00', 'noon', '22:00']) assert.equal(quiet(text), null, text)
  assert.equal(quiet('sat 1:00-2:00 3:00-4:00').length, 2)
})

test('pairs and routes keep what stands behind the first sign of equality', () => {
  assert.deepEqual(pair('bluesky={title} a=b'), { name: 'bluesky', value: '{title} a=b' })
  assert.equal(pairText({ name: ' bluesky ', value: 'a=b' }), 'bluesky=a=b')
  assert.deepEqual(pair('mastodon', 'value'), { name: '', value: 'mastodon' })
  assert.equal(pairText({ name: '', value: 'mastodon' }, true), 'mastodon')
  assert.equal(pairText({ name: 'de', value: 'mastodon' }, true), 'de=mastodon')
})

test('a rule for the time is one of a choice, or written out', () => {
  assert.equal(when('').kind, 'delay')
  assert.equal(when('now').kind, 'now')
  assert.equal(when('next free slot').kind, 'slot')
  assert.deepEqual(when('after 90 minutes'), { kind: 'after', many: 90, unit: 'minutes' })
  for (const text of ['2027-01-31 9:00', 'after 2 h', 'now ']) assert.ok(['other', 'now'].includes(when(text).kind), text)
})

// Labels, descriptions and choices stand in annotations, which are what the server tells.
const SOURCES = ['engine', 'core', 'hosts/aem/core'].flatMap((module) => readdirSync(`${ROOT}${module}/src/main/java`, { recursive: true })
  .filter((file) => file.endsWith('.java')).map((file) => readFileSync(`${ROOT}${module}/src/main/java/${file}`, 'utf8')))
  .filter((source) => /^@Configuration\(/m.test(source)).map((source) => source.slice(source.search(/^@Configuration\(/m)))
const literal = (code) => JSON.parse(`"${[...code.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('')}"`)
const metadata = SOURCES.map((source) => ({
  name: /name = "([^"]+)"/.exec(source)[1],
  texts: [...source.matchAll(/\b(?:label|description) =\s*((?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+)/g)].map(([, code]) => literal(code)),
  properties: [...source.matchAll(/@Property\(((?:(?!@Property)[\s\S])*?)\)\s+([\w[\]]+) (\w+)\(\) default/g)].map(([, code, type, name]) => ({
    name, type, options: (/"options=([^"]+)"/.exec(code) || ['', ''])[1].split('|').filter(Boolean), format: (/"format=([^"]+)"/.exec(code) || ['', ''])[1],
  })),
}))

test('all configurations are found, and the page has a place for each of their properties', () => {
  assert.deepEqual(metadata.map((one) => one.name).sort(), [...FORMS].sort())
  for (const one of metadata) {
    assert.ok(one.properties.length > 2, one.name)
    const shown = groups({ name: one.name, properties: one.properties })
    assert.deepEqual(shown.flatMap((group) => group.properties.map((each) => each.name)).sort(), one.properties.map((each) => each.name).sort(), one.name)
    assert.ok(!shown.some((group) => group.label === 'Others'), `${one.name}: ${JSON.stringify(shown.at(-1))}`)
  }
  assert.equal(ordered([{ name: 'smo/else' }, { name: 'smo/card' }])[0].name, 'smo/card')
})

test('each choice has a name', () => {
  const known = metadata.flatMap((one) => one.properties.flatMap((each) => each.options.map((option) => `${one.name} ${each.name} ${option}`)))
  assert.deepEqual(Object.keys(CHOICES).sort(), known.sort())
})

const tags = readdirSync(`${CONSOLE}policies/words`).filter((file) => file.endsWith('.js')).map((file) => file.replace('.js', ''))
for (const tag of tags) {
  test(`labels, help and choices of all forms are translated: ${tag}`, async () => {
    const words = { ...(await import(`${CONSOLE}words/${tag}.js`)).default, ...(await import(`${CONSOLE}policies/words/${tag}.js`)).default }
    const wanted = new Set([...metadata.flatMap((one) => one.texts), ...Object.values(CHOICES)])
    assert.deepEqual([...wanted].filter((one) => !words[one]), [], tag)
    for (const one of wanted) {
      // What people type or copy stays as the server reads it.
      for (const [typed] of one.matchAll(/\{\w+\}|utm_\w+|https?:\/\/\S+\w|'[\w.=:;, -]*[\d=][\w.=:;, -]*'/g)) assert.ok(words[one].includes(typed), `${tag}: ${typed} in ${words[one]}`)
    }
  })
}

test('a form shows where each value comes from, and nothing to press for who may only look', async () => {
  const load = console_()
  const { Form } = await load('policies/form.js')
  const shown = form([property('x', { own: 'a' }), property('y', { above: 'theirs', source: '/conf/global' }), property('z', { locked: true, above: 'fixed' })])
  const say = (one, ...values) => one.replace(/\{(\d)\}/g, (_, i) => values[i])
  const place = { path: '/content/a', own: true, editable: true, context: '/content/a' }
  const drawn = draw(Form({ say, place, form: shown, draft: begin(shown), wrong: { x: 'No.' }, onDraft: () => {}, session: { connections: [] } }))
  assert.deepEqual(all(drawn, 'div').filter((one) => one.attributes['data-property']).map((one) => [one.attributes['data-property'], one.attributes['data-from']]), [['x', 'own'], ['y', 'above'], ['z', 'locked']])
  assert.ok(text(drawn).includes('Inherited from /conf/global'))
  assert.ok(text(drawn).includes('No.'))
  assert.equal(all(drawn, 'input').find((one) => one.attributes.name === 'z').attributes.disabled, true)
  const looking = draw(Form({ say, place: { ...place, editable: false }, form: shown, draft: begin(shown), wrong: {}, onDraft: () => {}, session: { connections: [] } }))
  assert.deepEqual(all(looking, 'button'), [])
  assert.ok(all(looking, 'input').every((one) => one.attributes.disabled))
})

test('each property of each form has an input with a label, which tells of a value that the server takes', async () => {
  const load = console_()
  const { Input } = await load('policies/inputs.js')
  const say = (one, ...values) => one.replace(/\{(\d)\}/g, (_, i) => values[i])
  const samples = { when: 'after 2 hours', zone: 'Europe/Berlin', 'quiet-hours': '22:00-7:00; Sat 1:00-2:00', date: '2027-01-31', colour: '#14213d', routes: ['de=toy', 'gone'], pairs: ['a=b'], texts: ['toy={title}'], types: ['a=b'], options: ['toy.x=y'] }
  for (const one of metadata) {
    for (const { name, type, options, format } of one.properties) {
      const many = type.endsWith('[]')
      const kind = type === 'boolean' ? 'check' : type === 'int' ? 'number' : 'text'
      const value = samples[format] ?? (many ? ['x'] : kind === 'check' ? true : kind === 'number' ? 3 : options[0] ?? 'x')
      const told = []
      const drawn = draw(Input({
        say, language: 'en', form: { name: one.name }, property: property(name, { type: kind, many, options, format }), value, session: { connections: [{ id: 'toy', label: 'Toy', network: 'toy' }] },
        common: { name, label: name, hint: null, error: null, disabled: false }, onValue: (next) => told.push(next),
      }))
      const inputs = ['input', 'select', 'textarea'].flatMap((tag) => all(drawn, tag))
      assert.ok(inputs.length > 0, `${one.name} ${name}`)
      const labelled = new Set([...all(drawn, 'label').map((label) => label.attributes.for), ...all(drawn, 'label').flatMap((label) => all(label.children, 'input'))])
      for (const input of inputs) {
        assert.ok(labelled.has(input.attributes.id) || labelled.has(input), `${one.name} ${name}: an input has no label`)
        const hear = input.attributes.onInput || input.attributes.onChange
        hear({ target: { value: input.attributes.type === 'time' ? '03:00' : String(input.attributes.value ?? '1'), checked: false } })
      }
      for (const next of told) {
        assert.equal(Array.isArray(next), many, `${one.name} ${name}: ${JSON.stringify(next)}`)
        assert.equal(typeof (many ? next[0] ?? '' : next), many ? 'string' : { check: 'boolean', number: 'number', text: 'string' }[kind], `${one.name} ${name}`)
      }
    }
  }
})

test('a form is called without the name of the product, in each language', () => {
  assert.deepEqual(['SMO: Syndication', 'SMO cards', 'SMO : Cartes', 'SMO: カード', 'Smoke'].map(called), ['Syndication', 'Cards', 'Cartes', 'カード', 'Smoke'])
})
