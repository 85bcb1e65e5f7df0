// What people do every day, by keys alone: each begins where its page begins, and goes on by Tab. No mouse, and nothing is given the focus from outside.
// Usage: node keys.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { ahead, at, WorkingSite } from './working.mjs'
import { until } from './site.mjs'
import { reach, step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const run = Date.now().toString(36)
const added = `added-${run}`
const visits = await new Visits(base, process.argv[3], { patience: 60_000 }).start()
const page = await visits.open('en-GB')
const { keyboard } = page

async function press(selector, key = 'Enter') {
  await reach(page, selector)
  await keyboard.press(key)
}

async function type(selector, words) {
  await reach(page, selector)
  await keyboard.press('Control+A')
  await keyboard.type(words)
}

/** A list is gone through by arrows, as by a hand. */
async function choose(selector, value) {
  await reach(page, selector)
  await keyboard.press('Home')
  for (let i = 0; i < 30 && await page.evaluate(() => document.activeElement.value) !== value; i += 1) {
    await keyboard.press('ArrowDown')
  }
  assert.equal(await page.evaluate(() => document.activeElement.value), value, `${selector} has the choice`)
}

/** As dates are typed in Chromium, which takes their order from its own language; a year may have six digits, so the arrow goes on to the time. */
async function date(selector, day, time = '') {
  await reach(page, selector)
  const [year, month, date] = day.split('-')
  await keyboard.type(month + date + year)
  if (time) {
    await keyboard.press('ArrowRight')
    await keyboard.type(time)
  }
}

let site
try {
  site = await new WorkingSite(base, `keys-${run}`).make()

  await step('what waits is approved', async () => {
    await at(page, base, `#posts?q=${site.name}`, `.cmp-smo-posts__row[data-connection="${site.connection}"]`)
    await press('[data-action=all]', 'Space')
    await press('[data-action=approve-chosen]')
    await page.locator('dialog[open]').waitFor()
    await press('dialog [data-action=go]')
    for (const one of site.waits) {
      await site.post(one.page, 'SENT')
    }
  })

  await step('a page is planned for a day and a time', async () => {
    const { page: path } = await site.waiting('shrews', `Shrews ${run}`)
    await at(page, base, `#posts?compose=page&page=${path}`, 'dialog [data-part=count]')
    const account = `dialog [data-connection="${site.connection}"] legend input`
    await reach(page, account)
    if (!await page.locator(account).isChecked()) {
      await keyboard.press('Space')
    }
    await choose('dialog [name=kind]', 'at')
    await date('dialog [name=at]', '2036-01-04', '0915AM')
    assert.equal(await page.locator('dialog [name=at]').inputValue(), '2036-01-04T09:15')
    await press('dialog [data-action=go]')
    await page.locator(`dialog [data-part=results] [data-connection="${site.connection}"][data-state=AWAITING_APPROVAL]`).waitFor()
    await keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
  })

  await step('somebody who said something is answered', async () => {
    await at(page, base, `#inbox?page=${site.sent.page}&state=all`, '.cmp-smo-inbox__rows [data-key]')
    await press('.cmp-smo-inbox__rows [data-action=open]')
    await page.locator('.cmp-smo-inbox__thread [data-action=answer]').waitFor()
    await press('.cmp-smo-inbox__thread [data-action=answer]')
    await type('form[data-part=answer] textarea', 'Thank you, Ann!')
    await press('form[data-part=answer] [data-action=send]')
    await page.locator('.cmp-smo-inbox__thread [data-answer=SENT]').waitFor()
  })

  await step('an account is connected', async () => {
    await at(page, base, '#today', '[data-page=today]')
    await press('[data-tab=connections]')
    await page.locator('[data-action=add]').waitFor()
    await press('[data-action=add]')
    await page.locator('[data-network=sandbox]').waitFor()
    await press('[data-network=sandbox]')
    await type('dialog [name=id]', added)
    await type('dialog [name=label]', `Account ${added}`)
    await type('dialog [name="settings.base"]', base)
    await press('dialog [data-action=save]')
    await page.locator(`[data-key="${added}"]`).waitFor()
    await page.locator('dialog').waitFor({ state: 'detached' })
  })

  await step('a goal is set', async () => {
    await press('[data-tab=goals]')
    await page.locator('[data-action=new-goal]').waitFor()
    await press('[data-action=new-goal]')
    await type('dialog [name=title]', `By keys ${run}`)
    await type('dialog [name=target]', '7')
    await date('dialog [name=to]', ahead(60))
    await press('dialog [type=submit]')
    await page.locator('[data-goal]', { hasText: `By keys ${run}` }).waitFor()
    const goal = await until('goal', async () => (await site.ask('goals')).goals.find((one) => one.title === `By keys ${run}`))
    assert.deepEqual([goal.target, goal.to], [7, ahead(60)])
    await site.ask('goals', { action: 'remove', id: goal.id, revision: goal.revision })
  })

  await step('nothing failed on the way', () => assert.deepEqual(visits.errors, []))
} catch (error) {
  if (process.argv[3]) {
    await page.screenshot({ path: `${process.argv[3]}/failed-keys.png` })
  }
  console.error(visits.errors)
  console.error(error)
  process.exitCode = 1
} finally {
  await site?.ask('connections', { action: 'remove', id: added }).catch(() => {})
  await site?.end()
  await visits.browser.close()
}
