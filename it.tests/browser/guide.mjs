// Takes the pictures of docs/user-guide.md and docs/console.md: every page of the console with a working day in it, made of the sample site on a fresh CMS.
// Usage: node guide.mjs URL-OF-SLING-CMS FOLDER [pictures such as today,note; all by default]
import { mkdir } from 'node:fs/promises'
import { sheet } from './sheet.mjs'
import { Site, until } from './site.mjs'
import { Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const folder = process.argv[3]
const wanted = process.argv[4]?.split(',')
const EN = '/content/smo-sample/en'
const article = (name) => `${EN}/articles/${name}`
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
const WHOLE = { width: 1280, height: 800 }

async function ask(resource, fields) {
  const { token } = await (await fetch(`${base}/bin/smo/token`, { headers })).json()
  const how = fields ? { method: 'POST', headers: { ...headers, 'X-SMO-Token': token }, body: new URLSearchParams(fields) } : { headers }
  const response = await fetch(`${base}/bin/smo/${resource}`, how)
  const answer = await response.json()
  if (!response.ok) {
    throw new Error(`${resource}: ${response.status} ${answer.error}`)
  }
  return answer
}

const day = (ahead) => new Date(Date.now() + 86_400_000 * ahead).toISOString().slice(0, 10)
const connect = (id, label, more = {}) => ask('connections', {
  action: 'save', id, network: 'sandbox', label, 'settings.base': base, slots: '', quietHours: '', dailyCap: '', monthlyBudget: '', ...more,
})
const plan = async (page, connections, more = {}) => {
  const { results } = await ask('requests', { action: 'plan', page: article(page), connections: connections.join(','), ...more })
  return results.map((one) => {
    if (one.error) {
      throw new Error(`${page} on ${one.connection}: ${one.error}`)
    }
    return one.id
  })
}
const found = async (id) => (await ask(`posts?id=${id}`)).posts[0]
const ended = (id) => until('end of a post', async () => {
  const post = await found(id)
  return ['SENT', 'FAILED'].includes(post.state) && post
})

/** A week at the museums: posts that are out, planned, waiting and failed, replies, a goal and a campaign. */
async function scene(site) {
  await connect('museums', 'Museums of Norrfeld', { 'settings.followers': '4210' })
  await connect('library', 'Norrfeld Libraries', { 'settings.followers': '1380', slots: 'Tue,Thu 9:15' })
  await connect('boat', 'The book boat', { 'settings.fault': 'reject' })
  for (const id of ['museums', 'library']) {
    await ask('connections', { action: 'test', id })
  }
  const sent = [...await plan('borrow-a-tomato', ['museums', 'library']), ...await plan('what-the-herbarium-knows', ['museums'])]
  const [first] = await Promise.all(sent.map(ended))
  await plan('the-library-at-midnight', ['library'], { when: `${day(3)} 18:00` })
  await plan('mend-it-together', ['library'], { when: 'next free slot' })
  await plan('an-hour-of-quiet', ['museums'], { when: `${day(1)} 09:30` })
  await plan('free-on-thursdays', ['museums', 'library'], { when: `${day(5)} 08:00`, approval: 'true' })
  await plan('class-4b-curates', ['museums'], { when: `${day(8)} 15:00`, approval: 'true' })
  await Promise.all((await plan('the-book-boat', ['boat'])).map(ended))

  const node = `/var/smo/sandbox/museums/${first.sent.slice(0, 7)}/${first.id}`
  await site.write(node, { likes: '48', 'likes@TypeHint': 'Long', reposts: '12', 'reposts@TypeHint': 'Long' })
  const replies = [['Ingrid Aas', 'Can I bring my own seedlings?'], ['Tomás', 'Best idea of the year. We gave back four pots!'], ['Green Norrfeld', 'Which day does the lending begin?']]
  for (const [index, [author, text]] of replies.entries()) {
    const created = new Date(Date.now() - 60_000 * (30 - index)).toISOString()
    await site.write(`${node}/replies/${index}`, { author, text, created, 'created@TypeHint': 'Date' })
  }
  await ask('campaigns', { action: 'save', id: 'spring', title: 'Spring at the museums', from: day(-20), to: day(40), zone: 'Europe/Oslo', tags: '', owner: 'Ada' })
  for (const [id, title, measure, target, more] of [
    ['known', 'People who react', 'engagement', '100', {}], ['out', 'Three posts a week', 'posts', '12', {}], ['followed', 'Followers of the museums', 'followers', '5000', { connection: 'museums' }],
  ]) {
    await ask('goals', { action: 'save', id, title, measure, target, from: day(-7), to: day(28), zone: 'Europe/Oslo', below: '', tag: '', campaign: '', connection: '', owner: 'Ada', hours: '24', ...more })
  }
  return first
}

await mkdir(folder, { recursive: true })
const visits = await new Visits(base, undefined, { patience: 60_000 }).start()
try {
  const there = (await ask('session')).connections.some((one) => one.id === 'museums')
  const first = there
    ? (await ask('posts?connection=museums&state=SENT')).posts.find((one) => one.page === article('borrow-a-tomato'))
    : await scene(new Site(base))
  const page = await visits.open(process.env.SMO_LOCALE ?? 'en-GB', WHOLE)
  const take = async (name, hash, ready, before = async () => {}) => {
    if (wanted && !wanted.includes(name)) {
      return
    }
    await page.goto('about:blank')
    await page.goto(`${base}/cms/smo.html${hash}`)
    await page.locator(ready).first().waitFor()
    await before()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: `${folder}/${name}.png` })
    console.log(name)
  }
  await take('results-page', `#results?page=${article('borrow-a-tomato')}`, '[data-action=refresh]', async () => {
    await page.click('[data-action=refresh]')
    await page.locator('[data-figure=likes]', { hasText: '48' }).first().waitFor()
  })
  await take('today', '#today', '[data-page=today] li')
  // The month in which most of it is.
  await take('calendar', `#calendar?view=month&date=${day(5)}&site=${encodeURIComponent(EN)}`, 'a[data-entry]')
  await take('posts', '#posts', '.cmp-smo-posts__row')
  await take('post', `#posts:${first.id}`, '.cmp-smo-posts__detail h2')
  await take('composer', `#posts?compose=page&page=${article('the-sound-of-the-fish-market')}`, 'dialog [data-part=count]')
  await take('note', `#posts?compose=note&page=${EN}/index`, 'dialog [name=text]')
  await take('inbox', '#inbox', '.cmp-smo-inbox__rows [data-key]')
  await take('goals', '#goals', '[data-goal]')
  await take('presence', '#connections', '[data-key=museums]')
  await take('connect', '#connections', '[data-action=add]', async () => {
    await page.click('[data-action=add]')
    await page.click('[data-network=mastodon]')
    await page.locator('[data-part=way] summary').first().click()
  })
  await take('policies', `#policies?site=${encodeURIComponent('/content/smo-sample')}&form=smo%2Fsyndication`, '[data-open="smo/syndication"]')
  await take('administration', '#administration', '[data-page=administration]')
  await take('bell', '#today', '[data-action=bell]', () => page.click('[data-action=bell]'))
  for (const [name, locale, viewport, scheme] of [
    ['components', 'en-GB', { width: 1280, height: 1000 }, 'light'], ['components-dark', 'en-GB', { width: 1280, height: 1000 }, 'dark'],
    ['components-arabic-320', 'ar', { width: 320, height: 800 }, 'light'],
  ].filter(([name]) => !wanted || wanted.includes(name))) {
    const other = await visits.open(locale, viewport, scheme)
    await sheet(other)
    await visits.accessible(other, name)
    await other.locator('[data-part=sheet]').screenshot({ path: `${folder}/${name}.png` })
    await other.context().close()
  }
} finally {
  await visits.browser.close()
}
if (visits.errors.length) {
  console.error(visits.errors)
  process.exitCode = 1
}
