// What share buttons cost a reader's browser: the same page, with none, with ours and with others.
import fs from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import zlib from 'node:zlib'
import { chromium } from 'playwright-core'
import { median } from './rounds.mjs'

const MODULES = new URL('node_modules/', import.meta.url)
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.woff2': 'font/woff2', '.html': 'text/html; charset=utf-8' }
const NETWORKS = ['mastodon', 'linkedin', 'facebook', 'x', 'reddit', 'whatsapp', 'email']

/**
 * Serves pages that differ in their share buttons only.
 *
 * @param ours markup of our share bar as the CMS renders it, and the files that it names, by path
 */
async function serve({ markup, files }) {
  const page = (buttons) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
    <link rel="icon" href="data:,"></head><body><main><h1>An article</h1>${'<p>Some words to read.</p>'.repeat(40)}
    ${buttons}</main></body></html>`
  const served = new Map(Object.entries(files))
  served.set('/none.html', page(''))
  served.set('/ours.html', page(markup))
  served.set('/shariff.html', page(`<link rel="stylesheet" href="/shariff/dist/shariff.complete.css">
    <div class="shariff" data-services='${JSON.stringify(NETWORKS.map((n) => (n === 'email' ? 'mail' : n)).filter((n) => n !== 'mastodon'))}'></div>
    <script src="/shariff/dist/shariff.complete.js"></script>`))
  served.set('/shareon.html', page(`<link rel="stylesheet" href="/shareon/dist/shareon.min.css">
    <div class="shareon">${NETWORKS.map((n) => `<a class="${n === 'x' ? 'twitter' : n}">${n}</a>`).join('')}</div>
    <script src="/shareon/dist/shareon.iife.js" defer init></script>`))
  const server = http.createServer(async (request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname
    try {
      const bytes = served.get(name) ?? (await fs.readFile(new URL(`.${name}`, MODULES)))
      response.writeHead(200, { 'Content-Type': TYPES[path.extname(name)] ?? 'application/octet-stream', 'Content-Encoding': 'gzip' })
      response.end(zlib.gzipSync(bytes, { level: 9 }))
    } catch (missing) {
      response.writeHead(404).end(missing.code)
    }
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}

async function load(browser, base, name) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const tools = await context.newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Performance.enable')
  const seen = { requests: 0, elsewhere: 0, raw: 0, gzip: 0, fonts: 0, missing: 0 }
  tools.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith('http')) {
      seen.requests++
      seen.elsewhere += request.url.startsWith(base) ? 0 : 1
    }
  })
  tools.on('Network.responseReceived', ({ type, response }) => {
    seen.fonts += type === 'Font' ? 1 : 0
    seen.missing += response.status >= 400 ? 1 : 0
  })
  tools.on('Network.dataReceived', ({ dataLength }) => (seen.raw += dataLength))
  tools.on('Network.loadingFinished', ({ encodedDataLength }) => (seen.gzip += encodedDataLength))
  await page.goto(`${base}/${name}.html`, { waitUntil: 'networkidle' })
  const { metrics } = await tools.send('Performance.getMetrics')
  const of = (metric) => metrics.find((one) => one.name === metric).value * 1000
  await context.close()
  return { ...seen, task: of('TaskDuration'), script: of('ScriptDuration'), layout: of('LayoutDuration') + of('RecalcStyleDuration') }
}

/** Prints what each costs above the page without buttons; medians of the rounds, taken in turns. */
export async function weigh(ours, rounds) {
  const names = ['none', 'ours', 'shareon', 'shariff']
  const site = await serve(ours)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const loads = Object.fromEntries(names.map((name) => [name, []]))
    for (let round = -1; round < rounds; round++) {
      for (const name of round % 2 ? [...names].reverse() : names) {
        const seen = await load(browser, site.url, name)
        if (seen.missing) {
          throw new Error(`${name}: ${seen.missing} files are missing`)
        }
        // The first round warms the browser up.
        if (round >= 0) {
          loads[name].push(seen)
        }
      }
    }
    const value = (name, key) => median(loads[name].map((seen) => seen[key]))
    console.log(`\nshare buttons in Chromium, above the same page without any (medians of ${rounds} rounds)`)
    console.log('            requests  elsewhere  fonts   bytes raw    gzip   main thread    script   style+layout')
    for (const name of names.slice(1)) {
      const above = (key) => value(name, key) - value('none', key)
      console.log(
        `  ${name.padEnd(10)}${String(above('requests')).padStart(8)}${String(above('elsewhere')).padStart(11)}${String(above('fonts')).padStart(7)}` +
          `${String(above('raw')).padStart(12)}${String(above('gzip')).padStart(8)}` +
          `${above('task').toFixed(1).padStart(11)} ms${above('script').toFixed(1).padStart(7)} ms${above('layout').toFixed(1).padStart(12)} ms`)
    }
  } finally {
    await browser.close()
    site.close()
  }
}
