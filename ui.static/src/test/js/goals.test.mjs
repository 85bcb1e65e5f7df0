// The arithmetic of the goals page. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'

const { idOf, ordered, state, STATES, wrong } = await import(new URL('../../main/content/jcr_root/static/clientlibs/smo/console/goals/figures.js', import.meta.url))

test('goals that run come first, then those to come, then those that are over', () => {
  const goal = (id, from, to) => ({ id, from, to })
  const all = [goal('over', '2026-01-01', '2026-02-01'), goal('later', '2027-01-01', '2027-02-01'), goal('now', '2026-11-01', '2026-12-31'), goal('soon-over', '2026-11-01', '2026-12-01')]
  assert.deepEqual(ordered(all, '2026-11-30').map((one) => one.id), ['soon-over', 'now', 'later', 'over'])
})

test('an id is made of a title as the server takes it', () => {
  for (const [title, id] of [['Winter 26', 'winter-26'], ['Überraschung: Ärzte!', 'uberraschung-arzte'], ['冬', 'x-1'], ['a', 'x-a'], ['A'.repeat(99), 'a'.repeat(34)]]) {
    assert.equal(idOf(title), id)
    assert.match(idOf(title), /^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/)
  }
  assert.equal(idOf('Winter', ['winter', 'winter-2']), 'winter-3')
})

test('what was entered wrongly is told field by field', () => {
  assert.deepEqual(Object.keys(wrong({ title: ' ', target: '0', from: '2026-02-01', to: '2026-01-01' })).sort(), ['target', 'title', 'to'])
  assert.deepEqual(wrong({ title: 'x', target: '0.5', from: '2026-01-01', to: '2026-01-01' }), {})
  assert.deepEqual(wrong({ title: 'x', from: '2026-01-01', to: '2026-01-02' }), {}, 'a campaign has no target')
})

test('a goal that ended long ago is over, and one of a state that is not known says so', () => {
  assert.equal(state({ progress: null }), STATES.past)
  assert.equal(state({ progress: { state: 'something' } }), STATES.unknown)
})

test('a goal of followers says whose', () => {
  const values = { title: 'x', target: '5000', measure: 'followers', from: '2026-01-01', to: '2026-01-02' }
  assert.deepEqual(Object.keys(wrong(values)), ['connection'])
  assert.deepEqual(wrong({ ...values, connection: 'mastodon-en' }), {})
})
