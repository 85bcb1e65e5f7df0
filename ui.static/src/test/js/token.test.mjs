// What our scripts send to a host that takes no change without a token of its own. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo', import.meta.url))
const TOKENS = '/host/token.json'

let requests
let folder

/** Modules keep what they were told, so each test has its own copy of them. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smo-js-'))
  cpSync(SOURCE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  requests = []
  globalThis.fetch = async (address, options = {}) => {
    requests.push({ address, method: options.method || 'GET', headers: options.headers || {}, body: options.body })
    const answer = address.endsWith(TOKENS) ? { token: 'of-the-host' } : { token: 'ours' }
    return { ok: true, status: 200, headers: new Map([['Content-Type', 'application/json;charset=UTF-8']]), json: async () => answer }
  }
})

const load = (file) => import(pathToFileURL(join(folder, file)))
const last = () => requests.at(-1)

test('a change carries our token only, where the host gives none', async () => {
  const { change } = await load('console/api.js')
  await change('posts', { action: 'retry' })
  assert.equal(last().headers['X-SMO-Token'], 'ours')
  assert.equal('CSRF-Token' in last().headers, false)
  assert.deepEqual(requests.map((one) => one.address), ['/bin/smo/token?', '/bin/smo/posts'])
})

test('each change carries a new token of the host, where it gives one', async () => {
  const { change, guardedBy } = await load('console/api.js')
  guardedBy(TOKENS)
  await change('posts', { action: 'retry' })
  await change('posts', { action: 'cancel' })
  assert.equal(last().headers['CSRF-Token'], 'of-the-host')
  assert.equal(last().headers['X-SMO-Token'], 'ours')
  assert.equal(requests.filter((one) => one.address === TOKENS).length, 2)
})

test('a component without an address of tokens takes none away', async () => {
  const { guardedBy, permit } = await load('console/api.js')
  guardedBy(TOKENS)
  guardedBy(undefined)
  assert.deepEqual(await permit(), { 'CSRF-Token': 'of-the-host' })
})

test('behind a proxy that adds a path, every call goes below that path', async () => {
  globalThis.location = new URL('https://author.example/cms-author/cms/smo.html#posts')
  const { at, change, guardedBy, here, rootAt } = await load('console/api.js')
  rootAt('..')
  guardedBy(TOKENS)
  await change('posts', { action: 'retry' })
  assert.deepEqual(requests.map((one) => one.address),
    ['/cms-author/bin/smo/token?', `/cms-author${TOKENS}`, '/cms-author/bin/smo/posts'])
  assert.equal(here(), '/cms/smo.html')
  assert.equal(at('/cms/page/edit.html'), '/cms-author/cms/page/edit.html')
  for (const elsewhere of ['', 'https://social.example/1', '//social.example/1']) {
    assert.equal(at(elsewhere), elsewhere)
  }
})

test('at the root of a server, addresses stay as they are', async () => {
  globalThis.location = new URL('https://author.example/cms/smo.html')
  const { at, here, read, rootAt } = await load('console/api.js')
  rootAt('..')
  rootAt(undefined)
  await read('posts')
  assert.equal(last().address, '/bin/smo/posts?')
  assert.equal(here(), '/cms/smo.html')
  assert.equal(at('/cms/smo.html'), '/cms/smo.html')
})

test('reading asks for no token', async () => {
  const { guardedBy, read } = await load('console/api.js')
  guardedBy(TOKENS)
  await read('posts')
  assert.equal(requests.length, 1)
})

test('the social form is sent as it is, with token and time of change, and says that it is saved', async () => {
  const status = { textContent: '' }
  const form = {
    dataset: { cmpModified: 'jcr:content/cq:lastModified', cmpSaved: 'Saved.', cmpFailed: 'Not saved: {0}' },
    getAttribute: () => '/content/page',
    querySelector: () => status,
  }
  let submit
  globalThis.document = { addEventListener: (type, heard) => { submit = heard } }
  globalThis.FormData = class extends Map { constructor() { super() } }
  const { guardedBy } = await load('console/api.js')
  guardedBy(TOKENS)
  await load('preview/save.js')
  let prevented = false
  submit({ target: { closest: () => form }, preventDefault: () => { prevented = true } })
  await new Promise((done) => { setImmediate(done) })
  assert.equal(prevented, true, 'the browser would leave the page')
  assert.equal(last().address, '/content/page')
  assert.equal(last().method, 'POST')
  assert.equal(last().headers['CSRF-Token'], 'of-the-host')
  assert.equal(last().body.get('jcr:content/cq:lastModified@TypeHint'), 'Date')
  assert.equal(status.textContent, 'Saved.')
})
