// The question for the reader's own server, without a browser.
import assert from 'node:assert/strict'
import { test } from 'node:test'

globalThis.CSSStyleSheet = class { replaceSync() {} }
const { hostIn } = await import('../../main/content/jcr_root/static/clientlibs/smo/share-server.js')

test('a server is found in a handle, an address and a name', () => {
  assert.equal(hostIn('@me@Social.example'), 'social.example')
  assert.equal(hostIn('https://other.example/@me'), 'other.example')
  assert.equal(hostIn(' plain.example:8443 '), 'plain.example:8443')
})

test('a server is found however people type it', () => {
  assert.equal(hostIn('Https://Social.example/@me?a#b'), 'social.example')
  assert.equal(hostIn('münchen.social'), 'xn--mnchen-3ya.social')
  assert.equal(hostIn('@me@müller.example'), 'xn--mller-kva.example')
  assert.equal(hostIn('＠me＠social.example'), 'social.example')
  assert.equal(hostIn('例え。テスト'), 'xn--r8jz45g.xn--zckzah')
})

test('a word without a dot names no server, so that the page which asks opens', () => {
  for (const typed of ['@me', 'me', 'mastodon', 'https://mastodon/', 'localhost:8080', '[::1]', '.', 'a.', '.example', 'a..b', 'two words.example', 'http:social']) {
    assert.equal(hostIn(typed), '', typed)
  }
})

test('nothing typed leads elsewhere than to the host it names', () => {
  assert.equal(hostIn('good.example@evil.example'), 'evil.example')
  assert.equal(hostIn('good.example\\@evil.example'), 'good.example')
  assert.equal(hostIn('a%2fb.example'), '')
  assert.equal(hostIn('me:pass@social.example'), 'social.example')
})

test('nonsense names no server', () => {
  assert.equal(hostIn('"><script>'), '')
  assert.equal(hostIn(''), '')
  assert.equal(hostIn('javascript:alert(1)'), '')
})
