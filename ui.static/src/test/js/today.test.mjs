// What the page Today says of what is broken. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'

const TODAY = '../../main/content/jcr_root/static/clientlibs/smo/console/today/'
const { SAID, troubleOf } = await import(`${TODAY}troubles.js`)
const { default: german } = await import(`${TODAY}words/de.js`)

test('what is broken is said in each language', () => {
  assert.deepEqual(SAID.filter((text) => !(text in german)), [])
})

test('an administrator is led to where it is mended, and others learn who can', () => {
  assert.equal(troubleOf({ kind: 'stopped' }, true).href, '#connections')
  assert.deepEqual(troubleOf({ kind: 'stopped' }, false), {
    what: 'Nothing goes out over this connection.', todo: 'An administrator can mend this.', href: '' })
})

test('a kind of trouble that is new here is said all the same', () => {
  assert.equal(troubleOf({ kind: 'flooded' }, true).what, 'flooded')
})
