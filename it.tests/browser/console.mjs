// The console in a real browser: connects accounts, approves, repeats, marks, cancels, corrects and takes back posts, and writes new ones; and
// counts the clicks that this takes.
// Usage: node console.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { Site } from './site.mjs'
import { enter, watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const good = `good-${run}`
const flaky = `flaky-${run}`
const barred = `barred-${run}`
const HOSTILE = `A title <img src=x onerror="window.hacked=1"> ${run}`
const errors = []
const CONSOLE = '../../ui.static/src/main/content/jcr_root/static/clientlibs/smo/console/'

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ locale: 'en-GB' })
page.setDefaultTimeout(60_000)
// One step changes something without a token.
watch(page, base, errors, [/^403 POST \/bin\/smo\/connections$/])

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

const post = (path, connection) => page.locator(`.cmp-smo-posts__row[data-page="${path}"][data-connection="${connection}"]`)
const inState = (path, connection, state) => post(path, connection).and(page.locator(`[data-state=${state}]`)).first().waitFor()
const panel = page.locator('.cmp-smo-posts__detail')

let clicks = 0
async function click(locator) {
  await locator.click()
  clicks += 1
}

const saying = (words) => page.locator('.cmp-smo-posts__row', { hasText: words }).first()

async function open(path, connection) {
  await openRow(post(path, connection).first())
}

async function openRow(row) {
  const id = await row.getAttribute('data-key')
  await click(row.locator('[data-action=open]'))
  await panel.locator(`[data-key="${id}"]`).waitFor()
}

async function press(path, connection, action) {
  await open(path, connection)
  await click(panel.locator(`[data-action=${action}]`))
}

const go = () => click(page.locator('dialog [data-action=go]'))

async function close() {
  await panel.locator('[data-action=close]').click()
  await panel.waitFor({ state: 'detached' })
}

/** What a job costs that people do every day. */
async function within(most, what, work) {
  clicks = 0
  await work()
  assert.ok(clicks <= most, `${what} took ${clicks} clicks`)
}

