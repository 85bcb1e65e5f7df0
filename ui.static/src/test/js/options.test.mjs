// How the form of a page and the console ask what networks let choose for a post. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const SOURCE = join(ROOT, 'ui.static/src/main/content/jcr_root/static/clientlibs/smo')
const WORDS = join(ROOT, 'ui.apps/src/main/content/jcr_root/apps/smo/i18n/preview')

let folder
let requests
let answer

/** As much of a document as the forms need. */
class Element {
  constructor(name) { Object.assign(this, { name, tagName: name.toUpperCase(), attributes: {}, children: [], listeners: {}, parentElement: {} }) }

  setAttribute(key, value) { this.attributes[key] = value }

  getAttribute(key) { return this.attributes[key] }

  addEventListener(type, listener) { this.listeners[type] = listener }

  append(...more) { this.children.push(...more) }

  replaceChildren(...more) { this.children = more }

  focus() { globalThis.focused = this }

  get id() { return this.attributes.id }

  get type() { return this.attributes.type }

  get style() { return {} }

  get value() { return this.typed ?? this.attributes.value ?? '' }

  set value(value) { this.typed = value }

  all(name) {
    return this.children.flatMap((one) => (one instanceof Element ? [...(one.name === name ? [one] : []), ...one.all(name)] : []))
  }

  querySelectorAll(selector) { return selector.split(', ').flatMap((name) => this.all(name)) }

  get text() { return this.children.map((one) => (one instanceof Element ? one.text : one)).join('') }

  set textContent(text) { this.children = [text] }

  get textContent() { return this.text }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smo-options-'))
  cpSync(SOURCE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  requests = []
  answer = { choices: [] }
  globalThis.document = { createElement: (name) => new Element(name) }
  globalThis.window = {}
  globalThis.fetch = async (address) => {
    requests.push(address)
    return { ok: true, status: 200, headers: new Map([['Content-Type', 'application/json']]), json: async () => answer }
  }
})

const load = (file) => import(pathToFileURL(join(folder, file)))
const say = (key, ...values) => [key, ...values].join(' ')
const described = (more) => ({
  name: 'flair', label: 'Flair', help: 'Of the community.', placeholder: '', kind: 'choice', mandatory: false, value: '', pattern: '', choices: [], loaded: false, ...more,
})
const preview = (fields, more = {}) => ({
  values: [], editable: true, options: { board: fields },
  posts: [{ connection: 'board-en', label: 'Our board', network: 'board', options: { chosen: {}, inherited: {} } }], ...more,
})

async function form(shown) {
  const { Fields } = await load('preview/fields.js')
  const fields = new Fields(say, '/content/page', 'jcr:content/smo/', () => {}, (error) => { throw error })
  fields.build(shown)
  return fields
}

const input = (fields, name) => fields.inputs.get(`options/board-en.${name}`)

test('the form has a field for each option that a network of the posts describes', async () => {
  const fields = await form(preview([
    described({ choices: [{ value: 'news', label: 'News' }], mandatory: true }),
    described({ name: 'nsfw', label: 'Adults only', kind: 'switch' }),
    described({ name: 'note', label: 'Note', kind: 'long_text' }),
    described({ name: 'warning', label: 'Warning', kind: 'text' }),
  ]))
  assert.deepEqual(input(fields, 'flair').all('option').map((one) => one.text), ['–', 'News'])
  assert.deepEqual(input(fields, 'nsfw').all('option').map((one) => one.attributes.value), ['', 'true', 'false'])
  assert.equal(input(fields, 'note').name, 'textarea')
  assert.equal(input(fields, 'warning').attributes.name, 'jcr:content/smo/options/board-en.warning')
  assert.ok(fields.element.text.includes('Our board: Flair *'), fields.element.text)
})

test('a network that lets nothing choose adds nothing to the form', async () => {
  assert.ok(!(await form(preview([]))).element.text.includes('own-options'))
})

test('what is saved stays though it is not among the choices, and is read with the rest', async () => {
  const fields = await form(preview([described()], { values: [{ name: 'options/board-en.flair', own: 'old' }] }))
  assert.equal(input(fields, 'flair').value, 'old')
  assert.equal(fields.read()['options/board-en.flair'], 'old')
})

test('the form says what counts where nothing is chosen', async () => {
  const shown = preview([described({ choices: [{ value: 'news', label: 'News' }] })])
  shown.posts[0].options.inherited = { flair: 'news' }
  const fields = await form(shown)
  assert.equal(fields.hints.get('options/board-en.flair').text, 'Of the community. otherwise News')
})

