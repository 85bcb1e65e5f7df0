// How the console draws what a network asks for, and how people sign in. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo', import.meta.url))

let folder
let requests
let answers

/** As much of a document as the forms need. */
class Element {
  constructor(name) { Object.assign(this, { name, attributes: {}, children: [], listeners: {} }) }

  setAttribute(key, value) { this.attributes[key] = value }

  addEventListener(type, listener) { this.listeners[type] = listener }

  append(...more) { this.children.push(...more) }

  replaceChildren(...more) { this.children = more }

  focus() {}

  all(name) {
    return this.children.flatMap((one) => (one instanceof Element ? [...(one.name === name ? [one] : []), ...one.all(name)] : []))
  }

  querySelector(selector) { return this.all(selector.split(':')[0])[0] }

  get text() { return this.children.map((one) => (one instanceof Element ? one.text : one)).join('') }

  set textContent(text) { this.children = [text] }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smo-form-'))
  cpSync(SOURCE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  requests = []
  answers = {}
  globalThis.document = { createElement: (name) => new Element(name) }
  globalThis.history = { replaceState: (...state) => { globalThis.replaced = state[2] } }
  globalThis.location = { pathname: '/cms/social.html', search: '', hash: '#connections', assign: (to) => { globalThis.gone = to } }
  globalThis.gone = null
  globalThis.replaced = null
  globalThis.fetch = async (address, options = {}) => {
    requests.push({ address, fields: options.body && Object.fromEntries(options.body) })
    const key = Object.keys(answers).find((one) => address.startsWith(one))
    return { ok: true, status: 200, headers: new Map([['Content-Type', 'application/json']]), json: async () => answers[key] ?? { token: 't' } }
  }
})

const load = (file) => import(pathToFileURL(join(folder, 'console', file)))
const say = (text, value) => text.replace('{0}', value)
const described = (more) => ({
  name: 'topic', label: 'Topic', help: '', placeholder: '', kind: 'text', mandatory: false, value: '', pattern: '', choices: [], loaded: false, ...more,
})

test('each kind of field has the input that fits it', async () => {
  const { asked } = await load('fields.js')
  const input = (more) => asked(say, described(more), null, () => {})
  assert.equal(input({ kind: 'url' }).all('input')[0].attributes.type, 'url')
  assert.equal(input({ kind: 'number' }).all('input')[0].attributes.type, 'number')
  assert.equal(input({ kind: 'secret' }).all('input')[0].attributes.type, 'password')
  assert.equal(input({ kind: 'switch', value: 'true' }).all('input')[0].attributes.checked, '')
  assert.equal(input({ kind: 'long_text' }).all('textarea').length, 1)
  assert.equal(input({ pattern: '[a-z]+' }).all('input')[0].attributes.pattern, '[a-z]+')
  const choice = input({ kind: 'choice', value: 'b', choices: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] })
  assert.deepEqual(choice.all('option').map((one) => one.text), ['', 'A', 'B'])
  assert.equal(choice.all('option')[2].attributes.selected, '')
})

test('a secret is named by its kind and never filled in', async () => {
  const { asked } = await load('fields.js')
  const connection = { id: 'x', settings: { token: 'not here' }, secrets: ['token'] }
  const input = asked(say, described({ name: 'token', kind: 'secret', mandatory: true }), connection, () => {}).all('input')[0]
  assert.equal(input.attributes.name, 'secrets.token')
  assert.equal(input.attributes.value, '')
  assert.equal('required' in input.attributes, false, 'it is kept')
})

test('a stored value that the choices lack is kept', async () => {
  const { asked } = await load('fields.js')
  const connection = { id: 'x', settings: { topic: 'old' }, secrets: [] }
  const box = asked(say, described({ kind: 'choice', loaded: true }), connection, () => {})
  assert.equal(box.all('option')[1].attributes.value, 'old')
  assert.equal(box.all('button').length, 1)
})

test('the address of a server is asked for only where the network has many', async () => {
  const { Connections } = await load('connections.js')
  const network = { name: 'one', label: 'One', fields: [], capabilities: ['sign_in', 'newer'], endpoint: 'none', documentation: 'https://one.test/help' }
  const view = new Connections({ say, trouble: assert.fail })
  view.page = { connections: [], networks: [network] }
  view.network.value = 'one'
  view.edit(null)
  const names = () => view.editor.all('input').map((one) => one.attributes.name)
  assert.deepEqual(names(), ['id', 'label', 'slots', 'quietHours', 'dailyCap'])
  assert.ok(view.editor.all('button').some((one) => one.text === 'Sign in'))
  assert.ok(view.editor.text.includes('One: signs you in on its own page.'), view.editor.text)
  assert.equal(view.editor.all('a')[0].attributes.href, 'https://one.test/help')
  network.endpoint = 'mandatory'
  network.capabilities = []
  view.edit(null)
  assert.deepEqual(names(), ['id', 'label', 'endpoint', 'slots', 'quietHours', 'dailyCap'])
  assert.ok(!view.editor.all('button').some((one) => one.text === 'Sign in'))
})

