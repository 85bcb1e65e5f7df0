// What the inbox shows, in which order, and what it says. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, console_, draw, text } from './drawn.mjs'

globalThis.document = { querySelectorAll: () => [], querySelector: () => null }
const load = console_()
const { filters, joined, name, opened, parameters } = await load('inbox/query.js')
const { arranged, following, underWay } = await load('inbox/stream.js')
const { appended, filled } = await load('inbox/fill.js')
const { wish } = await load('api.js')
const { minutes, presence, standing } = await load('inbox/standing.js')
const { name: named, there } = await load('inbox/actions.js')
const { History } = await load('inbox/history.js')
const { STATES } = await load('ui/states.js')
const { Answers } = await load('inbox/answers.js')

const say = (words, ...values) => words.replace(/\{(\d)\}/g, (_, i) => values[i])
const some = (...ids) => ids.map((id) => ({ id }))
const ids = (reactions) => reactions.map((one) => one.id)

test('the address says which reactions are meant, and the server looks for the words', () => {
  assert.deepEqual(filters({ state: 'mine', q: '', view: 'x' }), { state: 'mine' })
  assert.deepEqual(parameters({ q: 'owl', network: 'tiny' }), { state: 'waits', q: 'owl', network: 'tiny' })
})

test('an address names a reaction by both of its names', () => {
  assert.equal(name({ identity: 'p', id: '1' }), 'p/1')
  assert.deepEqual(opened('p/1'), { identity: 'p', id: '1' })
  for (const rest of ['', 'p', undefined, '/content/page']) assert.equal(opened(rest), null, rest)
})

test('portions become one list, in which each is once', () => {
  const list = joined([{ reactions: some('c', 'b'), total: 3, next: 'x' }, { reactions: some('b', 'a'), total: 3, next: '' }])
  assert.deepEqual(ids(list.reactions), ['c', 'b', 'a'])
  assert.equal(list.next, '')
})

test('what comes in is counted and moves nothing until it is asked for', () => {
  assert.deepEqual(ids(arranged(null, some('b', 'a')).shown), ['b', 'a'])
  const { shown, fresh } = arranged(new Set(['a', 'b']), some('d', 'c', 'b', 'a'))
  assert.deepEqual(ids(shown), ['b', 'a'])
  assert.equal(fresh, 2)
})

test('what comes in where nothing is shown is shown at once', () => {
  assert.deepEqual(ids(arranged(new Set(), some('a')).shown), ['a'])
  assert.deepEqual(ids(arranged(new Set(['gone']), some('a')).shown), ['a'])
})

test('who has decided goes on to the one behind, then to the one before', () => {
  assert.equal(following(some('a', 'b', 'c'), some('a', 'c'), 'b').id, 'c')
  assert.equal(following(some('a', 'b', 'c'), some('a', 'b'), 'c').id, 'b')
  assert.equal(following(some('a', 'b', 'c'), some('a', 'd'), 'b').id, 'a', 'what is new is not jumped to')
  assert.equal(following(some('a', 'b'), some('a', 'b'), 'a'), null, 'it is still there')
  assert.equal(following(some('a'), [], 'a'), null)
})

test('what answers a note is never said to be on the page', () => {
  const note = { shows: false, state: 'shown', moderation: 'HIDDEN' }
  assert.equal(standing(note, 'me', say)[1], 'Not done')
  assert.equal(standing({ ...note, shows: true }, 'me', say)[1], 'On the page')
  assert.equal(named('show', note, say), 'Hide no more')
  assert.equal(named('show', { ...note, shows: true }, say), 'Show on the page')
  const steps = [{ at: '2026-11-23T10:00:00Z', who: 'jane', what: 'show', about: '' }]
  const history = (reaction) => text(draw(History({ say, language: 'en', steps, reaction })))
  assert.match(history(note), /Hidden no more/)
  assert.match(history({ shows: true }), /Shown on the page/)
})

test('a saved answer greets by name, or without one', () => {
  assert.equal(filled('Thank you, {name}! Bye {name}.', 'Ann $& Co'), 'Thank you, Ann $& Co! Bye Ann $& Co.')
  assert.equal(filled('Thank you {name}!', ''), 'Thank you!')
  assert.equal(appended('@ann ', 'Yes'), '@ann Yes')
  assert.equal(appended('@ann', 'Yes'), '@ann Yes')
  assert.equal(appended('', 'Yes'), 'Yes')
})

test('a wish has a name of its own that the server takes', () => {
  assert.match(wish(), /^[A-Za-z0-9-]{8,64}$/)
  assert.notEqual(wish(), wish())
})

test('where a reaction stands is said to each person as it is for that person', () => {
  const reaction = { state: 'assigned', assignee: 'jane' }
  assert.equal(standing(reaction, 'jane', say)[1], 'Mine')
  assert.equal(standing(reaction, 'joe', say)[1], 'With jane')
  assert.equal(standing({ state: 'new', assignee: '' }, 'jane', say)[1], 'New')
})

test('who else has it open is said with since when', () => {
  const since = '2026-11-30T09:00:00Z'
  const at = (seconds) => Date.parse(since) + seconds * 1000
  const one = { user: 'Jane', since, answering: false }
  assert.equal(presence(one, at(-30), say), 'Jane has just opened this.')
  assert.equal(presence(one, at(61), say), 'Jane opened this 1 minute ago.')
  assert.equal(presence(one, at(185), say), 'Jane opened this 3 minutes ago.')
  assert.equal(presence({ ...one, answering: true }, at(61), say), 'Jane is answering.')
  assert.equal(minutes(since, at(-3600)), 0)
})

test('what became of a decision on the network is said only where there is something to say', () => {
  const reaction = { hidesThere: true, hiddenThere: true, network: 'Tiny', moderation: 'HIDDEN', problem: '' }
  assert.equal(there(reaction, say), 'Also hidden on Tiny')
  assert.equal(there({ ...reaction, hiddenThere: false, problem: 'Lost.' }, say), 'Not hidden on Tiny: Lost.')
  assert.equal(there({ ...reaction, hidesThere: false }, say), '')
  assert.equal(there({ ...reaction, hiddenThere: false, moderation: 'PENDING' }, say), '')
})

test('our answers show their state and lead to where they are', () => {
  const one = { id: 'a', state: 'SENT', text: 'Yes', permalink: 'sandbox:/a', reason: '' }
  const lost = { id: 'b', state: 'FAILED', text: 'No', permalink: 'javascript:alert(1)', reason: 'Too late' }
  const list = draw(Answers({ say, reaction: { answers: [one, lost] }, timeline: '/cms/smo/timeline.html' }))
  assert.match(text(list), /Sent Yes Open answer.*Failed No.*Too late/)
  assert.deepEqual(all(list, 'a').map((a) => a.attributes.href), ['/cms/smo/timeline.html#a'])
  assert.equal(Answers({ say, reaction: { answers: [] } }), null)
  assert.equal(underWay({ answers: [one, lost] }, STATES), false)
  assert.equal(underWay({ answers: [one, { ...one, state: 'SENDING' }] }, STATES), true)
})
