// What AEM's wizard "Manage Publication" is given by us. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const SCRIPT = readFileSync(fileURLToPath(new URL('../../../../hosts/aem/ui.apps/src/main/content/jcr_root/apps/smo/clientlibs/publication/publication.js', import.meta.url)), 'utf8')
const PREVIEW = new URL('../../main/content/jcr_root/static/clientlibs/smo/preview/', import.meta.url).href
const WIZARD = '/mnt/overlay/wcm/core/content/common/managepublicationwizard.html'

/** As much of a document as the script needs. */
class Element {
  constructor(name) { Object.assign(this, { name, attributes: {}, children: [], textContent: '' }) }

  get dataset() {
    const at = (key) => `data-${String(key).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    return new Proxy({}, { get: (_, key) => this.attributes[at(key)], set: (_, key, value) => { this.attributes[at(key)] = value; return true } })
  }

  setAttribute(key, value) { this.attributes[key] = value }

  append(...more) { this.children.push(...more) }

  prepend(...more) { this.children.unshift(...more) }

  remove() { step.children = step.children.filter((one) => one !== this) }

  all() { return this.children.flatMap((one) => (one instanceof Element ? [one, ...one.all()] : [])) }

  querySelectorAll() { return this.all().filter((one) => one.attributes.class === 'cmp-smo-outlook') }
}

// Loaded beforehand, so that nothing of ours waits for a disk.
await import(`${PREVIEW}outlook.js`)

let asked
let listeners
let step

beforeEach(() => {
  asked = []
  listeners = {}
  step = new Element('coral-panel')
  globalThis.fetch = async (address) => {
    asked.push(new URL(address, 'http://localhost').searchParams.get('page'))
    return { ok: true, status: 200, headers: new Map([['Content-Type', 'application/json']]), json: async () => ({ preview: { page: null, verdict: 'off', posts: [], departure: null }, words: {}, language: 'en' }) }
  }
})

/** Opens a page of the CMS with the script in it, and waits until nothing more is to come. */
async function open(path, items, steps = true) {
  const document = {
    readyState: 'complete',
    createElement: (name) => new Element(name),
    querySelector: (wanted) => (wanted.startsWith('.foundation-wizard-step') ? (steps ? step : null) : step.all().find((one) => one.attributes['data-cmp-is'] === 'smo-publication') || null),
    addEventListener: (name, listener) => { listeners[name] = listener },
  }
  globalThis.document = document
  const search = `?${items.map((item) => `item=${encodeURIComponent(item)}`).join('&')}`
  const window = {
    location: { pathname: path, search },
    Granite: {
      HTTP: { externalize: (address) => address.replace('/etc.clientlibs/smo/clientlibs/static/resources/preview/', PREVIEW) },
      $: () => ({ on: (name, listener) => { listeners[name] = listener } }),
    },
  }
  // Its own import is to find the file beside this test, so it is told where that is.
  await import(`data:text/javascript,${encodeURIComponent(`export default function (window, document) { ${SCRIPT} }`)}`).then((module) => module.default(window, document))
}

/** Waits until the server was asked so often, and was not asked once more. */
async function askedFor(times) {
  for (let turn = 0; turn < 100000 && asked.length < times; turn += 1) await new Promise((resolve) => { setImmediate(resolve) })
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => { setImmediate(resolve) })
  assert.equal(asked.length, times)
}

const panels = () => step.querySelectorAll()

test('the wizard says of each page what becomes of its posts, above what it asks', async () => {
  await open(WIZARD, ['/content/site/a', '/content/site/b & c'])
  await askedFor(2)
  assert.deepEqual(panels().map((one) => [one.attributes['data-cmp-page'], one.attributes['data-cmp-event']]), [['/content/site/a', 'publish'], ['/content/site/b & c', 'publish']])
  assert.deepEqual(asked.sort(), ['/content/site/a', '/content/site/b & c'])
  assert.equal(step.children[0].attributes['data-cmp-is'], 'smo-publication')
})

test('it says what happens when the person chooses to unpublish, and asks once a choice', async () => {
  await open(WIZARD, ['/content/site/a'])
  await askedFor(1)
  for (const value of ['later', 'unpublish', 'unpublish']) listeners.change({ target: { value } })
  await askedFor(2)
  assert.equal(panels()[0].attributes['data-cmp-event'], 'unpublish')
  listeners.change({ target: { value: 'publish' } })
  await askedFor(3)
  assert.equal(panels()[0].attributes['data-cmp-event'], 'publish')
})

test('content that comes later brings no second panel', async () => {
  await open(WIZARD, ['/content/site/a'])
  listeners['foundation-contentloaded']()
  await askedFor(1)
  assert.equal(panels().length, 1)
})

test('of many pages the first ten are asked about, and the others counted', async () => {
  await open(WIZARD, Array.from({ length: 13 }, (_, i) => `/content/site/${i}`))
  await askedFor(10)
  assert.ok(step.all().some((one) => one.textContent === '+ 3'))
})

test('elsewhere, for assets, and in a wizard that is another one, nothing is added', async () => {
  await open('/sites.html/content/site', ['/content/site/a'])
  await open(WIZARD, ['/content/dam/a.jpg', '/etc/tags'])
  await open(WIZARD, ['/content/site/a'], false)
  await askedFor(0)
  assert.equal(panels().length, 0)
})
