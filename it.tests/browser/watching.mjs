// What a page shows in a real browser: a video that is connected, its figures, and where it is no place to post on.
// Usage: node watching.mjs URL-OF-SLING-CMS PATH-OF-A-PAGE-WITH-A-VIDEO [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const path = process.argv[3]
const visits = await new Visits(base, process.argv[4], { patience: 30_000 }).start()

try {
  const page = await visits.open('en-GB')
  await step('a video has its figures at its page', async () => {
    await page.goto(`${base}/cms/smo.html#results?page=${encodeURIComponent(path)}`)
    const row = page.locator('tr', { has: page.locator('a[href^="https://www.youtube.com/watch?v="]') })
    await row.locator('[data-figure=views]', { hasText: '1,234' }).waitFor()
    await row.locator('[data-figure=likes]', { hasText: '56' }).waitFor()
    await page.locator('.cmp-smo-chart canvas').first().waitFor()
    await visits.accessible(page, 'results-video')
  })

  await step('an account that only looks is asked for no times, and offered to nobody who posts', async () => {
    await page.goto(`${base}/cms/smo.html#connections`)
    await page.locator('[data-key=it-youtube] [data-action=edit]').click()
    await page.locator('dialog [name="settings.channel"]').waitFor()
    assert.equal(await page.locator('dialog [name=slots]').count(), 0)
    await visits.accessible(page, 'connection-video')
    await page.goto(`${base}/cms/smo.html#posts?compose=note&page=${encodeURIComponent(path)}`)
    await page.reload()
    await page.locator('.cmp-smo-posts__connections [value=sandbox]').waitFor()
    assert.equal(await page.locator('.cmp-smo-posts__connections [value=it-youtube]').count(), 0)
  })

  for (const [locale, scheme, width] of [['de-DE', 'dark', 1200], ['ar', 'light', 900], ['en-GB', 'light', 320]]) {
    await step(`the page of a video is usable: ${locale} ${scheme} ${width}`, async () => {
      const other = await visits.open(locale, { width, height: 900 }, scheme)
      await other.goto(`${base}/cms/smo.html#results?page=${encodeURIComponent(path)}`)
      await other.locator('a[href^="https://www.youtube.com/watch?v="]').first().waitFor()
      await visits.accessible(other, `results-video-${locale}-${width}`)
      await other.context().close()
    })
  }
  assert.deepEqual(visits.errors, [])
} finally {
  await visits.browser.close()
}
