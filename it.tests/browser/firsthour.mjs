// The first hour of a newcomer with a fresh CMS, by what the README says and nothing else: in by the front door, an article written, published and
// looked at, what became of it, an account connected, and a note posted to it. A picture of each step, to be looked at.
// Usage: node firsthour.mjs URL-OF-SLING-CMS FOLDER; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { step, watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const folder = process.argv[3]
const ARTICLES = '/content/smo-sample/en/articles'
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
// Where somebody went this way before, the article has another name.
const more = (await fetch(`${base}${ARTICLES}/a-lantern-walk.json`, { headers })).ok ? Date.now().toString(36) : ''
const TITLE = `A lantern walk ${more}`.trim()
const path = `${ARTICLES}/${TITLE.toLowerCase().replaceAll(' ', '-')}`
const errors = []
let number = 0

await mkdir(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'], env: { ...process.env, LANGUAGE: 'en_US' } })
const page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } })).newPage()
page.setDefaultTimeout(60_000)
// The CMS looks whether the name of a new page is free.
watch(page, base, errors, [/^404 HEAD /])

async function picture(name) {
  number += 1
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: `${folder}/${String(number).padStart(2, '0')}-${name}.png` })
}

/** By the name that stands there. */
const link = (name) => page.getByRole('link', { name, exact: true }).first()

try {
  await step('in by the front door', async () => {
    await page.goto(`${base}/cms/smo.html`)
    await picture('door')
    await page.fill('[name=j_username]', 'admin')
    await page.fill('[name=j_password]', 'admin')
    await page.press('[name=j_password]', 'Enter')
    await page.locator('[data-page=today]').waitFor()
    await picture('console')
  })

  await step('to the articles of the sample site', async () => {
    await page.goto(`${base}/cms`)
    await picture('start')
    await page.getByText('Manage', { exact: true }).first().click()
    await link('Sites').click()
    await picture('sites')
    await page.goto(`${base}/cms/site/content.html${ARTICLES}`)
    await picture('articles')
  })

  await step('an article is written', async () => {
    await page.locator('a[href^="/cms/page/create.html"]').first().click()
    await page.locator('.modal [name=pageTemplate]').waitFor()
    await picture('new-page')
    await page.locator('.modal [name=pageTemplate]').selectOption({ label: 'Article' })
    await page.locator('.modal [name=title]').fill(TITLE)
    await page.locator('.modal [name=description]').fill('On the first Friday of December the lamps of the harbour museum go out, and visitors bring their own.')
    // The name comes from the title a moment later.
    await page.waitForFunction(() => document.querySelector('.modal [name=":name"]').value !== '')
    await picture('new-page-filled')
    await page.locator('.modal form button[type=submit]').click()
    await page.locator('.close-modal', { hasText: 'OK' }).click()
  })

  await step('it is edited, and published', async () => {
    await page.goto(`${base}/cms/page/edit.html${path}`)
    await page.frameLocator('.page-wrapper-frame').locator('.sling-cms-editor-final').waitFor({ state: 'attached' })
    await picture('editor')
    await page.locator('[data-smo-action=social]').first().click()
    await page.locator('.cmp-smo-preview__card').first().waitFor()
    await picture('social-form')
    await page.goto(`${base}/cms/site/content.html${ARTICLES}`)
    await page.locator(`a[href="/cms/shared/publish.html${path}"]`).first().click()
    await page.locator('.modal .cmp-smo-outlook section').waitFor()
    await picture('publish')
    await page.locator('.modal form button[type=submit]').click()
    await page.locator('.close-modal', { hasText: 'OK' }).click()
  })

  await step('strangers see it with its share bar', async () => {
    await page.goto(`${base}${path}.html`)
    await page.locator('[data-cmp-is=smo-share]').scrollIntoViewIfNeeded()
    await picture('page')
  })

  await step('its post is out, and stands on the time line', async () => {
    await page.goto(`${base}/cms/smo.html#posts`)
    await page.locator('.cmp-smo-posts__row', { hasText: TITLE }).first().waitFor()
    await picture('posts')
    await page.locator('.cmp-smo-posts__row', { hasText: TITLE }).first().locator('[data-action=open]').click()
    await page.locator('.cmp-smo-posts__detail [data-state=SENT]').waitFor()
    await picture('post')
    await page.goto(`${base}/cms/smo/timeline.html`)
    await page.getByText(TITLE).first().waitFor()
    await picture('timeline')
  })

  await step('an account is connected', async () => {
    await page.goto(`${base}/cms/smo.html#today`)
    await page.locator('[data-tab=connections]').click()
    await page.locator('[data-action=add]').click()
    await page.locator('[data-network=sandbox]').waitFor()
    await picture('networks')
    await page.locator('[data-network=sandbox]').click()
    await page.locator('dialog [name=label]').fill('My first account')
    await picture('connect')
    await page.locator('dialog [data-action=save]').click()
    await page.locator('.cmp-smo-presence__card', { hasText: 'My first account' }).waitFor()
    await picture('connected')
  })

  await step('a note is posted to it', async () => {
    await page.locator('[data-tab=posts]').click()
    await page.locator('[data-action=compose]').click()
    await page.locator('dialog').waitFor()
    await picture('compose')
    await page.locator('dialog [data-compose=note]').click()
    await page.locator('dialog [name=text]').fill('Good morning, Norrfeld!')
    await page.locator('dialog label', { hasText: 'My first account' }).click()
    const filed = page.locator('dialog [name=page]')
    if (!await filed.inputValue()) {
      await filed.fill(path)
    }
    await picture('note')
    await page.locator('dialog [data-action=go]').click()
    await page.locator('dialog [data-part=results]').waitFor({ timeout: 60_000 })
    await picture('noted')
    await page.keyboard.press('Escape')
    await page.goto(`${base}/cms/smo.html#today`)
    await page.locator('[data-page=today]').waitFor()
    await picture('today')
  })

  await step('nothing failed on the way', () => assert.deepEqual(errors, []))
} catch (error) {
  await picture('failed')
  console.error(errors)
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
