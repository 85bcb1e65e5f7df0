// What the page for administrators shows. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, console_, draw, text } from './drawn.mjs'

globalThis.document ??= {}
const load = console_()
const { Queue } = await load('administration/queue.js')
const checks = await load('administration/checks.js')
const webhooks = await load('administration/webhooks.js')
const { default: german } = await load('administration/words/de.js')
const { default: common } = await load('words/de.js')
const say = (words, ...values) => words.replace(/\{(\d)\}/g, (_, i) => values[i])

const lane = (more) => ({
  connection: 'tiny', label: 'Tiny', network: 'tiny', known: true, waiting: 3, due: 1, oldest: null, more: false, untaken: false, working: null,
  lane: { state: 'open', reason: '', since: null, until: null }, quota: null, ...more,
})
const drawn = (more, queue = {}) => draw(Queue({
  say, language: 'en', session: { networks: [{ name: 'tiny', label: 'Tiny network', color: '#123456' }] }, tell: () => {}, reload: () => {},
  now: { instance: 'node-1', queue: { lanes: [lane(more)], jobs: [], overdue: [], ...queue } },
}))
const buttons = (tree) => all(tree, 'button').map((one) => one.attributes['data-action'])

test('a lane that goes may be paused, and one that is held let go', () => {
  assert.deepEqual(buttons(drawn({})), ['pause'])
  for (const state of ['stopped', 'failing', 'paused']) {
    assert.deepEqual(buttons(drawn({ lane: { state, reason: 'Because.', since: null, until: null } })), ['resume'], state)
  }
})

test('posts that nobody takes are told of before all else', () => {
  const tree = drawn({ untaken: true })
  assert.match(text(tree), /Nobody takes them/)
  assert.match(text(tree), /Do jobs run\?/)
})

test('a lane whose connection is gone offers nothing', () => {
  const tree = drawn({ known: false, lane: null })
  assert.match(text(tree), /Connection removed/)
  assert.deepEqual(buttons(tree), [])
})

test('more than was counted is told as more', () => {
  assert.match(text(drawn({ waiting: 1000, more: true })), /1,000 or more/)
})

test('posts that nobody looked at lead to themselves', () => {
  const links = all(drawn({}, { overdue: ['ab'.repeat(32)] }), 'a').map((one) => one.attributes.href)
  assert.ok(links.includes(`#posts:${'ab'.repeat(32)}`), links.join())
})

test('what tables say is translated', () => {
  for (const sentence of [...checks.SAID, ...webhooks.SAID]) {
    assert.ok(sentence in german || sentence in common, sentence)
  }
})
