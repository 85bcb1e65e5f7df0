// What dialogs of a host say of the posts of a page. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const WORDS = `${ROOT}/ui.apps/src/main/content/jcr_root/apps/smo/i18n/preview`
const english = Object.fromEntries(Object.entries(JSON.parse(readFileSync(`${WORDS}/en.json`, 'utf8'))).map(([key, text]) => [key.replace('smo.preview.', ''), text]))
const { Outlook } = await import('../../main/content/jcr_root/static/clientlibs/smo/preview/outlook.js')

let answer
let asked

/** As much of a document as the panel needs. */
class Element {
  constructor(name) { Object.assign(this, { name, attributes: {}, children: [], dataset: {} }) }

  setAttribute(key, value) { this.attributes[key] = value }

  append(...more) { this.children.push(...more) }

  all(name) { return this.children.flatMap((one) => (one instanceof Element ? [...(one.name === name ? [one] : []), ...one.all(name)] : [])) }

  get text() { return this.children.map((one) => (one instanceof Element ? one.text : one)).join('') }
}

beforeEach(() => {
  globalThis.document = { createElement: (name) => new Element(name) }
  globalThis.fetch = async (address) => {
    asked = address
    return { ok: !answer.error, status: answer.error ? 404 : 200, headers: new Map([['Content-Type', 'application/json']]), json: async () => answer }
  }
})

const post = (connection, code, detail = '') => ({ connection, label: connection, fate: { code, detail } })
const none = { onUnpublish: 'keep', onRemove: 'list', out: 0, byHand: 0, waiting: 0 }
const preview = (more) => ({ page: { path: '/content/a & b', zone: 'Europe/Berlin' }, editable: true, verdict: 'posted', posts: [], times: {}, departure: none, ...more })

async function said(event, shown) {
  answer = shown.error ? shown : { preview: preview(shown), words: english, language: 'en-GB' }
  const root = new Element('div')
  Object.assign(root.dataset, { cmpPage: '/content/a & b', cmpEvent: event, cmpConsole: '/cms/smo.html' })
  await new Outlook(root).open()
  return root
}

const lines = (root) => root.all('li').map((line) => line.text)
const codes = (root) => root.all('li').map((line) => line.attributes['data-code'])

test('before a page is published each account has a line, with its time where it is not at once', async () => {
  const root = await said('publish', {
    posts: [post('museum', 'goes-out'), post('tours', 'approval'), post('shop', 'do-not-share'), post('news', 'ledger-scheduled')],
    times: { museum: new Date().toISOString(), tours: '2126-12-04T08:15:00Z' },
  })
  assert.equal(asked, '/bin/smo/preview?page=%2Fcontent%2Fa+%26+b')
  // Whether a comma follows the day of the week is up to the version of the language data.
  assert.deepEqual(lines(root).map((line) => line.replace('Wednesday,', 'Wednesday')), [
    'museum: Goes out when the page is published.',
    'tours: Waits for approval when the page is published. Planned: Wednesday 4 December 2126 at 09:15.',
    'shop: Not posted: this page is marked “do not share”.',
    'news: There is a post already; see the console.',
  ])
  assert.deepEqual(root.all('a').map((link) => link.attributes.href), ['/cms/smo.html#posts?compose=page&page=%2Fcontent%2Fa%20%26%20b'])
})

test('where nothing is posted the reason is there, and nobody is offered to write what may not be saved', async () => {
  const root = await said('publish', { verdict: 'off', editable: false, posts: [post('museum', 'goes-out')] })
  assert.deepEqual(lines(root), [english['verdict.off']])
  assert.match(root.all('a')[0].attributes.href, /#results\?page=/)
  assert.deepEqual(lines(await said('publish', { page: null, verdict: '' })), [english['finding.no-address']])
})

test('before a page is unpublished the policy says what becomes of posts, in words that are known or by its own', async () => {
  const departure = { ...none, out: 2, byHand: 1, waiting: 3 }
  const of = async (onUnpublish) => codes(await said('unpublish', { departure: { ...departure, onUnpublish } }))
  assert.deepEqual(await of('keep'), ['waiting', 'keep'])
  assert.deepEqual(await of('list'), ['waiting', 'list'])
  assert.deepEqual(await of('retract'), ['waiting', 'retract', 'by-hand'])
  assert.deepEqual(await of('edit'), ['waiting', 'edit', 'by-hand'])
  assert.deepEqual(await of('burn'), ['waiting', 'other', 'by-hand'])
  assert.match(lines(await said('unpublish', { departure }))[1], /: 3$/, 'what is not known by name stays as well')
  assert.match(lines(await said('unpublish', { departure: { ...departure, onUnpublish: 'burn' } }))[1], /\(burn\)/)
})

test('before a page is deleted posts stay until somebody decides, unless the policy says what to do', async () => {
  const departure = { ...none, onUnpublish: 'retract', out: 2, byHand: 1 }
  assert.deepEqual(codes(await said('delete', { departure })), ['list'])
  assert.deepEqual(codes(await said('delete', { departure: { ...departure, onRemove: 'retract' } })), ['retract', 'by-hand'])
  assert.deepEqual(codes(await said('delete', {})), ['none'])
})

test('a failure is one line beside the question of the host, in the language of the browser', async () => {
  Object.defineProperty(globalThis, 'navigator', { value: { language: 'de-AT' }, configurable: true })
  const root = await said('publish', { error: 'There is no such page.' })
  assert.deepEqual(root.children.map((one) => [one.attributes.role, one.text]), [['status', 'Diese Seite gibt es nicht.']])
})

test('each language says all of it, with the same places to fill in', () => {
  const keys = Object.keys(english).filter((key) => key === 'results' || key.startsWith('outlook'))
  assert.equal(keys.length, 12)
  for (const file of readdirSync(WORDS).filter((name) => name.endsWith('.json'))) {
    const words = JSON.parse(readFileSync(`${WORDS}/${file}`, 'utf8'))
    for (const key of keys) {
      const text = words[`smo.preview.${key}`] || ''
      assert.ok(text.trim() && (file === 'en.json' || text !== english[key]), `${file}: ${key}`)
      assert.deepEqual((text.match(/\{\d\}/g) || []).sort(), (english[key].match(/\{\d\}/g) || []).sort(), `${file}: ${key}`)
    }
  }
})
