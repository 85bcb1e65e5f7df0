// The name of a new page in its address, without a browser. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'

const { free, named } = await import(
  '../../../../hosts/slingcms/ui.apps/src/main/content/jcr_root/static/clientlibs/smo-palette/naming.js')

for (const [title, name] of [
  ['Über uns & die Straße', 'ueber-uns-die-strasse'],
  ['U\u0308ber', 'ueber'],
  ['Crème brûlée, façon d’hier', 'creme-brulee-facon-dhier'],
  ["What's on?", 'whats-on'],
  ['  ', ''],
  ['…/../', ''],
  ['50 % more', '50-more'],
  ['東京タワー ガイド', '東京タワー-ガイド'],
  ['हिन्दी समाचार', 'हिन्दी-समाचार'],
  ['İstanbul', 'istanbul'],
  [`${'long '.repeat(20)}`, 'long-long-long-long-long-long-long-long-long-long-long-long'],
  ['x'.repeat(100), 'x'.repeat(60)],
]) {
  test(`"${title}" is named "${name}"`, () => assert.equal(named(title), name))
}

test('a name that is taken gets a number', async () => {
  const taken = new Set(['news', 'news-2', 'jcr:content'])
  assert.equal(await free('news', async () => false), 'news')
  assert.equal(await free('news', async (name) => taken.has(name)), 'news-3')
})

test('without letters nothing is asked for', async () => {
  assert.equal(await free('', async () => assert.fail('asked')), '')
})
