// The bell, its panel and the form of the daily mail. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, console_, draw, text } from './drawn.mjs'

globalThis.document ??= { title: '', head: { append() {} }, createElement: () => ({}) }
const load = console_()
const { Bell, titled, total } = await load('bell.js')
const { lookedAt } = await load('today/news.js')
const { begun } = await load('today/mail.js')
const { Troubles, Waiting } = await load('today/parts.js')

const say = (key, ...filled) => filled.reduce((said, value, i) => said.replace(`{${i}}`, value), key)
const context = { say, language: 'en', session: { user: 'ada', administrator: false } }

test('the bell counts what waits and what is broken', () => {
  assert.equal(total({ waiting: 3, broken: 2 }), 5)
  assert.equal(total(null), 0)
  const [button] = draw(h(Bell, { context, counts: { waiting: 3, broken: 2 } }))
  assert.equal(button.attributes['aria-haspopup'], 'dialog')
  assert.equal(text([button]), 'Notifications5')
  assert.equal(text([draw(h(Bell, { context, counts: { waiting: 0, broken: 0 } }))[0]]), 'Notifications', 'no number where there is nothing')
})

test('the title of the tab has the number, once', () => {
  assert.equal(titled('Social', 3), '(3) Social')
  assert.equal(titled('(3) Social', 4), '(4) Social')
  assert.equal(titled('(3) Social', 0), 'Social')
})

test('news are those since the person last looked with this browser, or of a day', () => {
  const now = Date.parse('2026-11-23T09:00:00Z')
  const store = (kept) => ({ getItem: (key) => (key === 'smo-looked-ada' ? kept : null) })
  assert.equal(lookedAt('ada', store('2026-11-20T09:00:00Z'), now), '2026-11-20T09:00:00Z')
  assert.equal(lookedAt('joe', store('2026-11-20T09:00:00Z'), now), '2026-11-22T09:00:00.000Z')
  assert.equal(lookedAt('ada', store('nonsense'), now), '2026-11-22T09:00:00.000Z')
  assert.equal(lookedAt('ada', { getItem: () => { throw new Error('refused') } }, now), '2026-11-22T09:00:00.000Z')
})

test('the form begins with what there is, else with the profile, the first zone and the language of the console', () => {
  const mail = { subscription: null, address: 'ada@site.example', zones: ['Europe/Berlin', 'UTC'] }
  assert.deepEqual(begun(mail, 'de-AT'), { address: 'ada@site.example', time: '07:30', zone: 'Europe/Berlin', language: 'de', weekly: true, problem: '' })
  assert.equal(begun({ ...mail, subscription: { time: '08:00' } }, 'de').time, '08:00')
})

test('what waits and what is broken leads to where one acts', () => {
  const shown = { say, language: 'en', session: { administrator: true }, label: new Map(), account: new Map() }
  const day = { waiting: 2, approvals: { total: 0, entries: [] }, decisions: { total: 0, entries: [] }, replies: 2 }
  assert.equal(all(draw(h(Waiting, { ...shown, day })), 'a')[0].attributes.href, '#inbox')
  const troubles = [{ kind: 'stopped', connection: 'toy', network: 'toy', label: 'Toy', reason: '', since: null }]
  assert.equal(all(draw(h(Troubles, { ...shown, troubles })), 'a')[0].attributes.href, '#connections')
})

function h(type, props) {
  return { type, props: { ...props, children: [] } }
}
