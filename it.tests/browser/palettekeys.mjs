// Keys that people press in Sling CMS's editor while something is under way: each of them is heard, and done when its turn comes.
// Usage: node palettekeys.mjs URL-OF-SLING-CMS; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { Editor } from './editor.mjs'
import { EditorSite } from './editorsite.mjs'
import { until } from './site.mjs'
import { watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
const site = await new EditorSite(base, `palette-keys-${Date.now().toString(36)}`, {}).make()
const admin = await Editor.open(browser, base)
const { page, frame } = admin
const errors = []
// The editor asks whether a name is free, and for what it has just put there; and a page that somebody else changed is refused.
const EXPECTED = [/^404 (HEAD|GET) .*\.json$/, /^409 POST .*\/jcr(%3A|:)content\/container\//]
watch(page, base, errors, EXPECTED)

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

/** A page with components placed by the palette, one after the other, and no dialog open. */
async function edited(name, ...components) {
  const made = await site.page(name, 'open')
  await site.write(`${made.container}/two`, { text: '<p>Text two <img src="/smo-slow.png" alt=""></p>' })
  await admin.edit(made.path)
  for (const component of components) {
    await place(made.container, component)
  }
  return made
}

async function place(container, component) {
  await admin.carry(component, admin.component(`${container}/one`), { y: 0.05 })
  await admin.drop()
  await admin.closeDialog()
}

let gate = null
let held = 0
await page.route('**/smo-slow.png', async (route) => {
  held += 1
  await gate
  await route.abort()
})

/** Holds back a picture of the page, so that its document is there, and is seen, and is not loaded until the work is done. */
async function whileLoading(work) {
  let release
  gate = new Promise((resolve) => { release = resolve })
  held = 0
  await work(() => until('document that is loading', async () => held > 0))
  release()
}

/** The next change that is sent to the server is answered so. */
async function answerOnce(answer) {
  let times = 1
  await page.route((url) => url.pathname.startsWith(site.path), (route) =>
    (route.request().method() === 'POST' && times-- > 0 ? answer(route) : route.fallback()))
}

try {
  await step('a key pressed in a document that is still loading is done once it is loaded', async () => {
    const { container } = await edited('loading', 'share', 'feed')
    await whileLoading(async (loading) => {
      await page.keyboard.press('Control+z')
      await loading()
      await site.becomes(container, ['share', 'one', 'two'])
      await admin.component(`${container}/one`).click({ position: { x: 5, y: 5 } })
      await page.keyboard.press('Control+z')
    })
    await site.becomes(container, ['one', 'two'])
    await admin.message('Share bar was removed.')
  })

  await step('so are keys pressed without pause, each in its turn', async () => {
    const { container } = await edited('fast', 'share', 'feed', 'follow')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+Shift+z')
    await site.becomes(container, ['share', 'one', 'two'])
    await admin.message('Share bar is back.')
    assert.equal(await page.locator('[data-cmp-action=undo]').isEnabled(), true)
  })

  await step('where the page had the keys, it has them again once it is loaded', async () => {
    const { container } = await edited('focus', 'share')
    await page.keyboard.press('Control+z')
    await admin.component(`${container}/share`).waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement.matches('.page-wrapper-frame'))
  })

  await step('a key pressed before the editor shows any page is done once it does', async () => {
    const { path, container } = await edited('early', 'share')
    const held = []
    await page.route('**/cms/page/pagewrapper.html/**', (route) => held.push(route), { times: 1 })
    await page.goto(`${base}/cms/page/edit.html${path}`, { waitUntil: 'commit' })
    await page.locator('[data-cmp-action=undo]:enabled').waitFor()
    await page.keyboard.press('Control+z')
    await admin.entry('feed').focus()
    await page.keyboard.press('Enter')
    await Promise.all(held.map((route) => route.continue()))
    await site.becomes(container, ['one', 'two'])
    await frame.locator('.smo-choosing .smo-place--here').waitFor()
    assert.equal(await admin.entry('feed').getAttribute('aria-pressed'), 'true')
  })

  await step('a component chosen while the page is loaded anew stays chosen', async () => {
    const { container } = await edited('chosen', 'share')
    await whileLoading(async (loading) => {
      await page.keyboard.press('Control+z')
      await loading()
      await admin.entry('feed').focus()
      await page.keyboard.press('Enter')
      await admin.message('Feed links is chosen')
    })
    await frame.locator('link[href$="place.css"]').waitFor({ state: 'attached' })
    await frame.locator('.smo-choosing .smo-place--here').waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await site.becomes(container, ['feed', 'one', 'two'])
  })

  await step('with a keyboard of another script, the key that is Z elsewhere', async () => {
    const { container } = await edited('script', 'share')
    const keys = await page.context().newCDPSession(page)
    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', modifiers: 2, key: 'я', code: 'KeyZ', windowsVirtualKeyCode: 90 })
    await site.becomes(container, ['one', 'two'])
  })

  await step('an undo whose answer is lost can be gone on with, and its redo has all values', async () => {
    const { container } = await edited('lost', 'share', 'feed')
    await site.write(`${container}/feed`, { heading: 'Read on' })
    await answerOnce(async (route) => {
      await route.fetch()
      await route.abort()
    })
    await page.keyboard.press('Control+z')
    await admin.message('The server does not answer.')
    assert.deepEqual(await site.children(container), ['share', 'one', 'two'])
    await page.keyboard.press('Control+z')
    await admin.message('was removed')
    await answerOnce(async (route) => {
      await route.fetch()
      await route.abort()
    })
    await page.keyboard.press('Control+Shift+z')
    await admin.message('The server does not answer.')
    await page.keyboard.press('Control+Shift+z')
    await admin.message('is back')
    await site.becomes(container, ['share', 'feed', 'one', 'two'])
    assert.equal((await site.read(`${container}/feed`)).heading, 'Read on')
  })

  await step('a change that the CMS refuses while it makes a version of the page is made a moment later', async () => {
    const { container } = await edited('version', 'share')
    await answerOnce((route) => route.fulfill({
      status: 409, json: { 'status.message': 'repository state conflicting with request' },
    }))
    await page.keyboard.press('Control+z')
    await site.becomes(container, ['one', 'two'])
    await admin.message('was removed')
  })

  // What this script itself keeps from the server fails in just this way.
  assert.deepEqual(errors.filter((one) => !one.startsWith('net::ERR_FAILED: ')), [])
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
