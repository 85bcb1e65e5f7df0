// How replies are answered in the console, and where answers stand on the sandbox's time line. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo', import.meta.url))

let folder
let requests
let answer

/** As much of a document as the form needs. */
class Element {
  constructor(name) {
    Object.assign(this, { name, value: '', attributes: {}, children: [], listeners: {}, classes: new Set() })
    this.classList = { add: (one) => this.classes.add(one), remove: (one) => this.classes.delete(one) }
  }

  setAttribute(key, value) {
    this.attributes[key] = value
    if (key === 'disabled') {
      this.disabled = true
    }
  }

  addEventListener(type, listener) { this.listeners[type] = listener }

  append(...more) { this.children.push(...more) }

  get textContent() { return this.children.map((one) => one.textContent ?? one).join('') }

  set textContent(text) { this.children = [text] }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smo-answer-'))
  cpSync(SOURCE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  requests = []
  globalThis.document = { createElement: (name) => new Element(name), querySelectorAll: () => [] }
  globalThis.fetch = async (address, options = {}) => {
    const fields = options.body && Object.fromEntries(options.body)
    requests.push({ address, fields })
    const { status = 200, body } = address.endsWith('token?') ? { body: { token: 't' } } : answer(address, fields)
    return { ok: status === 200, status, headers: new Map([['Content-Type', 'application/json']]), json: async () => body }
  }
})

const load = (file) => import(pathToFileURL(join(folder, 'console', file)))
const say = (text, value) => text.replace('{0}', value)
const sent = () => requests.filter(({ fields }) => fields && fields.action === 'answer').map(({ fields }) => fields)

async function opened(done = () => {}) {
  const { AnswerForm } = await load('answer.js')
  answer = () => ({ body: { words: '@ann ', size: { length: 5, most: 10 } } })
  const form = new AnswerForm({ say }, { id: '1', identity: 'p', author: 'Ann', title: 'Hours' }, done)
  await form.open()
  return form
}

const submit = (form) => form.submit({ preventDefault() {} })

test('the form begins as the network wants it, and counts as it does', async () => {
  const form = await opened()
  assert.equal(form.words.value, '@ann ')
  assert.equal(form.counter.textContent, '5 / 10')
  answer = () => ({ body: { length: 13, most: 10 } })
  form.words.value = '@ann far more'
  await form.measure()
  assert.equal(form.counter.textContent, '13 / 10 · 3 too many')
  assert.equal(form.words.attributes['aria-invalid'], 'true')
})

test('what is typed before the network has said how to begin is kept', async () => {
  const { AnswerForm } = await load('answer.js')
  const form = new AnswerForm({ say }, { id: '1', identity: 'p', author: 'Ann' }, () => {})
  answer = () => ({ body: { words: '@ann ', size: { length: 5, most: 10 } } })
  form.words.value = 'Yes'
  await form.open()
  assert.equal(form.words.value, '@ann Yes')
})

test('an answer that is sent again after a fault is the same one', async () => {
  let taken = null
  const form = await opened((reaction) => { taken = reaction })
  form.words.value = '@ann Yes'
  answer = () => ({ status: 503, body: { error: 'HTTP 503' } })
  await submit(form)
  assert.equal(form.words.value, '@ann Yes')
  assert.match(form.says.textContent, /Nothing is lost/)
  assert.equal(taken, null)
  answer = () => ({ body: { id: '1', answers: [] } })
  await submit(form)
  assert.deepEqual(taken, { id: '1', answers: [] })
  const [first, second] = sent()
  assert.equal(first.words, '@ann Yes')
  assert.match(first.token, /^[A-Za-z0-9-]{8,64}$/)
  assert.equal(second.token, first.token)
})

test('a double click sends once', async () => {
  const form = await opened()
  answer = () => ({ body: { id: '1', answers: [] } })
  await Promise.all([submit(form), submit(form)])
  assert.equal(sent().length, 1)
})

test('a refusal is told in the words of the server', async () => {
  const form = await opened()
  answer = () => ({ status: 409, body: { error: 'There is no connection x.' } })
  await submit(form)
  assert.equal(form.says.textContent, 'There is no connection x.')
  assert.equal(form.send.disabled, false)
})

test('our answers show their state and lead to where they are', async () => {
  const { answers, underWay } = await load('answer.js')
  const one = { id: 'a', state: 'SENT', text: 'Yes', permalink: 'sandbox:/a', reason: '' }
  const lost = { id: 'b', state: 'FAILED', text: 'No', permalink: '', reason: 'Too late' }
  const list = answers({ answers: [one, lost] }, { say, timeline: '/cms/smo/timeline.html' })
  assert.match(list.textContent, /Sent Yes Open answer.*Failed No.*Too late/)
  const links = list.children.flatMap((item) => item.children).filter((part) => part.name === 'a')
  assert.deepEqual(links.map((a) => a.attributes.href), ['/cms/smo/timeline.html#a'])
  assert.equal(answers({ answers: [] }, { say }), null)
  assert.equal(underWay({ answers: [one, lost] }), false)
  assert.equal(underWay({ answers: [one, { ...one, state: 'SENDING' }] }), true)
})

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
