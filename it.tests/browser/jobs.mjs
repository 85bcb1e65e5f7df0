// Jobs that people do seldom and without a manual, with the clicks that they take: an account is connected, and a second site gets its settings.
// Usage: node jobs.mjs URL-OF-SLING-CMS URL-OF-A-MASTODON [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { Site } from './site.mjs'
import { step, Visits } from './visits.mjs'

const [base, mastodon] = process.argv.slice(2, 4).map((url) => url.replace(/\/$/, ''))
const pictures = process.argv[4]
const run = Date.now().toString(36)
const visits = await new Visits(base, pictures, { patience: 60_000 }).start()
const page = await visits.open('en-GB')

let clicks = 0
let typed = []
async function click(locator) {
  await locator.click()
  clicks += 1
}
/** A list is opened, and one is chosen. */
async function choose(locator, value) {
  await locator.selectOption(value)
  clicks += 2
}
async function type(locator, value) {
  await locator.fill(value)
  typed.push(value)
}
async function within(most, fields, what, work) {
  clicks = 0
  typed = []
  await work()
  console.log(`    ${what}: ${clicks} clicks, ${typed.length} fields typed`)
  assert.ok(clicks <= most, `${what} took ${clicks} clicks`)
  assert.ok(typed.length <= fields, `${what} asked for ${typed.join(', ')}`)
}

try {
  await step('an account of a Mastodon instance is connected with its address and five clicks', async () => {
    await within(5, 1, 'connecting Mastodon', async () => {
      await click(page.locator('[data-tab=connections]'))
      await click(page.locator('[data-action=add]'))
      await click(page.locator('[data-network=mastodon]'))
      await type(page.locator('#smo-field-endpoint'), mastodon)
      const id = await page.locator('#smo-field-id').inputValue()
      await click(page.locator('dialog [data-action=signin]'))
      await page.waitForURL(`${mastodon}/**`)
      await click(page.getByRole('link', { name: 'Authorize' }))
      await page.waitForURL(`${base}/cms/smo.html#connections`)
      await page.getByText(`Connected: ${id}`).waitFor()
      await page.locator(`[data-key="${id}"]`, { hasText: 'Posts go' }).waitFor()
      await visits.accessible(page, 'connected')
      // What was connected here is nobody else's to find.
      await page.click(`[data-key="${id}"] [data-action=remove]`)
      await page.click('dialog [value=go]')
      await page.locator(`[data-key="${id}"]`).waitFor({ state: 'detached' })
    })
  })

  await step('a second site gets the settings of the first with nine clicks, and nothing is typed', async () => {
    const first = await new Site(base, `jobs-a-${run}`, { connections: ['sandbox'], text: 'As the first says: {title} {url}' }).make()
    const second = new Site(base, `jobs-b-${run}`)
    await second.write(second.path, {
      'jcr:primaryType': 'sling:Site', 'jcr:title': 'The second site', 'jcr:language': 'en', 'sling:url': base + second.path,
    })
    await page.goto(`${base}/cms/smo.html#today`)
    await page.reload()
    await within(9, 0, 'settings of a second site', async () => {
      await click(page.locator('[data-tab=policies]'))
      await choose(page.locator('[data-part=chooser] select'), second.path)
      await click(page.locator('[data-action=make]'))
      await page.locator(`[data-place="${second.path}"][data-own=true]`).waitFor()
      await click(page.locator('[data-action=copy]'))
      await choose(page.locator('dialog select'), first.path)
      await page.locator('dialog [name="smo/syndication"]').waitFor()
      await click(page.locator('dialog [data-action=take]'))
      await click(page.locator('[data-action=save]'))
      await page.locator('.cmp-smo-console__message', { hasText: 'Saved.' }).waitFor()
    })
    const saved = await second.read(`/conf/smo-browser/jobs-b-${run}/sling:configs/smo/syndication`)
    assert.equal(saved.text, 'As the first says: {title} {url}')
    assert.equal(String(saved.enabled), 'true')
  })

  assert.deepEqual(visits.errors.filter((one) => !one.startsWith(`leaves the server: ${mastodon}`)), [])
} catch (error) {
  if (pictures) {
    await page.screenshot({ path: `${pictures}/failed.png`, fullPage: true })
  }
  console.error(error)
  process.exitCode = 1
} finally {
  await visits.browser.close()
}
