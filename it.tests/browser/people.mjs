// The console as those see it who are no administrators: an author and an editor log in, open each page, and press each button that they find there.
// None of it is refused for want of a right, for a button that will be refused is not shown.
// Usage: node people.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { at, WorkingSite } from './working.mjs'
import { step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const run = Date.now().toString(36)
// A form that was sent without its words, and what somebody else had decided before.
const visits = await new Visits(base, process.argv[3], { patience: 30_000, expected: [/^(400|409) POST \/bin\/smo\//] }).start()
const { errors } = visits
// What is in front; the bar of tabs is the same everywhere, and is looked at by itself.
const FRONT = 'dialog[open]'
const PAGE = '[data-cmp-is="smo-console"]'
const FILLED = { 'datetime-local': '2036-01-04T09:15', date: '2036-01-04', time: '09:15', number: '1', email: 'ada@example.org', url: 'https://example.org/' }
const PEOPLE = { author: ['authors'], editor: ['authors', 'smo-editors'] }

/** The buttons in front, each with what it does and what it says; those of the bar only where it is asked for. */
const buttons = (page, bar) => page.evaluateHandle(([front, all, withBar]) => [...(document.querySelector(front) || document.querySelector(all)).querySelectorAll('button:not([disabled])')]
  .filter((one) => one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && (withBar || !one.closest('.cmp-smo-console__bar')))
  .map((button) => ({ button, name: `${button.dataset.action || ''} ${(button.getAttribute('aria-label') || button.textContent).trim()}` })), [FRONT, PAGE, bar])

/** Presses each button of a page on a page that is loaded anew, and the one that the window is for which it opens. */
async function pressAll(page, place, hash, ready) {
  const pressed = []
  for (;;) {
    await at(page, base, hash, ready)
    await page.waitForLoadState('networkidle')
    await page.locator(`${PAGE} details:not([open]) > summary`).evaluateAll((all) => all.forEach((one) => one.click()))
    const there = await buttons(page, place === 'today')
    const name = await there.evaluate((all, done) => all.map((one) => one.name).find((one) => !done.includes(one)), pressed)
    if (name === undefined) {
      return pressed
    }
    pressed.push(name)
    const before = errors.length
    const opened = await page.locator(FRONT).count() > 0
    await complete(page)
    await (await there.evaluateHandle((all, which) => all.find((one) => one.name === which).button, name)).click()
    const sure = page.locator(`${FRONT} :is([data-action=go], [data-action=sure], [type=submit])`).first()
    if (!opened && await sure.isVisible()) {
      await complete(page)
      await sure.click()
    }
    await page.waitForLoadState('networkidle')
    errors.splice(before, errors.length, ...errors.slice(before).map((one) => `“${name}” on ${hash}: ${one}`))
  }
}

/** Fills in what the window cannot do without, so that it is sent. */
async function complete(page) {
  for (const field of await page.locator(`${FRONT} :is(input, textarea, select)[required]:visible`).all()) {
    const type = await field.evaluate((one) => (one.localName === 'input' ? one.type : one.localName))
    if (type === 'checkbox') {
      await field.check()
    } else if (!await field.inputValue()) {
      await (type === 'select' ? field.selectOption({ index: 1 }) : field.fill(FILLED[type] ?? `Words ${run}`))
    }
  }
}

let site
try {
  for (const [kind, groups] of Object.entries(PEOPLE)) {
    site = await new WorkingSite(base, `people-${kind}-${run}`).make()
    const { own, administrators } = site.places()
    const name = `${kind}-${run}`
    await site.person(name, ...groups)
    const page = await visits.open('en-GB', { width: 1280, height: 1000 }, 'light', name)
    // What was written and not sent is given up.
    page.on('dialog', (asked) => asked.accept())

    await step(`an ${kind} finds the pages that are for everybody, and no tab of others`, async () => {
      await page.locator('[data-tab=today]').waitFor()
      const tabs = await page.locator('[data-tab]').evaluateAll((all) => all.map((one) => one.dataset.tab))
      assert.deepEqual(tabs, ['today', 'calendar', 'posts', 'inbox', 'results', 'goals'])
      for (const [place, hash, ready] of own) {
        await at(page, base, hash, ready)
        await visits.accessible(page, `${place}-${kind}`)
      }
      assert.deepEqual(errors, [])
    })

    await step(`who may use the others is told to an ${kind} who has their address`, async () => {
      for (const [, hash] of administrators) {
        await at(page, base, hash, '.cmp-smo-empty')
        await page.getByText('This page is for administrators.').waitFor()
      }
      assert.deepEqual(errors, [])
    })

    await step(`no button that an ${kind} finds is refused`, async () => {
      const found = {}
      // What is out is taken back at last, and with it goes what people said to it.
      for (const [place, hash, ready] of [...own].reverse()) {
        found[place] = await pressAll(page, place, hash, ready)
      }
      assert.ok(found['post-out'].some((one) => one.startsWith('correct') || one.startsWith('again')), `what is out can be changed: ${found['post-out']}`)
      assert.ok(found.inbox.length > 0 && !found.goals.some((one) => one.startsWith('new-goal')), `goals are set by administrators: ${found.goals}`)
      assert.deepEqual(errors, [])
    })
    await page.context().close()
    await site.end()
    site = undefined
  }
} catch (error) {
  console.error(error)
  console.error(errors)
  process.exitCode = 1
} finally {
  await site?.end()
  await visits.browser.close()
}