test('choices are asked of the network with what counts of its other options', async () => {
  const shown = preview([described({ loaded: true })])
  shown.posts[0].options.chosen = { community: 'boats' }
  const fields = await form(shown)
  answer = { choices: [{ value: 'sail', label: 'Sail' }] }
  await fields.element.all('button').find((one) => one.attributes['data-action'] === 'load').listeners.click()
  await new Promise((done) => { setImmediate(done) })
  assert.equal(requests[0], '/bin/smo/preview?page=%2Fcontent%2Fpage&connection=board-en&choices=flair&options.community=boats')
  assert.deepEqual(input(fields, 'flair').all('option').map((one) => one.text), ['–', 'Sail'])
})

test('pictures keep their order and their texts', async () => {
  const fields = await form(preview([], { values: [{ name: 'images', own: '/a.jpg\n/b.jpg' }, { name: 'imageAlts', own: '\nThe roof' }] }))
  const { pictures } = fields
  assert.deepEqual(pictures.read(), { images: '/a.jpg\n/b.jpg', imageAlts: '\nThe roof' })
  pictures.move(pictures.rows[1], -1)
  assert.deepEqual(pictures.read(), { images: '/b.jpg\n/a.jpg', imageAlts: 'The roof\n' })
  assert.ok(pictures.rows[0].up.disabled && pictures.rows[1].down.disabled)
  pictures.append()
  assert.equal(globalThis.focused, pictures.rows[2].path)
  assert.equal(fields.read().images, '/b.jpg\n/a.jpg', 'an empty line is none')
  pictures.remove(pictures.rows[0])
  assert.deepEqual(pictures.read(), { images: '/a.jpg', imageAlts: '' })
  assert.deepEqual(pictures.element.all('input').filter((one) => one.type === 'hidden').map((one) => [one.attributes.name, one.value]), [
    ['jcr:content/smo/images@Delete', 'true'], ['jcr:content/smo/images@TypeHint', 'String[]'],
    ['jcr:content/smo/imageAlts@Delete', 'true'], ['jcr:content/smo/imageAlts@TypeHint', 'String[]']])
})

test('who may not save may not change pictures either', async () => {
  const { pictures } = await form(preview([], { editable: false, values: [{ name: 'images', own: '/a.jpg' }] }))
  assert.ok(pictures.rows[0].path.disabled && pictures.add.disabled)
})

test('a post shows what was chosen in words, and how many pictures it has', async () => {
  const { Posts } = await load('preview/posts.js')
  const posts = new Posts(say)
  posts.options = { board: [described({ choices: [{ value: 'news', label: 'News' }] }), described({ name: 'nsfw', label: 'Adults', kind: 'switch' })] }
  const post = { network: 'board', pictures: 3, options: { chosen: { flair: 'news', nsfw: 'false' } } }
  assert.equal(posts.more(post).text, 'pictures.count 3 · Flair: News · Adults: no')
  assert.equal(posts.more({ network: 'other', pictures: 0, options: { chosen: {} } }), null)
})

test('the parts of a card stand as the network is described', async () => {
  const { Cards } = await load('preview/cards.js')
  const cards = new Cards(say)
  cards.preview = { card: { siteName: 'Museum', creator: '' }, page: { host: 'museum.example', url: 'https://museum.example/a', language: 'en' } }
  const view = { network: 'board', frame: 'none', title: 'Title', description: 'Words', parts: ['title', 'newer', 'address', 'site', 'picture'] }
  assert.equal(cards.card(view).text, 'Titlehttps://museum.example/aMuseum')
})

test('every sentence of the form is there in every language', () => {
  const said = new Set()
  for (const file of readdirSync(join(SOURCE, 'preview')).filter((name) => name.endsWith('.js'))) {
    const source = readFileSync(join(SOURCE, 'preview', file), 'utf8')
    for (const match of source.matchAll(/(?:say|fold)\('([^']+)'/g)) {
      said.add(match[1])
    }
  }
  for (const key of ['pictures.up', 'pictures.down', 'pictures.remove']) {
    said.add(key)
  }
  assert.ok(said.has('own-words') && said.has('load-choices'))
  for (const language of readdirSync(WORDS).filter((name) => name.endsWith('.json'))) {
    const words = JSON.parse(readFileSync(join(WORDS, language), 'utf8'))
    for (const key of said) {
      assert.ok(words[`smo.preview.${key}`], `${language}: ${key}`)
    }
  }
})
