// How the console's views of a month behave when it has 10,000 posts instead of 100: time until what was asked for is there, and the longest time for
// which the browser hears nobody while somebody scrolls. Ratios of both, in one run.
// Usage: node many.mjs URL-OF-SLING-CMS [posts]; exits with 0 if no view takes many times as long.
import assert from 'node:assert/strict'
import { Site } from './site.mjs'
import { Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const MANY = Number(process.argv[3] ?? 10_000)
const FEW = 100
const ROUNDS = 5
const AT_ONCE = 8
/** So many times as long may a view take with 100 times as many posts: the server reads each of them and cuts, and the browser has a screen to draw. */
const MOST = 8
/** And so many times as long may the browser hear nobody. */
const MOST_TASK = 4
/** From so many milliseconds on browsers call a task long; of shorter ones a ratio says nothing. */
const LONG = 50
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
const run = Date.now().toString(36)
const now = new Date()
const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
const iso = (date) => date.toISOString().slice(0, 10)

async function notes(site, path, from, to) {
  const { token } = await (await fetch(`${base}/bin/smo/token`, { headers })).json()
  let next = from
  const work = async () => {
    while (next < to) {
      const number = next
      next += 1
      // Spread over 28 days, from 6 to 22 o'clock.
      const when = new Date(month.getTime() + 86_400_000 * (number % 28) + 3_600_000 * 6 + 1000 * Math.floor(57_600 * ((number * 0.618034) % 1)))
      const body = new URLSearchParams({
        page: path, connection: 'sandbox', text: `Note number ${number} of ${run}`, token: `${run}-many-${number}`, when: when.toISOString().replace(/\.\d+Z/, 'Z'),
      })
      const response = await fetch(`${base}/bin/smo/notes`, { method: 'POST', headers: { ...headers, 'X-SMO-Token': token }, body })
      if (!response.ok) {
        throw new Error(`${response.status} ${await response.text()}`)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const VIEWS = {
  month: [`#calendar?view=month&date=${iso(month)}`, 'a[data-entry]'],
  week: [`#calendar?view=week&date=${iso(new Date(month.getTime() + 86_400_000 * 8))}`, 'a[data-entry]'],
  list: [`#calendar?view=list&date=${iso(month)}`, '[data-entry]'],
  posts: [`#posts?from=${iso(month)}&to=${iso(new Date(month.getTime() + 86_400_000 * 28))}`, '.cmp-smo-posts__row'],
  today: ['#today', '[data-page=today]'],
}

/** Milliseconds until a view is there, and the longest task of the browser while it is drawn and scrolled. */
async function measure(page, [hash, ready]) {
  const times = []
  const tasks = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto('about:blank')
    const begun = performance.now()
    await page.goto(`${base}/cms/smo.html${hash}`)
    await page.locator(ready).first().waitFor({ state: 'attached' })
    times.push(performance.now() - begun)
    tasks.push(await page.evaluate(() => new Promise((resolve) => {
      let longest = 0
      new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => { longest = Math.max(longest, duration) }))
        .observe({ type: 'longtask', buffered: true })
      let left = 40
      const scroll = () => {
        window.scrollBy(0, 200)
        document.querySelectorAll('.fc-scroller').forEach((one) => one.scrollBy(0, 200))
        left -= 1
        if (left > 0) { requestAnimationFrame(scroll) } else { setTimeout(() => resolve(longest), 100) }
      }
      requestAnimationFrame(scroll)
    })))
  }
  return { there: middle(times), longest: middle(tasks) }
}

const visits = await new Visits(base, undefined, { patience: 120_000 }).start()
try {
  const site = await new Site(base, `many-${run}`, {
    connections: ['sandbox'], settleSeconds: '0', 'settleSeconds@TypeHint': 'Long', burstLimit: '0', 'burstLimit@TypeHint': 'Long',
  }).make()
  const path = await site.publish('one', 'One of many')
  const page = await visits.open('en-GB', { width: 1280, height: 900 })
  const measured = []
  let there = 0
  for (const count of [FEW, MANY]) {
    const begun = performance.now()
    await notes(site, path, there, count)
    console.log(`${count} posts in the month (${Math.round((count - there) / ((performance.now() - begun) / 1000))} entered a second)`)
    there = count
    measured.push(Object.fromEntries(await Object.entries(VIEWS).reduce(async (before, [name, view]) => [...await before, [name, await measure(page, view)]], [])))
  }
  const [few, many] = measured
  const slow = []
  for (const name of Object.keys(VIEWS)) {
    const ratio = many[name].there / few[name].there
    const tasks = Math.max(many[name].longest, LONG) / Math.max(few[name].longest, LONG)
    console.log(`${name.padEnd(6)} ${Math.round(few[name].there)} ms -> ${Math.round(many[name].there)} ms (x ${ratio.toFixed(2)}), longest task ${Math.round(few[name].longest)} -> ${Math.round(many[name].longest)} ms`)
    console.log(`figure ${JSON.stringify({ bench: 'console', view: name, posts: MANY, ratio: Number(ratio.toFixed(3)), longestTask: Math.round(many[name].longest) })}`)
    if (ratio > MOST || tasks > MOST_TASK) {
      slow.push(`${name}: there after ${ratio.toFixed(2)} times as long, longest task ${tasks.toFixed(2)} times as long`)
    }
  }
  assert.deepEqual(slow, [], `with ${MANY} posts in a month no view is there after more than ${MOST} times as long as with ${FEW}, nor deaf for more than ${MOST_TASK} times as long`)
  if (visits.errors.length) {
    throw new Error(visits.errors.join('\n'))
  }
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await visits.browser.close()
}