test('who signs in is sent to the network, and no secret is sent to us', async () => {
  const { leave } = await load('signin.js')
  answers['/bin/smo/signin'] = { address: 'https://network.test/authorize?state=s' }
  globalThis.FormData = class { * [Symbol.iterator]() { yield ['id', 'x']; yield ['secrets.token', 'typed'] } }
  await leave({ elements: [{ type: 'password', reportValidity: () => false }, { type: 'text', reportValidity: () => true }] }, 'one')
  assert.deepEqual(requests.at(-1).fields, { id: 'x', action: 'start', network: 'one', page: '/cms/social.html' })
  assert.equal(globalThis.gone, 'https://network.test/authorize?state=s')
})

test('nobody is sent to an address that is none of the web', async () => {
  const { leave } = await load('signin.js')
  answers['/bin/smo/signin'] = { address: 'javascript:alert(1)' }
  globalThis.FormData = class { * [Symbol.iterator]() { yield ['id', 'x'] } }
  await leave({ elements: [] }, 'one')
  assert.equal(globalThis.gone, null)
})

test('who comes back is told, and one of several accounts is asked for', async () => {
  const { arrive } = await load('signin.js')
  let told = ''
  const view = { context: { say, tell: (text) => { told = text }, trouble: assert.fail }, editor: new Element('div') }
  globalThis.location.search = '?signedin=one-en'
  await arrive(view)
  assert.equal(told, 'Connected: one-en')
  assert.equal(globalThis.replaced, '/cms/social.html#connections')
  globalThis.location.search = '?choose=abc'
  answers['/bin/smo/signin?choices=abc'] = { accounts: [{ id: 'p1', label: 'Museum' }] }
  await arrive(view)
  assert.deepEqual(view.editor.all('option').map((one) => one.text), ['', 'Museum'])
})

test('a price is said once where all posts cost the same, and by shape where they do not', async () => {
  const { costs } = await load('fields.js')
  const cent = { amount: '0.01', currency: 'USD' }
  assert.equal(costs(say, { text: cent, link: cent, images: cent, video: cent }), 'about 0.01 USD a post')
  assert.equal(costs(say, { text: cent, link: { amount: '0.20', currency: 'USD' }, newer: cent }),
    'about 0.01 USD a post of words alone, about 0.20 USD a post with a link')
  assert.equal(costs(say, {}), '')
})

test('the card of a connection tells what its network can do, costs and still takes', async () => {
  const { Connections } = await load('connections.js')
  const view = new Connections({ say, language: 'en', trouble: assert.fail })
  view.page = { networks: [{ name: 'one', label: 'One', capabilities: ['verify'], prices: { text: { amount: '0.01', currency: 'USD' } } }] }
  const connection = {
    id: 'x', network: 'one', label: 'Ours', endpoint: '', settings: {}, secrets: [], enabled: true,
    quota: { remaining: 17, resets: '2026-11-23T12:05:00Z' },
  }
  const card = view.render(connection).text
  assert.ok(card.includes('tests connections') && card.includes('about 0.01 USD a post') && card.includes('17, all again from '), card)
  assert.ok(!view.render({ ...connection, quota: null }).text.includes('Calls left'))
})

test('slots, quiet hours and caps are shown, and asked for as they are; a budget only where there are prices', async () => {
  const { rhythm, rhythmFields } = await load('fields.js')
  const connection = { rhythm: { slots: 'Tue, Thu 09:15', dailyCap: '3' } }
  assert.deepEqual(rhythm(say, connection), [['Slots', 'Tue, Thu 09:15'], ['Most posts a day', '3']])
  const inputs = (...more) => rhythmFields(say, ...more).flatMap((box) => box.all('input')).map((one) => [one.attributes.name, one.attributes.value])
  assert.deepEqual(inputs(connection), [['slots', 'Tue, Thu 09:15'], ['quietHours', ''], ['dailyCap', '3']])
  assert.deepEqual(inputs(null, { text: {} }).map(([name]) => name), ['slots', 'quietHours', 'dailyCap', 'monthlyBudget'])
  assert.deepEqual(inputs({ rhythm: { monthlyBudget: '5 USD' } }).at(-1), ['monthlyBudget', '5 USD'], 'one that is set is not lost')
})

