// Where answers stand on the sandbox's time line. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { console_ } from './drawn.mjs'

globalThis.document = { querySelectorAll: () => [] }
const load = console_()

test('the time line shows threads and answers below what they answer', async () => {
  const { threads } = await load('timeline.js')
  const post = (id, created, inReplyTo = '', replies = []) => ({ id, created, inReplyTo, replies })
  const said = { id: 'first/1', created: '3', author: 'Ann', text: 'Open?' }
  const shown = threads([
    post('lonely', '9', 'older'), post('answer', '4', 'first/1'), post('first-2', '2', 'first'), post('first', '1', '', [said]),
  ])
  assert.deepEqual(shown.map((one) => one.id), ['lonely', 'first'])
  assert.deepEqual(shown[1].below.map((one) => one.id), ['first-2', 'first/1'])
  assert.deepEqual(shown[1].below[1].below.map((one) => one.id), ['answer'])
})
