// That the console says everything in German, too. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const CONSOLE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo/console/', import.meta.url))
const read = (file) => readFileSync(CONSOLE + file, 'utf8')
const translated = [...read('words.js').matchAll(/^ {2}('(?:[^'\\]|\\.)+'|\w+):/gm)].map(([, key]) => key.replaceAll("'", ''))

test('each text is translated once', () => {
  assert.ok(translated.length > 150, translated.length)
  assert.deepEqual(translated.filter((key, i) => translated.indexOf(key) !== i), [])
})

test('each text that is said has a German one', () => {
  const said = readdirSync(CONSOLE).filter((file) => file.endsWith('.js') && file !== 'words.js').flatMap((file) => {
    const script = read(file)
    const names = [...script.matchAll(/^const (?:NAMES|ACTIONS) = \{([^}]*)\}/gm)]
      .flatMap(([, all]) => [...all.matchAll(/: '([^']+)'/g)].map(([, text]) => text))
    return [...script.matchAll(/\bsay\('([^']+)'/g)].map(([, text]) => text).concat(names)
  })
  assert.ok(said.includes('Delete') && said.length > 100, said.length)
  assert.deepEqual([...new Set(said)].filter((text) => !translated.includes(text)), [])
})
