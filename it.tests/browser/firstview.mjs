// What a first view of each page of the console takes from the server, with empty caches: our own files, answers and the page, each as
// gzip packs it, whether or not the CMS does; what the CMS itself brings to all its pages is not ours and is printed beside it.
// Usage: node firstview.mjs URL-OF-SLING-CMS; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { step, Visits } from './visits.mjs'

const MOST = 200_000
const base = process.argv[2].replace(/\/$/, '')
const visits = await new Visits(base, undefined, { patience: 90_000 }).start()
const file = new URL('../../ui.static/src/main/content/jcr_root/static/clientlibs/smo/console/pages.js', import.meta.url)
const names = [...(await readFile(file, 'utf8')).matchAll(/^ {2}\{ name: '(\w+)'/gm)].map(([, name]) => name)

/** Bytes of all that a view of a page asks for, by whether it is ours. */
async function weigh(name, locale) {
  const page = await visits.open(locale)
  await page.goto('about:blank')
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.clearBrowserCache')
  const answers = []
  page.on('response', (answer) => answers.push(answer))
  await page.goto(`${base}/cms/smo.html#${name}`)
  await page.waitForSelector(`[data-tab="${name}"][aria-current]`)
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('[data-cmp-is=smo-console]') && !document.querySelector('[data-cmp-is=smo-console] [aria-busy=true]'))
  const bytes = { ours: 0, cms: 0 }
  for (const answer of answers) {
    const path = new URL(answer.url()).pathname
    const ours = path.startsWith('/static/clientlibs/smo') || path.startsWith('/bin/smo/') || path === '/cms/smo.html'
    const body = answer.status() < 300 ? await answer.body() : Buffer.of()
    bytes[ours ? 'ours' : 'cms'] += gzipSync(body).length
  }
  await page.context().close()
  return bytes
}

try {
  assert.ok(names.length >= 9, `pages of the console: ${names}`)
  for (const name of names) {
    await step(`a first view of ${name} takes at most ${MOST / 1000} kB`, async () => {
      const { ours, cms } = await weigh(name, 'de')
      console.log(`    ${name}: ${(ours / 1000).toFixed(1)} kB of ours, ${(cms / 1000).toFixed(1)} kB of the CMS`)
      assert.ok(ours > 10_000, 'something was weighed')
      assert.ok(ours <= MOST, `${name} takes ${ours} bytes`)
    })
  }
  await step('no page asks another server, and none has an error', () => assert.deepEqual(visits.errors, []))
} finally {
  await visits.browser.close()
}
