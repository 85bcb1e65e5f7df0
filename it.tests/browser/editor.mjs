import { enter } from './visits.mjs'

/** An author at the editor of Sling CMS, in a browser of their own. */
export class Editor {
  static async open(browser, base, { user = 'admin', password = 'admin', ...options } = {}) {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1400, height: 900 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await enter(page, base, '/cms/smo/install.html', user, password)
    return new Editor(page, base)
  }

  constructor(page, base) {
    this.page = page
    this.base = base
    this.frame = page.frameLocator('.page-wrapper-frame')
    this.dialog = this.frame.frameLocator('.modal-frame')
  }

  async edit(path) {
    await this.page.goto(`${this.base}/cms/page/edit.html${path}`)
    await this.frame.locator('.sling-cms-editor-final').waitFor({ state: 'attached' })
    await this.page.locator('[data-cmp-is=smo-palette]:not([hidden])').waitFor({ state: 'attached' })
    await this.ready()
  }

  /** The palette knows the document that the frame shows. */
  async ready() {
    await this.page.locator('[data-cmp-type][aria-disabled]').first().waitFor({ state: 'attached' })
  }

  /** Closes the dialog that a new component opens, once it is there: the CMS's own script fails where it comes after that. */
  async closeDialog() {
    await this.frame.locator('.modal-body .loader.is-hidden').waitFor({ state: 'attached' })
    await this.frame.locator('.modal-close').click()
    await this.frame.locator('.modal-frame').waitFor({ state: 'detached' })
  }

  entry(name) {
    return this.page.locator(`[data-cmp-type="smo/slingcms/components/${name}"]`)
  }

  component(path) {
    return this.frame.locator(`[data-sling-cms-resource-path="${path}"]`)
  }

  message(text) {
    return this.page.locator('.cmp-smo-palette__message, .cmp-smo-palette__alarm').filter({ hasText: text }).waitFor()
  }

  /** Presses the mouse upon an entry and carries it to a point within an element of the page: trusted events, as from a hand. */
  async carry(name, target, { x = 0.5, y = 0.5 } = {}) {
    await target.scrollIntoViewIfNeeded()
    const from = await this.entry(name).boundingBox()
    await this.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await this.page.mouse.down()
    await this.page.mouse.move(from.x + from.width / 2 - 10, from.y + from.height / 2, { steps: 3 })
    const box = await target.boundingBox()
    await this.page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 8 })
    await this.page.mouse.move(box.x + box.width * x + 1, box.y + box.height * y)
  }

  async drop() {
    await this.page.mouse.up()
  }
}
