// Each page of the console and each window that it opens, held against axe and the width of its frame: dark, in German, from right to left, on a
// telephone and on a wall.
// Usage: node looks.mjs URL-OF-SLING-CMS [screenshot folder [looks such as dark,wall; all by default]]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { at, WorkingSite } from './working.mjs'
import { step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const run = Date.now().toString(36)
const wanted = process.argv[4]?.split(',')
const visits = await new Visits(base, process.argv[3], { patience: 60_000 }).start()
const LOOKS = {
  dark: ['en-GB', { width: 1280, height: 900 }, 'dark'],
  german: ['de-DE', { width: 1280, height: 900 }, 'light'],
  arabic: ['ar', { width: 1280, height: 900 }, 'light'],
  telephone: ['en-GB', { width: 320, height: 800 }, 'light'],
  'arabic-telephone': ['ar', { width: 320, height: 800 }, 'dark'],
  wall: ['en-GB', { width: 2560, height: 1440 }, 'light'],
}
const WINDOWS = [
  ['bell', '#today', '[data-action=bell]', ['[data-action=bell]'], 'dialog[open] [data-part=notifications]'],
  ['mail', '#today', '[data-action=bell]', ['[data-action=bell]', 'dialog [data-action=mail]'], 'dialog [name=address]'],
  ['subscribe', '#calendar?view=list', '[data-action=subscribe]', ['[data-action=subscribe]'], 'dialog [name=name]'],
  ['goal', '#goals', '[data-action=new-goal]', ['[data-action=new-goal]'], 'dialog [name=title]'],
  ['campaign', '#goals', '[data-action=new-campaign]', ['[data-action=new-campaign]'], 'dialog [name=source]'],
  ['connect', '#connections', '[data-action=add]', ['[data-action=add]', '[data-network=mastodon]'], 'dialog [name=endpoint]'],
]

/** The frame of the CMS is a little wider than the window by itself; what is hidden in ours must not widen it further. */
const FRAME = 20
async function fits(page, name, { width }) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(wide <= width + FRAME, `${name}: nothing is beside the window, which is ${width} wide and not ${wide}`)
}

let site
try {
  site = await new WorkingSite(base, `looks-${run}`).make()
  const { own, administrators } = site.places()
  for (const [look, how] of Object.entries(LOOKS).filter(([name]) => !wanted || wanted.includes(name))) {
    const page = await visits.open(...how)
    await step(`${look}: each page is accessible and fits`, async () => {
      for (const [name, hash, ready] of [...own, ...administrators]) {
        await at(page, base, hash, ready)
        await visits.accessible(page, `${name}-${look}`)
        await fits(page, `${name}-${look}`, how[1])
      }
    })
    await step(`${look}: each window is accessible and fits`, async () => {
      for (const [name, hash, ready, presses, there] of WINDOWS) {
        await at(page, base, hash, ready)
        for (const press of presses) {
          await page.locator(press).first().click()
        }
        await page.locator(there).first().waitFor()
        await visits.accessible(page, `${name}-${look}`)
        const box = await page.locator('dialog[open]').last().boundingBox()
        assert.ok(box.x >= 0 && box.x + box.width <= how[1].width, `${name}-${look}: the window is within the screen, and not from ${box.x} to ${box.x + box.width}`)
      }
    })
    await page.context().close()
  }
  await step('nothing failed on the way', () => assert.deepEqual(visits.errors, []))
} catch (error) {
  console.error(visits.errors)
  console.error(error)
  process.exitCode = 1
} finally {
  await site?.end()
  await visits.browser.close()
}