async function connect(id, fault, followers = '') {
  await page.click('[data-action=add]')
  await page.click('[data-network=sandbox]')
  await page.fill('#smo-field-id', id)
  await page.fill('#smo-field-label', `Account ${id}`)
  await page.fill('[name="settings.base"]', base)
  await page.selectOption('[name="settings.fault"]', fault || 'none')
  if (followers) {
    await page.fill('[name="settings.followers"]', followers)
  }
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

  await enter(page, base, '/cms/smo.html')

  await step('an administrator connects accounts', async () => {
    await page.click('[data-tab=connections]')
    await connect(good, '', '1234')
    await connect(flaky, 'reject-once')
    await connect(barred, 'reject')
    await accessible('connections')
  })

  await step('a form shows where on the network to find what it asks for', async () => {
    await page.click('[data-action=add]')
    await page.click('[data-network=bluesky]')
    await page.click('[data-part=way][data-field=appPassword] summary')
    assert.ok(await page.locator('[data-part=way] li svg').count() >= 3)
    assert.match(await page.locator('[data-part=way] a').first().getAttribute('href'), /^https:\/\/bsky\.app\//)
    await accessible('way')
    await page.keyboard.press('Escape')
  })

  await step('testing a connection shows its account', async () => {
    await page.click(`[data-key=${good}] [data-action=test]`)
    await page.getByText(`Works as Account ${good}`).waitFor()
  })

  await step('a card says how many follow the account, and where nobody tells, that', async () => {
    await page.click(`[data-key=${flaky}] [data-action=test]`)
    const followers = (id, words) => page.locator(`[data-key=${id}] [data-part=followers]`, { hasText: words }).waitFor()
    await followers(good, 'Followers: 1,234')
    await followers(flaky, 'Followers: not available')
    await accessible('followers')
  })

  const site = await new Site(base, run, {
    connections: [good, flaky, barred],
    approval: 'true',
    'approval@TypeHint': 'Boolean',
    settleSeconds: '0',
    'settleSeconds@TypeHint': 'Long',
    burstLimit: '0',
    'burstLimit@TypeHint': 'Long',
  }).make()
  const path = await site.publish('hostile', HOSTILE)
  await page.goto(`${base}/cms/smo.html#posts?q=${run}`)

  await step('posts of a page just published appear by themselves, escaped', async () => {
    await inState(path, good, 'AWAITING_APPROVAL')
    assert.match(await page.locator('.cmp-smo-posts__title').first().textContent(), /<img src=x/)
    assert.equal(await page.evaluate(() => window.hacked), undefined)
  })

  await step('what is chosen, what is open and the keyboard focus survive the refresh', async () => {
    await open(path, barred)
    await post(path, good).locator('input').check()
    await panel.locator('[data-action=approve]').focus()
    for (let i = 0; i < 2; i++) {
      await page.waitForResponse((response) => /\/bin\/smo\/posts\?id=/.test(response.url()))
    }
    assert.ok(await panel.locator('[data-action=approve]').evaluate((button) => button === document.activeElement))
    assert.ok(await post(path, good).locator('input').isChecked())
    await post(path, good).locator('input').uncheck()
  })

  await step('a post that is open has an address of its own, and Escape leaves it', async () => {
    await page.reload()
    await panel.locator('[data-state=AWAITING_APPROVAL]').waitFor()
    await panel.locator('h2').press('Escape')
    await panel.waitFor({ state: 'detached' })
  })

  await step('all that wait are approved with three clicks, and what became of each shows', async () => {
    await within(3, 'approving all', async () => {
      await click(page.locator('[data-action=all]'))
      await click(page.locator('[data-action=approve-chosen]'))
      await go()
    })
    await inState(path, good, 'SENT')
    await inState(path, flaky, 'FAILED')
    await inState(path, barred, 'FAILED')
    await accessible('posts')
  })

  await step('why a post failed is said in German, and in Arabic from right to left', async () => {
    const said = 'The sandbox refused the post, as it was told to.'
    const id = await post(path, flaky).first().getAttribute('data-key')
    for (const [locale, direction] of [['de', 'ltr'], ['ar', 'rtl']]) {
      const { default: catalogue } = await import(new URL(`${CONSOLE}sentences/${locale}.js`, import.meta.url).href)
      const context = await browser.newContext({ locale, storageState: await page.context().storageState() })
      const other = await context.newPage()
      other.setDefaultTimeout(60_000)
      watch(other, base, errors)
      await other.goto(`${base}/cms/smo.html#posts:${id}`)
      const reason = other.locator('.cmp-smo-posts__detail .cmp-smo-console__reason', { hasText: catalogue[said] }).first()
      await reason.waitFor()
      assert.equal(await reason.evaluate((element) => getComputedStyle(element).direction), direction)
      assert.equal(await other.getByText(said).count(), 0, `${locale}: nothing of it is left in English`)
      await context.close()
    }
  })

  await step('a post that failed is sent again, and its history says so', async () => {
    await press(path, flaky, 'retry')
    await panel.locator('[data-state=SENT]').waitFor()
    assert.equal(await panel.locator('[data-part=history] [data-kind=attempt]').count(), 2)
    await accessible('post')
    await close()
  })

  await step('a post is marked as posted, with its address', async () => {
    await press(path, barred, 'posted')
    await page.fill('dialog [name=permalink]', 'https://social.example/@museum/1')
    await page.press('dialog [name=permalink]', 'Enter')
    await panel.locator('[data-state=SENT]').waitFor()
    assert.equal(await panel.locator('[data-part=permalink]').getAttribute('href'), 'https://social.example/@museum/1')
    await close()
  })

  await step('a search narrows the list, and "Show all" widens it', async () => {
    await page.fill('#smo-search', `${good} ${run} nowhere`)
    await page.getByText('No post matches.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await post(path, good).first().waitFor()
  })

  await step('a filter is kept under a name, and forgotten again', async () => {
    await page.goto(`${base}/cms/smo.html#posts?q=${run}&state=SENT`)
    await page.click('[data-action=save-filter]')
    await page.fill('dialog [name=name]', `Sent ${run}`)
    await go()
    const saved = page.getByRole('link', { name: `Sent ${run}` })
    await saved.waitFor()
    await page.getByRole('link', { name: 'Last 7 days' }).click()
    await saved.click()
    await page.waitForFunction(() => document.querySelector('#smo-state').value === 'SENT')
    await page.click('[data-action=remove-filter]')
    await saved.waitFor({ state: 'detached' })
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
  })

  await step('the words of a post that is out are corrected with at most four clicks', async () => {
    await within(4, 'correcting', async () => {
      await openRow(post(path, good).and(page.locator('[data-state=SENT]')).first())
      const edits = await panel.locator('[data-action=edit]').count()
      await click(panel.locator(edits ? '[data-action=edit]' : '[data-action=correct]'))
      await page.fill('dialog [name=text]', `The right words ${run}`)
      await go()
    })
    await close()
    const right = saying(`The right words ${run}`)
    await right.waitFor()
    // Who needs approval needs it for other words, too.
    if (await right.getAttribute('data-state') !== 'SENT') {
      await openRow(right)
      await panel.locator('[data-action=approve]').click()
      await panel.locator('[data-state=SENT]').waitFor()
      await close()
    }
  })

  await step('the permalink leads to the post on the time line', async () => {
    await openRow(saying(`The right words ${run}`))
    const address = await panel.locator('[data-part=permalink]').getAttribute('href')
    await page.goto(address)
    await page.locator(':target article, :focus article').filter({ hasText: `The right words ${run}` }).first().waitFor()
    await page.locator('article', { hasText: HOSTILE }).first().waitFor()
    assert.equal(await page.evaluate(() => window.hacked), undefined)
    await accessible('timeline')
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
  })

  await step('a post is taken back, and leaves the time line', async () => {
    await openRow(saying(`The right words ${run}`))
    await click(panel.locator('[data-action=retract]'))
    assert.ok(await page.locator('dialog [data-action=go]').evaluate((button) => button !== document.activeElement), 'what cannot be undone has the focus')
    await go()
    await panel.locator('[data-state=RETRACTED]').waitFor()
    await page.goto(`${base}/cms/smo/timeline.html`)
    await page.getByText(`Account ${flaky}`).first().waitFor()
    assert.equal(await page.getByText(`Account ${good}`).count(), 0)
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
  })

  await step('what was taken back is posted again, in other words', async () => {
    await openRow(saying(`The right words ${run}`))
    await click(panel.locator('[data-action=again]'))
    await page.selectOption('dialog [name=own]', 'own')
    await page.fill('dialog [name=text]', `Once more ${run}`)
    await go()
    await page.locator('.cmp-smo-posts__row', { hasText: `Once more ${run}` }).first().waitFor()
    await close()
  })

  await step('a post is cancelled, another rejected; closing the dialog does nothing', async () => {
    const second = await site.publish('second', `Another title ${run}`)
    await inState(second, good, 'AWAITING_APPROVAL')
    await press(second, good, 'cancel')
    await page.press('dialog[open]', 'Escape')
    await panel.locator('[data-state=AWAITING_APPROVAL]').waitFor()
    await click(panel.locator('[data-action=cancel]'))
    await go()
    await inState(second, good, 'CANCELLED')
    await close()
    await press(second, flaky, 'reject')
    await page.fill('dialog [name=reason]', 'We said this before')
    await go()
    await inState(second, flaky, 'REJECTED')
    await panel.locator('[data-part=history]', { hasText: 'We said this before' }).waitFor()
    await close()
  })

  await step('a card says who posts to the account', async () => {
    await page.goto(`${base}/cms/smo.html#connections`)
    const facts = page.locator(`[data-key=${good}] details`, { hasText: 'Who posts here' })
    await facts.locator('summary').click()
    assert.match(await facts.textContent(), /Whoever may change pages of Browser test/)
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
  })

  await step('a note goes to several accounts, each once', async () => {
    await page.goto(`${base}/cms/smo.html#posts?compose=note&page=${path}`)
    await page.fill('dialog [name=text]', `A note ${run}`)
    for (const connection of [good, barred]) {
      await page.check(`dialog input[value="${connection}"]`)
    }
    await go()
    for (const connection of [good, barred]) {
      await page.locator(`dialog [data-part=results] [data-connection="${connection}"][data-state]:not([data-state=""])`).waitFor()
    }
    await accessible('note')
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
    assert.equal(await page.locator('.cmp-smo-posts__row', { hasText: `A note ${run}` }).count(), 2)
  })

  await step('a note is posted again, and begins with its words', async () => {
    await openRow(page.locator(`.cmp-smo-posts__row[data-connection="${good}"]`, { hasText: `A note ${run}` }).first())
    await panel.locator('[data-action=again]').click()
    await page.waitForFunction((words) => document.querySelector('dialog [name=text]')?.value === words, `A note ${run}`)
    await page.fill('dialog [name=text]', `Again, a note ${run}`)
    await go()
    await page.locator(`dialog [data-part=results] [data-connection="${good}"][data-state]:not([data-state=""])`).waitFor()
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
    await saying(`Again, a note ${run}`).waitFor()
  })

  await step('a page is planned for a day and a time with at most four clicks', async () => {
    const third = await site.publish('third', `A third title ${run}`)
    await inState(third, good, 'AWAITING_APPROVAL')
    await page.goto(`${base}/cms/smo.html#posts?compose=page&page=${third}`)
    await page.locator('dialog [data-part=count]').first().waitFor()
    await page.fill(`dialog [data-connection="${good}"] textarea`, `Own words ${run}`)
    await page.locator(`dialog [data-connection="${good}"] .cmp-smo-posts__text`, { hasText: `Own words ${run}` }).waitFor({ state: 'attached' })
    const options = page.locator(`dialog [data-connection="${good}"] [data-part=options]`)
    await options.locator('summary').click()
    await options.getByLabel('Content warning').fill(`Mind the step ${run}`)
    await accessible('composer')
    await within(4, 'planning', async () => {
      await page.selectOption('dialog [name=kind]', 'at')
      clicks += 2
      await page.fill('dialog [name=at]', '2036-01-04T09:15')
      await go()
    })
    await page.locator(`dialog [data-part=results] [data-connection="${good}"][data-state=AWAITING_APPROVAL]`).waitFor()
    await page.goto(`${base}/cms/smo.html#posts?q=Own ${run}`)
    await open(third, good)
    await panel.getByText('2036-01-04').first().waitFor()
    await panel.getByText(`Mind the step ${run}`).waitFor()
    await close()
  })

  await step('the console fits a telephone, and reads from right to left', async () => {
    await page.setViewportSize({ width: 320, height: 800 })
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
    await post(path, flaky).first().waitFor()
    const wide = await page.evaluate(() => [...document.querySelectorAll('.cmp-smo-posts *:not(.cmp-smo-posts__words *)')].filter((one) => one.getBoundingClientRect().right > window.innerWidth).map((one) => one.outerHTML.slice(0, 200)))
    assert.deepEqual(wide, [])
    await accessible('posts-narrow')
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await accessible('posts-dark')
    await open(path, flaky)
    await accessible('post-dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${base}/cms/smo.html`)
  })

  await step('a test is posted, seen where it is out, and taken back', async () => {
    await page.click('[data-tab=connections]')
    await page.click(`[data-key=${good}] [data-action=testpost]`)
    await page.locator('dialog', { hasText: 'who follows it may see it' }).waitFor()
    await page.selectOption('dialog [name=site]', site.path)
    await accessible('testpost')
    await page.click('dialog [data-action=go]')
    // The site wants its posts approved, and this is one.
    await page.click('dialog [data-action=approve]')
    await page.locator('dialog [data-state=SENT] a').waitFor()
    await page.keyboard.press('Escape')
    await page.click(`[data-key=${good}] [data-action=take-back]`)
    await page.click('dialog [data-action=retract]')
    await page.locator('dialog [data-state=RETRACTED]', { hasText: 'gone again' }).waitFor()
    await accessible('testpost-gone')
    await page.keyboard.press('Escape')
    await page.locator(`[data-key=${good}] [data-part=testpost]`).waitFor({ state: 'detached' })
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
