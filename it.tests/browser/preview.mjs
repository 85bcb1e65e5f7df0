// The social form of a page in a real browser: live preview, saving, inheriting again, axe, narrow screens.
// Usage: node preview.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const article = '/content/smo-sample/en/articles/borrow-a-tomato'
const HOSTILE = 'Borrow <img src=x onerror="window.hacked=1"> </script> & "plant"'
const errors = []

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ locale: process.env.SMO_LOCALE || 'en-GB', viewport: { width: 1280, height: 1000 } })
page.setDefaultTimeout(60_000)
watch(page, base, errors)

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

async function open() {
  await page.goto(`${base}/cms/page/edit.html${article}`)
  await page.click('[data-smo-action=social]')
  await page.locator('.cmp-smo-preview__card').waitFor()
}

async function picture(name) {
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${name}.png` })
  }
}

async function accessible(name) {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
  const { violations } = await page.evaluate(() =>
    window.axe.run('.cmp-smo-preview', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`), [], name)
}

const saved = async () => (await page.request.get(`${base}${article}/jcr:content/smo.json`)).json().catch(() => ({}))
const save = async () => {
  await page.click('.cmp-smo-preview ~ .field button[type=submit], form.Form-Ajax button[type=submit]')
  await page.locator('.close-modal', { hasText: 'OK' }).click()
}

try {
  await page.goto(`${base}/system/sling/form/login?resource=/cms/start.html`)
  await page.fill('[name=j_username]', 'admin')
  await page.fill('[name=j_password]', 'admin')
  await page.press('[name=j_password]', 'Enter')
  await page.waitForURL((url) => url.pathname === '/cms/start.html')

  await step('the button opens the form, which has the focus', async () => {
    await open()
    assert.equal(await page.evaluate(() => document.activeElement.id), 'smo-preview-title')
    assert.equal(await page.getAttribute('#smo-preview-title', 'placeholder'), 'Borrow a tomato')
    await picture('preview')
  })

  await step('every network and both themes are accessible', async () => {
    for (const dark of ['light', 'dark']) {
      for (const network of await page.locator('.cmp-smo-preview__networks button').all()) {
        await network.click()
        await accessible(`${await network.textContent()} ${dark}`)
        if (pictures) {
          await page.locator('.cmp-smo-preview__stage').screenshot({ path: `${pictures}/card-${await network.getAttribute('data-network')}-${dark}.png` })
        }
      }
      await page.click('.cmp-smo-preview__dark')
    }
    await page.click('[data-network=facebook]')
  })

  await step('what is typed shows at once, as words', async () => {
    await page.fill('#smo-preview-title', HOSTILE)
    await page.locator('.cmp-smo-preview__title', { hasText: '<img src=x' }).waitFor()
    await page.locator('.cmp-smo-preview__text', { hasText: '<img src=x' }).first().waitFor()
    assert.match(await page.textContent('#smo-preview-title-count'), /^\d+ /)
    assert.equal(await page.evaluate(() => window.hacked), undefined)
    assert.equal((await saved()).title, undefined)
  })

  await step('what must stay in sight is chosen by click and by keyboard', async () => {
    const box = await page.locator('.cmp-smo-preview__focal-image').boundingBox()
    await page.mouse.click(box.x + box.width * 0.75, box.y + box.height * 0.25)
    const point = async () => (await page.inputValue('#smo-preview-focalPoint')).split(',').map(Number)
    const [x, y] = await point()
    assert.ok(Math.abs(x - 0.75) <= 0.02 && Math.abs(y - 0.25) <= 0.02, `${x},${y}`)
    await page.locator('.cmp-smo-preview__focal-sliders input').first().press('ArrowRight')
    assert.deepEqual(await point(), [Math.round(x * 100 + 1) / 100, y])
  })

  await step('nothing is lost on a narrow screen', async () => {
    await page.setViewportSize({ width: 320, height: 800 })
    assert.ok(await page.evaluate(() => document.querySelector('.cmp-smo-preview').scrollWidth <= document.querySelector('.cmp-smo-preview').clientWidth))
    await accessible('narrow')
    await picture('preview-narrow')
    await page.setViewportSize({ width: 1280, height: 1000 })
  })

  await step('saving keeps it', async () => {
    await page.fill('#smo-preview-title', 'Seeds & tomatoes on loan')
    await page.locator('.cmp-smo-preview__title', { hasText: 'on loan' }).waitFor()
    await picture('preview-typed')
    await save()
    assert.equal((await saved()).title, 'Seeds & tomatoes on loan')
  })

  await step('emptying inherits again', async () => {
    await open()
    await page.locator('.cmp-smo-preview__field', { has: page.locator('#smo-preview-title') }).locator('.cmp-smo-preview__clear').click()
    await page.locator('.cmp-smo-preview__field', { has: page.locator('#smo-preview-focalPoint') }).locator('.cmp-smo-preview__clear').click()
    await page.locator('.cmp-smo-preview__title', { hasText: 'Borrow a tomato' }).waitFor()
    await save()
    const left = await saved()
    assert.deepEqual([left.title, left.focalPoint, left.description], [undefined, undefined, undefined])
  })

  await step('an account that is ticked never gets a post of the page, until it is not ticked any more', async () => {
    const never = async () => (await page.evaluate(async (path) => (await fetch(path)).json().catch(() => ({})), `${article}/jcr:content/smo/without.json`))
    const box = page.locator('[id^=smo-preview-without-]').first()
    const unfold = () => box.evaluate((input) => { input.closest('details').open = true })
    await open()
    await unfold()
    const account = (await box.getAttribute('id')).replace('smo-preview-without-', '')
    await box.check()
    await page.locator(`.cmp-smo-preview__post[data-connection="${account}"][data-fate=not-here]`).waitFor()
    await save()
    assert.equal(String((await never())[account]), 'true')
    await open()
    await unfold()
    assert.ok(await box.isChecked())
    await box.uncheck()
    await page.locator(`.cmp-smo-preview__post[data-connection="${account}"]:not([data-fate=not-here])`).waitFor()
    await save()
    assert.equal((await never())[account], undefined)
  })

  await step('the insight scores the page', async () => {
    await page.goto(`${base}/cms/shared/insights.html${article}`)
    await page.locator('article.message', { hasText: 'Social' }).locator('.score').waitFor({ state: 'attached' })
  })

  assert.deepEqual(errors, [])
} catch (error) {
  await picture('failed')
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
