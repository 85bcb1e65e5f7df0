// Words that would be markup, in each field that a person can fill: they are kept as they were typed, and no page of the console, of the CMS's
// editor or of the site takes them for anything but words.
// Usage: node hostile.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { at, WorkingSite } from './working.mjs'
import { until } from './site.mjs'
import { step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const run = Date.now().toString(36)
const NASTY = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{{7*7}} ${run}`
const LINK = 'javascript:window.hacked=1'
// What is no name, no address or no time is refused where it was typed; that is shown, too.
const visits = await new Visits(base, process.argv[3], { patience: 60_000, expected: [/^(400|404|409) POST \/bin\/smo\//, /^(400|404) GET \/bin\/smo\/(calendar|posts|reactions|results|policies)$/] }).start()
const page = await visits.open('en-GB', { width: 1280, height: 1000 })
const filled = new Set()
page.on('dialog', (asked) => asked.accept())

/** Nothing ran, and nothing became an element; says where. */
async function unharmed(where) {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => [window.hacked, document.querySelectorAll('img[src="x"], a[href^="javascript:"], [data-cmp-is] script').length])
    assert.deepEqual(found, [undefined, 0], where)
  }
}

/** Types it into each field that takes words, below the element; what is chosen stays, and so does what `but` names. */
async function fill(scope, but = []) {
  const fields = page.locator(`${scope} :is(input:not([type]), input[type=text], input[type=search], input[type=url], input[type=email], textarea):visible:not([readonly]):not([disabled])`)
  for (const field of await fields.all()) {
    const name = await field.evaluate((one) => one.name || one.closest('[data-property]')?.dataset.property || one.closest('[data-part]')?.dataset.part || one.id)
    if (!but.includes(name)) {
      const most = await field.evaluate((one) => one.maxLength)
      await field.fill(most > 0 ? NASTY.slice(0, most) : NASTY)
      filled.add(`${scope.split(' ')[0]} ${name}`)
    }
  }
  await unharmed(`what is typed into ${scope}`)
}

/** Opens all that is folded below the element. */
const unfold = (scope) => page.locator(`${scope} details:not([open]) > summary`).evaluateAll((all) => all.forEach((one) => one.click()))

/** Sends the form of the window; the browser's own checks would keep some of it from the server. */
async function send(selector) {
  await page.locator('dialog form').evaluateAll((all) => all.forEach((one) => { one.noValidate = true }))
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
  await unharmed(`what ${selector} says`)
}

let site
try {
  site = await new WorkingSite(base, `hostile-${run}`).make()
  const path = site.sent.page
  const json = (resource) => site.ask(resource).then((answer) => JSON.stringify(answer))
  /** The server has it as it was typed: no test of what was turned away at the door. */
  const kept = (what, resource) => until(`hostile words in ${what}`, async () => (await json(resource)).includes('<img src=x onerror='))

  await step('a page, an author and a reply', async () => {
    const own = await site.publish('nasty', NASTY)
    await site.post(own, 'AWAITING_APPROVAL')
    await site.reply('eve', NASTY, `${NASTY} said`, LINK)
    await kept('a reply', `reactions?page=${path}`)
  })

  await step('a note, its options and its pictures', async () => {
    await at(page, base, `#posts?compose=note&page=${path}&connection=${site.connection}`, 'dialog [name=text]')
    await page.locator('dialog [data-part=pictures-of], dialog details').first().waitFor()
    await unfold('dialog')
    await fill('dialog', ['page', 'at', 'rule'])
    await send('dialog [data-action=go]')
    await site.post(path, 'AWAITING_APPROVAL', (one) => one.text.includes('<img src=x'))
  })

  await step('a page’s words for an account, and the options of its network', async () => {
    await at(page, base, `#posts?compose=page&page=${site.draft}`, 'dialog [data-part=count]')
    await unfold('dialog')
    await fill('dialog', ['at', 'rule'])
    await send('dialog [data-action=save]')
    await until('words with the page', async () => JSON.stringify(await site.read(`${site.draft}/jcr:content/smo.2`)).includes('<img src=x'))
  })

  const put = async (action) => {
    await at(page, base, `#posts:${site.sent.id}`, `.cmp-smo-posts__detail [data-action=${action}]`)
    await page.locator(`.cmp-smo-posts__detail [data-action=${action}]`).click()
    await page.locator('dialog').waitFor()
    await fill('dialog')
    await send('dialog [data-action=go]')
  }

  await step('a reason, other words for the same page, and the days of a repetition', async () => {
    await at(page, base, `#posts:${site.waits[0].id}`, '.cmp-smo-posts__detail [data-action=reject]')
    await page.locator('.cmp-smo-posts__detail [data-action=reject]').click()
    await fill('dialog')
    await send('dialog [data-action=go]')
    await kept('a reason', `posts?id=${site.waits[0].id}`)
    await put('repeat')
    await put('again')
  })

  await step('a filter, a search and whatever an address can say', async () => {
    await at(page, base, `#posts?q=${encodeURIComponent(NASTY)}`, '[data-action=save-filter]')
    await page.click('[data-action=save-filter]')
    await fill('dialog')
    await send('dialog [data-action=go]')
    await kept('a filter', 'filters')
    for (const name of ['today', 'calendar', 'posts', 'inbox', 'results', 'goals', 'connections', 'policies', 'administration']) {
      const nasty = encodeURIComponent(NASTY)
      await at(page, base, `#${name}?q=${nasty}&who=${nasty}&site=${nasty}&page=${nasty}&connection=${nasty}&zone=${nasty}&state=${nasty}&by=${nasty}`, '[data-tab]')
      await page.waitForLoadState('networkidle')
      await unharmed(`the address of ${name}`)
    }
  })

  await step('an answer, one that is saved, and to whom something is given', async () => {
    await at(page, base, `#inbox?page=${path}&state=all`, '.cmp-smo-inbox__rows [data-key]')
    await page.locator('.cmp-smo-inbox__rows > li', { hasText: 'all spring' }).locator('[data-action=open]').click()
    await page.locator('.cmp-smo-inbox__thread [data-action=answer]').click()
    await page.locator('[data-part=answer] [data-action=saved]').click()
    await page.locator('dialog [name=title]').waitFor()
    await fill('dialog')
    await send('dialog [data-action=save-answer]')
    await kept('a saved answer', `answers?page=${path}`)
    await page.keyboard.press('Escape')
    await page.locator('[data-part=answer] textarea').fill(NASTY)
    await page.locator('[data-part=answer] [data-action=send]').click()
    await page.locator('.cmp-smo-inbox__thread [data-answer=SENT]').waitFor()
    await page.locator('.cmp-smo-inbox__thread [data-action=give]').click()
    await fill('.cmp-smo-inbox__thread')
    await send('.cmp-smo-inbox__thread [data-action=assign]')
  })

  await step('words that are corrected where they are out', () => put('correct'))

  await step('a goal and a campaign', async () => {
    for (const kind of ['goal', 'campaign']) {
      await at(page, base, '#goals', `[data-action=new-${kind}]`)
      await page.click(`[data-action=new-${kind}]`)
      await page.locator('dialog [name=title]').waitFor()
      // The path of a page and a name in links are checked; these are said to be wrong, and then left out.
      await fill('dialog', kind === 'campaign' ? ['id'] : ['below'])
      if (kind === 'goal') {
        await page.fill('dialog [name=target]', '5')
      }
      await page.fill('dialog [name=to]', new Date(Date.now() + 86_400_000 * 20).toISOString().slice(0, 10))
      await send('dialog [type=submit]')
      await kept(kind, `${kind}s`)
    }
  })

  await step('the label of an account, and its settings', async () => {
    await at(page, base, '#connections', '[data-action=add]')
    await page.locator(`[data-key="${site.connection}"] [data-action=edit]`).click()
    await page.locator('dialog [name=label]').waitFor()
    await unfold('dialog')
    await fill('dialog', ['id'])
    await send('dialog [data-action=save]')
    await page.fill('dialog [name=label]', NASTY)
    const { connections } = await site.ask('connections')
    const { revision: before = '' } = connections.find((one) => one.id === site.connection)
    await site.ask('connections', {
      action: 'save', id: site.connection, network: 'sandbox', label: NASTY.slice(0, 100), 'settings.base': base, revision: before, slots: '', quietHours: '', dailyCap: '', monthlyBudget: '',
    })
    await kept('a label', 'connections')
  })

  await step('the settings of a site, in each form', async () => {
    for (const form of ['syndication', 'tracking', 'share', 'card', 'picture', 'feed', 'reactions', 'webmention']) {
      await at(page, base, `#policies?site=${encodeURIComponent(site.path)}&form=${encodeURIComponent(`smo/${form}`)}`, `[data-open="smo/${form}"]`)
      // Each list gets a line to write in.
      for (const add of await page.locator(`[data-open="smo/${form}"] [data-action=add-line]`).all()) {
        await add.click()
      }
      await fill(`[data-open="smo/${form}"]`)
      if (await page.locator('[data-action=save]:enabled').count()) {
        await send('[data-action=save]')
      }
      await page.fill('[data-part=trial] [name=page]', `${path}"><img src=x onerror="window.hacked=1">`)
      await send('[data-action=try]')
    }
    // Where people write words, and not times or paths, they may write these.
    await site.write(`/conf/smo-browser-${site.name}/sling:configs/smo/syndication`, { text: `${NASTY} {url}` })
  })

  await step('a calendar’s name, a daily mail, a webhook, and a search in the log', async () => {
    await at(page, base, '#calendar?view=list', '[data-action=subscribe]')
    await page.click('[data-action=subscribe]')
    await page.locator('dialog [name=name]').waitFor()
    await fill('dialog')
    await send('dialog [data-action=make]')
    await kept('a subscription', 'subscriptions')
    await at(page, base, '#today', '[data-action=bell]')
    await page.click('[data-action=bell]')
    await page.click('dialog [data-action=mail]')
    await page.locator('dialog [name=address]').waitFor()
    await fill('dialog')
    await send('dialog [data-action=save]')
    await at(page, base, '#administration', '[data-action=add-webhook]')
    await page.click('[data-action=add-webhook]')
    await page.locator('dialog [name=address]').waitFor()
    await fill('dialog')
    await send('dialog [data-action=save]')
    await page.keyboard.press('Escape')
    await page.fill('[data-part=decisions] [name=who]', NASTY)
    await page.click('[data-part=decisions] [data-action=search]')
    await page.waitForLoadState('networkidle')
    await unharmed('the search of the log')
  })

  await step('each page of the console shows it, and only shows it', async () => {
    const { own, administrators } = site.places()
    let shown = 0
    for (const [name, hash, ready] of [...own, ...administrators]) {
      await at(page, base, hash, ready)
      await page.waitForLoadState('networkidle')
      await unfold('[data-cmp-is]')
      await unharmed(name)
      shown += (await page.locator('[data-cmp-is]').innerText()).includes('<img src=x') ? 1 : 0
    }
    assert.ok(shown >= 6, `at least six pages have such words to show, and not ${shown}`)
    await at(page, base, '#today', '[data-action=bell]')
    await page.click('[data-action=bell]')
    await page.locator('dialog [data-part=notifications]').waitFor()
    await unharmed('the bell')
  })

  await step('nor do the time line, the page and the CMS’s own lists', async () => {
    for (const address of ['/cms/smo/timeline.html', `${path}.html`, `${site.path}/nasty.html`, `/cms/site/content.html${site.path}`]) {
      await page.goto(base + address)
      await page.waitForLoadState('networkidle')
      await unharmed(address)
    }
  })

  await step('nothing failed on the way', () => assert.deepEqual(visits.errors, []))
  console.log(`    ${filled.size} fields: ${[...filled].join(', ')}`)
} catch (error) {
  if (process.argv[3]) {
    await page.screenshot({ path: `${process.argv[3]}/failed-hostile.png` })
  }
  console.error(visits.errors)
  console.error(error)
  process.exitCode = 1
} finally {
  await site?.end()
  await visits.browser.close()
}
