// Results and goals in a real browser: short links are followed and counted, networks asked, numbers shown, saved as CSV; goals set and reached.
// Usage: node results.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { Site, until } from './site.mjs'
import { step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const CAMPAIGN = `owls-${run}`
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
const visits = await new Visits(base, pictures, { patience: 90_000 }).start()
const { browser, errors } = visits
const open = (...how) => visits.open(...how)
const accessible = (page, name) => visits.accessible(page, name)

const json = async (path) => (await fetch(base + path, { headers })).json()
const follow = (link, more = {}) => fetch(link, { redirect: 'manual', headers: { 'User-Agent': FIREFOX, ...more } })

try {
  const site = await new Site(base, `results-${run}`, {
    connections: ['sandbox'], text: '{title} {url}', settleSeconds: '0', 'settleSeconds@TypeHint': 'Long',
  }).make()
  await site.write(`/conf/smo-browser-results-${run}/sling:configs/smo/tracking`, {
    'jcr:primaryType': 'nt:unstructured', enabled: 'true', 'enabled@TypeHint': 'Boolean', campaign: CAMPAIGN,
    shortLinks: 'true', 'shortLinks@TypeHint': 'Boolean', shortLinksBelow: `${base}/s/`,
  })
  const path = await site.publish('owls', '=Owls move into the north tower')
  const post = await until('post', async () => (await json(`/bin/smo/posts?page=${path}`)).posts.find((one) => one.state === 'SENT'))
  const node = `/var/smo/sandbox/sandbox/${post.sent.slice(0, 7)}/${post.id}`

  await step('a short link leads to the page with its marks, without a cookie and without a login', async () => {
    assert.match(post.link, /\/s\/[0-9a-v]{12}$/)
    assert.ok(post.text.includes(post.link), post.text)
    const answer = await follow(post.link)
    assert.equal(answer.status, 302)
    assert.ok(answer.headers.get('location').includes(`${path.split('/').pop()}.html?utm_source=sandbox&utm_medium=social&utm_campaign=${CAMPAIGN}`), answer.headers.get('location'))
    assert.equal(answer.headers.get('set-cookie'), null)
    for (const more of [{ 'User-Agent': 'facebookexternalhit/1.1' }, { DNT: '1' }, { 'Sec-GPC': '1' }, { 'Sec-Purpose': 'prefetch' }]) {
      assert.equal((await follow(post.link, more)).status, 302)
    }
    for (let i = 0; i < 4; i += 1) {
      await follow(post.link)
    }
  })

  await step('a code that is none leads nowhere', async () => {
    for (const code of ['zzzzzzzzzzzz', '000000000000', '%2f%2fevil.example', `${post.link.slice(-12)}x`]) {
      const answer = await follow(`${base}/s/${code}`)
      const to = answer.headers.get('location') || ''
      assert.ok(!to.includes('evil') && !to.includes('utm_'), `${code}: ${answer.status} ${to}`)
    }
  })

  await site.write(node, { likes: '12', 'likes@TypeHint': 'Long', reposts: '3', 'reposts@TypeHint': 'Long' })
  await site.write(`${node}/replies/1`, { author: 'Ann', text: 'Welcome!', created: '2026-11-24T08:00:00.000Z', 'created@TypeHint': 'Date' })

  const editor = await open('en-GB')
  await step('a page shows what people did with its posts, and what nobody tells as not available', async () => {
    await editor.goto(`${base}/cms/smo.html#results?page=${encodeURIComponent(path)}`)
    await editor.click('[data-action=refresh]')
    const row = editor.locator('[data-value=sandbox]').first()
    await row.locator('[data-figure=likes]', { hasText: '12' }).waitFor()
    await row.locator('[data-figure=reposts]', { hasText: '3' }).waitFor()
    await row.locator('[data-figure=engagement]', { hasText: '16' }).waitFor()
    assert.equal(await row.locator('[data-figure=views]').count(), 0, 'no network tells of views')
    await editor.locator('.cmp-smo-chart canvas').first().waitFor()
    await editor.getByText('As a table').first().click()
    await accessible(editor, 'results-page')
  })

  await step('clicks of people are counted once each, and no others', async () => {
    const clicks = await until('clicks', async () => {
      const found = (await json(`/bin/smo/results?page=${path}`)).posts[0].clicked
      // Nobody tells of clicks before the first minute in which some were counted.
      return Object.values(found ?? {}).reduce((all, one) => all + one, 0)
    })
    assert.equal(clicks, 5)
  })

  await step('a dashboard adds posts up, sorts, and is one address', async () => {
    await editor.goto(`${base}/cms/smo.html#results?by=campaign`)
    const row = editor.locator(`tr[data-value="${CAMPAIGN}"]`)
    await row.locator('[data-figure=clicks]', { hasText: '5' }).waitFor()
    await row.locator('[data-figure=engagement]', { hasText: '16' }).waitFor()
    await editor.locator('[data-sort=engagement]').first().click()
    await editor.waitForURL(/sort=-engagement/)
    await accessible(editor, 'results')
  })

  await step('what is saved as CSV computes nothing', async () => {
    const [file] = await Promise.all([editor.waitForEvent('download'), editor.locator('[data-action=csv]').last().click()])
    const text = await readFile(await file.path(), 'utf8')
    assert.ok(text.startsWith('\uFEFFPost,'), text.slice(0, 40))
    assert.match(text, /\r\n'=Owls move into the north tower/)
  })

  await step('best times say that there is too little to go by', async () => {
    await editor.goto(`${base}/cms/smo.html#results?by=time&campaign=${CAMPAIGN}`)
    await editor.getByText('There is too little to say which times are best.').waitFor()
  })

  await step('a campaign is made, and a goal in it is set and reached', async () => {
    await editor.click('[data-tab=goals]')
    await editor.click('[data-action=new-campaign]')
    await editor.fill('dialog [name=title]', `Owls ${run}`)
    await editor.fill('dialog [name=id]', CAMPAIGN)
    await editor.fill('dialog [name=to]', new Date(Date.now() + 86400000 * 20).toISOString().slice(0, 10))
    await editor.click('dialog [type=submit]')
    await editor.locator(`[data-campaign="${CAMPAIGN}"]`).waitFor()
    await editor.click('[data-action=new-goal]')
    await editor.fill('dialog [name=title]', `Known by ${run}`)
    await editor.selectOption('dialog [name=measure]', 'engagement')
    await editor.fill('dialog [name=target]', '10')
    await editor.fill('dialog [name=to]', '2020-01-01')
    await editor.click('dialog [type=submit]')
    await editor.getByText('The last day must not be before the first.').waitFor()
    await editor.fill('dialog [name=to]', new Date(Date.now() + 86400000 * 20).toISOString().slice(0, 10))
    await editor.selectOption('dialog [name=campaign]', CAMPAIGN)
    await editor.click('dialog [type=submit]')
    await editor.locator(`[data-goal="known-by-${run}"][data-standing=reached]`).getByText('16 of 10').waitFor()
    await accessible(editor, 'goals')
  })

  for (const [locale, viewport, scheme, name] of [
    ['de-DE', { width: 1200, height: 900 }, 'dark', 'dark-de'], ['ar', { width: 900, height: 900 }, 'light', 'ar'], ['en-GB', { width: 320, height: 700 }, 'light', '320'],
  ]) {
    await step(`both pages are usable: ${name}`, async () => {
      const page = await open(locale, viewport, scheme)
      await page.goto(`${base}/cms/smo.html#results?by=campaign`)
      await page.locator(`tr[data-value="${CAMPAIGN}"]`).waitFor()
      await page.locator('.cmp-smo-chart canvas').first().waitFor()
      await accessible(page, `results-${name}`)
      await page.goto(`${base}/cms/smo.html#goals`)
      await page.locator(`[data-goal="known-by-${run}"]`).waitFor()
      await accessible(page, `goals-${name}`)
      await page.context().close()
    })
  }

  await step('a goal and a campaign are removed by who is asked once more', async () => {
    for (const [of, action] of [[`[data-goal="known-by-${run}"]`, 'change-goal'], [`[data-campaign="${CAMPAIGN}"]`, 'change-campaign']]) {
      await editor.locator(of).locator(`[data-action=${action}]`).click()
      await editor.click('dialog [data-action=remove]')
      await editor.click('dialog [data-action=remove]')
      await editor.locator(of).waitFor({ state: 'detached' })
    }
  })

  assert.deepEqual(errors, [])
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
