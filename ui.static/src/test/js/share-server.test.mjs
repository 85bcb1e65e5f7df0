// The question for the reader's own server, without a browser.
import assert from 'node:assert/strict'
import { test } from 'node:test'

globalThis.CSSStyleSheet = class { replaceSync() {} }
const { hostIn } = await import('../../main/content/jcr_root/static/clientlibs/smo/share-server.js')

test('a server is found in a handle, an address and a name', () => {
  assert.equal(hostIn('@me@Social.example'), 'Social.example')
  assert.equal(hostIn('https://other.example/@me'), 'other.example')
  assert.equal(hostIn(' plain.example:8443 '), 'plain.example:8443')
})

test('nonsense names no server', () => {
  assert.equal(hostIn('"><script>'), '')
  assert.equal(hostIn(''), '')
  assert.equal(hostIn('javascript:alert(1)'), 'javascript:alert')
})
