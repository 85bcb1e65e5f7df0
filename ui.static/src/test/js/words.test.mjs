// That the console says everything in each language of the bar. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const CONSOLE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo/console/', import.meta.url))
const BAR = fileURLToPath(new URL('../../../../ui.apps/src/main/content/jcr_root/apps/smo/i18n/', import.meta.url))
const read = (file) => readFileSync(CONSOLE + file, 'utf8')
const tags = readdirSync(BAR).filter((name) => name.endsWith('.json') && name !== 'en.json').map((name) => name.replace('.json', ''))
const words = {}
for (const tag of tags) words[tag] = (await import(`${CONSOLE}words/${tag}.js`)).default
const keys = Object.keys(words.de)

test('the console speaks each language of the bar', async () => {
  assert.equal(tags.length, 9)
  assert.deepEqual(readdirSync(`${CONSOLE}words`).filter((name) => name.endsWith('.js')).sort(), tags.map((tag) => `${tag}.js`).sort())
  const { words: in_ } = await import(`${CONSOLE}words.js`)
  for (const tag of tags) assert.equal((await in_(`${tag}-XX`))('Scheduled'), words[tag].Scheduled)
  assert.equal((await in_('fi'))('Scheduled'), 'Scheduled')
})

test('each text is translated once', () => {
  assert.ok(keys.length > 150, keys.length)
  for (const tag of tags) {
    const lines = [...read(`words/${tag}.js`).matchAll(/^ {2}('[^']+'|"[^"]+"|\w+):/gm)].map(([, key]) => key.replace(/^['"]|['"]$/g, ''))
    assert.deepEqual(lines.filter((key, i) => lines.indexOf(key) !== i), [], tag)
  }
})

test('all languages have the same texts, with the same places to fill in, and none is empty', () => {
  for (const tag of tags) {
    assert.deepEqual(Object.keys(words[tag]), keys, tag)
    for (const [key, text] of Object.entries(words[tag])) {
      assert.ok(text.trim(), `${tag}: ${key}`)
      assert.deepEqual(text.match(/\{\d\}/g) || [], key.match(/\{\d\}/g) || [], `${tag}: ${key}`)
    }
  }
})

test('what people type stays as the server reads it', () => {
  for (const key of keys.filter((one) => one.startsWith('Such as'))) {
    for (const typed of key.match(/now|after 2 hours|2027-01-31 9:00|next free slot|Tue, Thu 9:15; Sat 10:00|22:00-7:00; Sat, Sun 0:00-24:00|20 USD/g)) {
      for (const tag of tags) assert.ok(words[tag][key].includes(typed), `${tag}: ${typed}`)
    }
  }
})

test('in lines from right to left what people type, and what is filled in, keeps its own direction', async () => {
  for (const key of keys.filter((one) => one.startsWith('Such as'))) {
    const outside = words.ar[key].replace(/\u2066[^\u2066\u2069]+\u2069/g, '')
    assert.doesNotMatch(outside.replace('{0}', ''), /[a-z0-9]/i, key)
  }
  const { words: in_ } = await import(`${CONSOLE}words.js`)
  assert.match((await in_('ar'))('Answer to {0}', '@museum@example.org'), /\u2068@museum@example\.org\u2069/)
  assert.equal((await in_('de'))('Answer to {0}', '@museum'), 'Antwort an @museum')
})

/** What scripts of a folder say: say('...'), and names of pages, actions and the like in tables. */
function said(folder) {
  return readdirSync(CONSOLE + folder).filter((file) => file.endsWith('.js') && file !== 'words.js').flatMap((file) => {
    const script = read(folder + file)
    const tables = [...script.matchAll(/^(?:export )?const (?:NAMES|ACTIONS) = \{([^}]*)\}/gm)]
      .flatMap(([, all]) => [...all.matchAll(/: '([^']+)'/g)].map(([, text]) => text))
    const labels = [...script.matchAll(/\blabel: '([^']+)'/g)].map(([, text]) => text)
    return [...script.matchAll(/\bsay\('([^']+)'/g)].map(([, text]) => text).concat(tables, labels)
  })
}

/** Names that nobody reads, or that `Intl` says in each language. */
const UNSAID = ['News', 'MailDialog', 'FullCalendar', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Accept', 'Content-Type', 'Enter', 'Escape', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Tab']

/** Whatever in the scripts of a folder looks like words for people, said at once or handed on. */
function written(folder) {
  return readdirSync(CONSOLE + folder).filter((file) => file.endsWith('.js') && file !== 'words.js')
    .flatMap((file) => [...read(folder + file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, '').matchAll(/'((?:[^'\\\n]|\\.)*)'/g)].map(([, text]) => text))
    .filter((text) => /^[A-Z][a-z]/.test(text) && !UNSAID.includes(text))
}

test('each text that is said on all pages is translated', () => {
  const all = ['', 'ui/'].flatMap(said)
  assert.ok(all.includes('Inbox') && all.length > 20, all.length)
  assert.deepEqual([...new Set(all)].filter((text) => !keys.includes(text)), [])
  assert.deepEqual([...new Set(['', 'ui/'].flatMap(written))].filter((text) => !keys.includes(text)), [], 'looks like words for people')
})

const folders = readdirSync(CONSOLE, { withFileTypes: true }).filter((one) => one.isDirectory() && !['words', 'sentences', 'ui', 'lib'].includes(one.name)).map((one) => `${one.name}/`)
for (const folder of folders) {
  test(`the page ${folder} says all of its texts in each language`, async () => {
    const own = {}
    for (const tag of tags) own[tag] = (await import(`${CONSOLE}${folder}words/${tag}.js`)).default
    for (const tag of tags) {
      assert.deepEqual(Object.keys(own[tag]).sort(), Object.keys(own.de).sort(), tag)
      for (const [key, text] of Object.entries(own[tag])) {
        assert.ok(text.trim(), `${tag}: ${key}`)
        assert.deepEqual((text.match(/\{\d\}/g) || []).sort(), (key.match(/\{\d\}/g) || []).sort(), `${tag}: ${key}`)
      }
    }
    assert.deepEqual([...new Set(said(folder))].filter((text) => !keys.includes(text) && !(text in own.de)), [])
    assert.deepEqual([...new Set(written(folder))].filter((text) => !keys.includes(text) && !(text in own.de)), [], 'looks like words for people')
    assert.deepEqual(Object.keys(own.de).filter((text) => keys.includes(text)), [], 'is among the words of all pages already')
  })
}
