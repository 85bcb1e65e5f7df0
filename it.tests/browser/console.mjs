// The console in a real browser: connects accounts, approves, repeats, marks, cancels and takes back posts.
// Usage: node console.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { Site } from './site.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const good = `good-${run}`
const flaky = `flaky-${run}`
const barred = `barred-${run}`
const HOSTILE = `A title <img src=x onerror="window.hacked=1"> ${run}`
const errors = []

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ locale: 'en-GB' })
page.setDefaultTimeout(60_000)
page.on('pageerror', (error) => errors.push(error.message))
page.on('request', (request) => {
  if (!request.url().startsWith(base)) {
    errors.push(`leaves the server: ${request.url()}`)
  }
})

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

const post = (path, connection) =>
  page.locator('[data-state]', { hasText: connection }).filter({ hasText: path })
const inState = (path, connection, state) =>
  post(path, connection).and(page.locator(`[data-state=${state}]`)).waitFor()
const press = (path, connection, action) =>
  post(path, connection).locator(`[data-action=${action}]`).click()

async function connect(id, fault) {
  await page.click('[data-action=add]')
  await page.click('[data-network=sandbox]')
  await page.fill('#smo-field-id', id)
  await page.fill('#smo-field-label', `Account ${id}`)
  await page.fill('[name="settings.base"]', base)
  await page.selectOption('[name="settings.fault"]', fault)
  await page.click('[data-action=save]')
  await page.locator(`[data-key=${id}]`).waitFor()
}

async function accessible(name) {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
  const { violations } = await page.evaluate(() =>
    window.axe.run('[data-cmp-is]', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], name)
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${name}.png` })
  }
}

try {
  await step('who is not logged in gets no data', async () => {
    for (const resource of ['posts', 'connections', 'token', 'sandbox']) {
      assert.equal((await fetch(`${base}/bin/smo/${resource}`)).status, 401)
    }
  })

  await page.goto(`${base}/system/sling/form/login?resource=/cms/smo.html`)
  await page.fill('[name=j_username]', 'admin')
  await page.fill('[name=j_password]', 'admin')
  await page.press('[name=j_password]', 'Enter')

  await step('an administrator connects accounts', async () => {
    await page.click('[data-tab=connections]')
    await connect(good, '')
    await connect(flaky, 'reject-once')
    await connect(barred, 'unauthorised')
    await accessible('connections')
  })

  await step('testing a connection shows its account', async () => {
    await page.click(`[data-key=${good}] [data-action=test]`)
    await page.getByText(`Works as Account ${good}`).waitFor()
  })

  const site = await new Site(base, run, {
    connections: [good, flaky, barred],
    approval: 'true',
    'approval@TypeHint': 'Boolean',
    settleSeconds: '0',
    'settleSeconds@TypeHint': 'Long',
  }).make()
  const path = await site.publish('hostile', HOSTILE)
  await page.click('[data-tab=posts]')

  await step('posts of a page just published appear by themselves, escaped', async () => {
    await inState(path, good, 'AWAITING_APPROVAL')
    assert.match(await post(path, good).locator('h2').textContent(), /<img src=x/)
    assert.equal(await page.evaluate(() => window.hacked), undefined)
  })

  await step('approving sends them, and what became of each shows', async () => {
    for (const connection of [good, flaky, barred]) {
      await press(path, connection, 'approve')
    }
    await inState(path, good, 'SENT')
    await inState(path, flaky, 'FAILED')
    await inState(path, barred, 'FAILED')
    await accessible('posts')
  })

  await step('open details and keyboard focus survive the refresh', async () => {
    const summary = post(path, barred).locator('[data-part=attempts]')
    await summary.click()
    await page.waitForResponse((response) => response.url().includes('/bin/smo/posts'))
    await page.waitForResponse((response) => response.url().includes('/bin/smo/posts'))
    assert.ok(await summary.evaluate((element) => element === document.activeElement && element.parentElement.open))
  })

  await step('a post that failed is sent again', async () => {
    await press(path, flaky, 'retry')
    await inState(path, flaky, 'SENT')
    await post(path, flaky).getByText('2 attempts').waitFor()
  })

  await step('a post is marked as posted, with its address', async () => {
    await press(path, barred, 'posted')
    await page.fill('dialog [name=permalink]', 'https://social.example/@museum/1')
    await page.press('dialog [name=permalink]', 'Enter')
    await inState(path, barred, 'SENT')
    assert.equal(
      await post(path, barred).locator('[data-part=permalink]').getAttribute('href'),
      'https://social.example/@museum/1')
  })

  await step('a search narrows the list, and "Show all" widens it', async () => {
    await page.fill('#smo-search', `${good} ${run} nowhere`)
    await page.getByText('No post matches.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await post(path, good).waitFor()
  })

  await step('the permalink leads to the post on the time line', async () => {
    const address = await post(path, good).locator('[data-part=permalink]').getAttribute('href')
    await page.goto(address)
    await page.locator(':target article, :focus article').filter({ hasText: HOSTILE }).first().waitFor()
    assert.equal(await page.evaluate(() => window.hacked), undefined)
    await accessible('timeline')
    await page.goto(`${base}/cms/smo.html#posts`)
  })

  await step('a post is taken back, and leaves the time line', async () => {
    await press(path, good, 'retract')
    await page.click('dialog [value=go]')
    await inState(path, good, 'RETRACTED')
    await page.goto(`${base}/cms/smo/timeline.html`)
    await page.getByText(`Account ${flaky}`).first().waitFor()
    assert.equal(await page.getByText(`Account ${good}`).count(), 0)
    await page.goto(`${base}/cms/smo.html#posts`)
  })

  await step('a post is cancelled, another rejected; closing the dialog does nothing', async () => {
    const second = await site.publish('second', `Another title ${run}`)
    await inState(second, good, 'AWAITING_APPROVAL')
    await press(second, good, 'cancel')
    await page.press('dialog', 'Escape')
    await inState(second, good, 'AWAITING_APPROVAL')
    await press(second, good, 'cancel')
    await page.click('dialog [value=go]')
    await inState(second, good, 'CANCELLED')
    await press(second, flaky, 'reject')
    await page.click('dialog [value=go]')
    await inState(second, flaky, 'REJECTED')
  })

  await step('a change without a token is refused', async () => {
    const status = await page.evaluate(async (id) => {
      const body = new URLSearchParams({ action: 'remove', id })
      return (await fetch('/bin/smo/connections', { method: 'POST', body })).status
    }, good)
    assert.equal(status, 403)
  })

  await step('a connection is removed', async () => {
    await page.click('[data-tab=connections]')
    for (const id of [good, flaky, barred]) {
      await page.click(`[data-key=${id}] [data-action=remove]`)
      await page.click('dialog [value=go]')
      await page.locator(`[data-key=${id}]`).waitFor({ state: 'detached' })
    }
  })

  assert.deepEqual(errors, [])
} catch (error) {
  if (pictures) {
    await page.screenshot({ path: `${pictures}/failed.png`, fullPage: true })
  }
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