test('the card of a connection that is stopped says why and lets its posts go, one that waits says until when', async () => {
  const { Connections } = await load('connections.js')
  const view = new Connections({ say, language: 'en', trouble: assert.fail, tell: () => {} })
  view.page = { networks: [], connections: [] }
  view.load = async () => {}
  const connection = { id: 'x', network: 'one', label: 'Ours', endpoint: '', settings: {}, secrets: [], enabled: true, quota: null }
  const card = (lane) => view.render({ ...connection, lane })
  const button = (shown, action) => shown.all('button').find((one) => one.attributes['data-action'] === action)
  const stopped = card({ state: 'stopped', reason: 'token revoked', since: null, until: null })
  assert.ok(stopped.text.includes('Stopped: token revoked'), stopped.text)
  assert.equal(button(stopped, 'pause'), undefined)
  await button(stopped, 'resume').listeners.click()
  assert.deepEqual(requests.find((one) => one.fields).fields, { action: 'resume', id: 'x' })
  const paused = card({ state: 'paused', reason: 'HTTP 429', since: null, until: '2026-11-23T12:05:00Z' })
  assert.ok(paused.text.includes('Paused: HTTP 429') && paused.text.includes('Goes on '), paused.text)
  const open = card({ state: 'open', reason: '', since: null, until: null })
  assert.equal(button(open, 'resume'), undefined)
  assert.ok(button(open, 'pause'))
})

test('an installation that sends nothing says so, with the way out', async () => {
  const { Connections } = await load('connections.js')
  const view = new Connections({ say, language: 'en', trouble: assert.fail })
  view.page = { networks: [], connections: [], environment: { name: 'stage', obstacle: 'The data are those of production.' } }
  const [notice] = view.foreign()
  assert.ok(notice.text.includes('those of production') && notice.all('button')[0].text === 'This one posts now', notice.text)
  view.page.environment.obstacle = null
  assert.deepEqual(view.foreign(), [])
})

test('what a network gave to the installation is entered by its own description, and no secret is shown', async () => {
  const { Applications } = await load('applications.js')
  answers['/bin/smo/signin'] = {
    redirect: 'https://cms.test/bin/smo/signin',
    applications: [{ network: 'one', endpoint: '', state: 'set', settings: { clientId: 'abc' }, secrets: ['clientSecret'] },
      { network: 'gone', endpoint: '', state: 'missing', settings: {}, secrets: [] }],
  }
  const network = {
    name: 'one', label: 'One', endpoint: 'none', documentation: '',
    applicationFields: [described({ name: 'clientId', mandatory: true }), described({ name: 'clientSecret', kind: 'secret', mandatory: true })],
  }
  const view = new Applications({ say, tell: () => {}, trouble: assert.fail })
  await view.load([network])
  assert.equal(view.element.all('input')[0].attributes.value, 'https://cms.test/bin/smo/signin')
  assert.deepEqual(view.element.all('li').map((one) => one.attributes['data-application']), ['one'])
  view.element.all('button').find((one) => one.attributes['data-action'] === 'application').listeners.click()
  const inputs = view.editor.all('input')
  assert.deepEqual(inputs.map((one) => [one.attributes.name, one.attributes.value]), [['settings.clientId', 'abc'], ['secrets.clientSecret', '']])
})

test('what OSGi configuration holds has no form, and a network without applications is not named', async () => {
  const { Applications } = await load('applications.js')
  const view = new Applications({ say, tell: () => {}, trouble: assert.fail })
  const network = { name: 'one', label: 'One', endpoint: 'none', documentation: '', applicationFields: [described({})] }
  answers['/bin/smo/signin'] = { redirect: 'https://cms.test/', applications: [{ network: 'one', endpoint: '', state: 'configured', settings: {}, secrets: [] }] }
  await view.load([network])
  assert.ok(!view.element.all('button').some((one) => one.attributes['data-action'] === 'application'))
  answers['/bin/smo/signin'] = { redirect: 'https://cms.test/', applications: [] }
  await view.load([network])
  assert.equal(view.element.text, '')
})

test('every word of the form is translated', () => {
  const german = readFileSync(join(folder, 'console/words/de.js'), 'utf8')
  for (const file of ['fields.js', 'signin.js', 'connections.js', 'applications.js']) {
    const source = readFileSync(join(folder, 'console', file), 'utf8')
    const said = [...source.matchAll(/say\('([^']+)'/g), ...source.matchAll(/^ {2}\['[a-zA-Z]+', '[^']+', '([^']+)'\],$/gm), ...source.matchAll(/^ {2}\['[a-zA-Z]+', '([^']+)', '[^']+'\],$/gm)].map((match) => match[1])
    const capabilities = file === 'fields.js' ? [...source.matchAll(/^ {2}[a-z_]+: '([^']+ [^']+)',$/gm)].map((match) => match[1]) : []
    for (const word of [...said, ...capabilities]) {
      assert.ok(german.includes(`'${word}':`) || german.includes(`"${word}":`) || german.includes(`  ${word}:`), `${file}: ${word}`)
    }
  }
})
