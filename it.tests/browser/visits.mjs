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

/** A browser from which administrators come. In `errors` is what a test must find empty at its end. */
export class Visits {
  errors = []

  /**
   * @param pictures folder for screenshots, or nothing
   * @param patience milliseconds that a page has for what it is asked for
   * @param files whether pages may make files themselves, which leaves nothing
   */
  constructor(base, pictures, { patience, files = false }) {
    Object.assign(this, { base, pictures, patience, files })
  }

  async start() {
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
    return this
  }

  /** The console as an administrator sees it who just logged in. */
  async open(locale, viewport = { width: 1200, height: 900 }, colorScheme = 'light') {
    const page = await (await this.browser.newContext({ locale, viewport, colorScheme, acceptDownloads: true })).newPage()
    page.setDefaultTimeout(this.patience)
    page.on('pageerror', (error) => this.errors.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(this.base) && !(this.files && request.url().startsWith('blob:'))) {
        this.errors.push(`leaves the server: ${request.url()}`)
      }
    })
    await enter(page, this.base, '/cms/smo.html')
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
