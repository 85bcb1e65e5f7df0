// How the tests of console pages go to the CMS: in a real browser, by the front door, and with an eye on what no page may do.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Logs in by the front door, where whoever logs in comes first, and goes on to an address of the CMS. */
export async function enter(page, base, address, user = 'admin', password = user) {
  await page.goto(`${base}/system/sling/form/login?resource=/cms/start.html`)
  await page.fill('[name=j_username]', user)
  await page.fill('[name=j_password]', password)
  await page.press('[name=j_password]', 'Enter')
  await page.waitForURL((url) => url.pathname === '/cms/start.html')
  const answer = await page.goto(base + address)
  assert.ok(answer.ok(), `${address} answers ${answer.status()}`)
}

/**
 * Notes in `errors` whatever goes wrong on a page by itself: an error that nobody caught or that the console told only the browser of, a request
 * that failed or left the server, and each answer from 400 on.
 *
 * @param expected such answers that a step wants, as patterns of "STATUS METHOD PATH"
 */
export function watch(page, base, errors, expected = []) {
  const origin = new URL(base).origin
  const ours = (url) => url.startsWith(`${origin}/`) || url === origin
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`))
  page.on('console', (said) => {
    // The browser says of each refused request that it was refused, which is counted below.
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) {
      errors.push(`in the browser's log: ${said.text()}`)
    }
  })
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !ours(request.url())) {
      errors.push(`leaves the server: ${request.url()}`)
    }
  })
  page.on('requestfailed', (request) => {
    // Who goes on to another page stops what the last one still asked for.
    if (ours(request.url()) && request.failure().errorText !== 'net::ERR_ABORTED') {
      errors.push(`${request.failure().errorText}: ${request.method()} ${request.url()}`)
    }
  })
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    const answer = `${response.status()} ${response.request().method()} ${pathname}`
    if (ours(response.url()) && response.status() >= 400 && !expected.some((one) => one.test(answer))) {
      errors.push(`refused: ${answer}${new URL(response.url()).search}`)
    }
  })
}

/** Goes on by Tab alone until the focus is on what the selector names. */
export async function reach(page, selector, back = false) {
  for (let i = 0; i < 300; i += 1) {
    if (await page.evaluate((one) => document.activeElement !== null && document.activeElement.matches(one), selector)) {
      return
    }
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  }
  assert.fail(`no key reaches ${selector}`)
}

/** A browser from which people come. In `errors` is what a test must find empty at its end. */
export class Visits {
  errors = []

  /**
   * @param pictures folder for screenshots, or nothing
   * @param patience milliseconds that a page has for what it is asked for
   * @param expected answers from 400 on that steps want, as `watch` takes them
   */
  constructor(base, pictures, { patience, expected = [] }) {
    Object.assign(this, { base, pictures, patience, expected })
  }

  async start() {
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'], env: { ...process.env, LANGUAGE: 'en_US' } })
    return this
  }

  /** The console as somebody sees it who just logged in, by default an administrator; a name is its own password. */
  async open(locale, viewport = { width: 1200, height: 900 }, colorScheme = 'light', user = 'admin') {
    const page = await (await this.browser.newContext({ locale, viewport, colorScheme, acceptDownloads: true })).newPage()
    page.setDefaultTimeout(this.patience)
    watch(page, this.base, this.errors, this.expected)
    await enter(page, this.base, '/cms/smo.html', user)
    return page
  }

  /** Holds a page against axe, and that it fits; the frame of the CMS is a little wider than the window by itself. */
  async accessible(page, name) {
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
    const { violations } = await page.evaluate((rules) => window.axe.run('[data-cmp-is]', { runOnly: rules }), RULES)
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], name)
    assert.ok(await page.locator('[data-cmp-is]').evaluate((root) => root.scrollWidth <= root.clientWidth + 1), `${name} fits into its frame`)
    if (this.pictures) {
      await page.screenshot({ path: `${this.pictures}/${name}.png`, fullPage: true })
    }
  }
}

export async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}
