// How a person gets to a post of any page, and what is left when another place is opened. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, console_, draw, text } from './drawn.mjs'

const load = console_()
const say = (key, ...values) => values.reduce((words, value, i) => words.replace(`{${i}}`, value), key)
const posts = [{ page: '/content/hours', title: 'Hours' }, { page: '/content/hours', title: 'Hours' }, { page: '/content/none', title: '' }]

test('a new post is of a page or of nothing but words, and what was chosen stays', async () => {
  const { Kinds } = await load('posts/choice.js')
  const links = all(draw(Kinds({ say, route: { query: { compose: 'note', when: '2026-12-04 9:15', connection: 'toy', state: 'SENT' } } })), 'a')
  assert.deepEqual(links.map((link) => link.attributes['data-compose']), ['note', 'page'])
  assert.deepEqual(links.map((link) => link.attributes['aria-current']), ['true', null])
  const to = new URLSearchParams(links[1].attributes.href.split('?')[1])
  assert.deepEqual(Object.fromEntries(to), { state: 'SENT', connection: 'toy', when: '2026-12-04 9:15', compose: 'page' })
})

test('pages of the list are offered at once, each once, and a path leads to any other', async () => {
  const { PageChoice } = await load('posts/choice.js')
  const gone = []
  const tree = PageChoice({ say, route: { query: { compose: 'page' } }, posts, go: (to) => gone.push(to), onClose: () => {} })
  const drawn = draw(tree)
  assert.deepEqual(all(drawn, 'a').filter((one) => one.attributes['data-page']).map((one) => [text([one]), one.attributes.href]),
    [['Hours', '#posts?compose=page&page=%2Fcontent%2Fhours']])
  const [form] = all(drawn, 'form')
  const fields = globalThis.FormData
  const submit = (typed) => {
    globalThis.FormData = class { * [Symbol.iterator]() { yield ['page', typed] } }
    form.attributes.onSubmit({ preventDefault() {}, target: null })
    globalThis.FormData = fields
  }
  submit(' /content/roof ')
  submit('hour')
  assert.deepEqual(gone, ['#posts?compose=page&page=%2Fcontent%2Froof', '#posts?compose=page&page=%2Fcontent%2Fhours'])
})

test('filters leave what is open, other places do not', async () => {
  const { leaves } = await load('app.js')
  const at = (more) => ({ name: 'posts', rest: '', query: { compose: 'note' }, ...more })
  assert.ok(!leaves(at({}), at({ query: { compose: 'note', q: 'roof' } })))
  assert.ok(leaves(at({}), at({ query: {} })), 'the composer is gone')
  assert.ok(leaves(at({ rest: 'a' }), at({ rest: 'b' })), 'another one is open')
  assert.ok(leaves(at({}), at({ name: 'inbox' })), 'another page')
})
