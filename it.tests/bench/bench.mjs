// Weight and speed of what SMO puts on pages, beside pages without it and beside others.
// Usage: node bench.mjs URL-OF-SLING-CMS [articles]; needs a running Sling CMS with SMO and nothing else to do.
import { Content } from './content.mjs'
import { compare, print, visit } from './rounds.mjs'
import { weigh } from './weight.mjs'

const base = process.argv[2].replace(/\/$/, '')
const articles = Number(process.argv[3] ?? 10_000)
const content = new Content(base)

const text = async (url) => {
  const answer = await visit(url)
  if (answer.status !== 200) {
    throw new Error(`${url} answers ${answer.status}`)
  }
  return answer.body.toString('utf8')
}

/** The share bar as a page has it, and the files that it names. */
async function shareBar() {
  const html = await text(content.url('/social/article.html'))
  const bar = html.match(/<nav class="cmp-smo-share[\s\S]*?<\/nav>/)?.[0]
  if (!bar) {
    throw new Error('the page has no share bar')
  }
  const tags = html.match(/<(?:link|script)[^>]*\/static\/clientlibs\/smo\/[^>]*>(?:<\/script>)?/g) ?? []
  const files = {}
  for (const [, name] of tags.join('').matchAll(/(?:href|src)="([^"]*)"/g)) {
    files[new URL(name, base).pathname] = await text(new URL(name, base).href)
  }
  return { markup: tags.join('') + bar, files }
}

// What a page may take at most: what we aim at, 1.15 and 1.05, and the noise of a run (docs/benchmarks.md).
const MOST_SHORT = 1.17
const MOST_LONG = 1.07
const tooSlow = []
const bounded = (title, most, rows) => {
  const ours = rows.find((row) => row.name === 'share bar and card')
  if (ours.ratio > most) {
    tooSlow.push(`${title} takes ${ours.ratio.toFixed(3)} times as long with share bar and card; at most ${most} is right`)
  }
  return rows
}

console.log(`making two sites and one of ${articles} articles`)
await content.make(articles)
try {
  print(
    `a page of ${(Buffer.byteLength(await text(content.url('/plain/article.html'))) / 1000).toFixed(1)} kB on the server`,
    bounded('a short page', MOST_SHORT, await compare(
      { without: content.url('/plain/article.html'), 'without, once more': content.url('/plain/article.html?again'), 'share bar and card': content.url('/social/article.html') },
      { warmUp: 1500, rounds: 40, each: 50 })),
    'page')

  const long = content.url('/plain/long.html')
  print(
    `a page of ${(Buffer.byteLength(await text(long)) / 1000).toFixed(1)} kB on the server`,
    bounded('a long page', MOST_LONG, await compare(
      { without: long, 'without, once more': content.url('/plain/long.html?again'), 'share bar and card': content.url('/social/long.html') },
      { warmUp: 800, rounds: 40, each: 50 })),
    'page')

  const feed = content.url('/many/index.feed.rss')
  const first = await visit(feed)
  console.log(`\nfeed of ${articles} articles, first answer: ${(first.millis / 1000).toFixed(2)} s`)
  const file = await content.keep('feed.xml', first.body, 'application/rss+xml')
  print(
    `the same ${first.body.length} bytes as a static file and as a feed`,
    await compare({ 'static file': file, 'feed of SMO': feed }, { warmUp: 500, rounds: 30, each: 30 }))

  const again = []
  for (let i = 0; i < 10; i++) {
    await content.write('/many/articles/m0/a1/jcr:content', { 'jcr:title': `Changed ${i}`, publishDate: '2026-01-01' })
    again.push(await changed(feed, `Changed ${i}`))
  }
  console.log(`\nfeed with a changed article: from the end of the change to the new feed ${again.map((ms) => ms.toFixed(0)).join(', ')} ms`)

  print(
    'feed of SMO and the RSS script of Sling CMS (ten entries, a query a request)',
    await compare(
      { 'feed of SMO': feed, 'RSS of Sling CMS': content.url('/many/index/jcr:content/container/rss.xml') },
      { warmUp: 3, rounds: 5, each: 2 }))

  await weigh(await shareBar(), 15)
  if (tooSlow.length) {
    throw new Error(tooSlow.join('; '))
  }
} finally {
  await content.remove()
}

async function changed(url, words) {
  const start = performance.now()
  while (!(await text(url)).includes(words)) {
    if (performance.now() - start > 60_000) {
      throw new Error(`${url} does not show '${words}'`)
    }
  }
  return performance.now() - start
}
