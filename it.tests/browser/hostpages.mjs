// What the CMS's own pages say of the posts of a page, in a real browser: its lists, its editor, and what it asks before a page is published,
// unpublished or deleted. Usage: node hostpages.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { EditorSite } from './editorsite.mjs'
import { until } from './site.mjs'
import { enter, step, Visits, watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const run = Date.now().toString(36)
const visits = await new Visits(base, process.argv[3], { patience: 60_000 }).start()
const { errors } = visits
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const site = await new EditorSite(base, `pages-${run}`, {
  connections: ['sandbox'], text: '{title} {url}', settleSeconds: '0', 'settleSeconds@TypeHint': 'Long',
}).make()
const policy = (fields) => site.write(`${site.conf}/sling:configs/smo/syndication`, fields)
const draft = async (name) => (await site.page(name, 'open')).path
const outlook = (page) => page.locator('.modal .cmp-smo-outlook')
const fits = (page) => page.locator('.cmp-smo-outlook').first()

/** What the person is asked by the list in which the page is, as by a hand. */
async function ask(page, path, dialog) {
  await page.goto(`${base}/cms/site/content.html${site.path}`)
  await page.locator(`a[href="/cms/shared/${dialog}.html${path}"]`).first().click()
  await outlook(page).locator('section').waitFor()
}

/** Selects a page in the list; the CMS puts its actions above that. */
async function select(page, path) {
  await page.locator(`[data-value="${path}"], tr[data-resource="${path}"]`).first().click()
  await page.locator('.actions-target a').first().waitFor()
}

async function accessible(page, name) {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
  const { violations } = await page.evaluate((rules) => window.axe.run('.cmp-smo-outlook', { runOnly: rules }), RULES)
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], name)
  assert.ok(await fits(page).evaluate((root) => root.scrollWidth <= root.clientWidth + 1), `${name} fits`)
  if (visits.pictures) {
    await page.screenshot({ path: `${visits.pictures}/${name}.png` })
  }
}

const posts = async (path) => (await (await fetch(`${base}/bin/smo/posts?page=${path}`, { headers })).json()).posts
const sent = (path) => until(`post of ${path}`, async () => (await posts(path)).find((one) => one.state === 'SENT'))

try {
  const first = await draft('first')
  const later = await draft('later')
  const page = await visits.open('en-GB')

  await step('each page in the list has its social form', async () => {
    for (const view of ['grid', 'table']) {
      await page.goto(`${base}/cms/site/content.${view}.html${site.path}`)
      await select(page, first)
      await page.locator('.actions-target [data-smo-action=social]').click()
      await page.locator('.modal .cmp-smo-preview__card').first().waitFor()
      assert.equal(await page.evaluate(() => document.activeElement.id), 'smo-preview-title', view)
      await page.keyboard.press('Escape')
      await page.locator('.modal').waitFor({ state: 'detached' })
    }
  })

  await step('what the CMS does with a page is where it was, and all of it', async () => {
    const offered = await page.locator('.actions-target a').evaluateAll((links) => links.map((link) => link.getAttribute('href').replace(/.*\/(\w+)\.html.*/, '$1')))
    assert.deepEqual(offered.filter((one) => !['card', 'smo'].includes(one)), ['edit', 'editproperties', 'insights', 'references', 'movecopy', 'versions', 'delete'])
  })

  await step('and its results, as has a site', async () => {
    const results = await page.locator('.actions-target [data-smo-action=results]').getAttribute('href')
    await page.goto(base + results)
    await page.locator('.cmp-smo-console__path', { hasText: first }).waitFor()
    await page.goto(`${base}/cms/site/sites.html${site.path.replace(/\/[^/]*$/, '')}`)
    await select(page, site.path)
    await page.goto(base + await page.locator('.actions-target [data-smo-action=results]').getAttribute('href'))
    await page.locator('[data-cmp-is=smo-console] h2').first().waitFor()
    assert.equal(new URLSearchParams(page.url().split('?')[1]).get('site'), site.path)
  })

  await step('the editor leads to the results of the page', async () => {
    await page.goto(`${base}/cms/page/edit.html${first}`)
    assert.equal(await page.locator('[data-smo-action=results]').getAttribute('href'), `/cms/smo.html#results?page=${first}`)
  })

  await step('whoever publishes is told what goes out, and writes it from there', async () => {
    await ask(page, first, 'publish')
    const line = outlook(page).locator('[data-connection=sandbox]')
    assert.equal(await line.getAttribute('data-fate'), 'goes-out')
    assert.match(await line.textContent(), /Goes out when the page is published\.$/)
    await accessible(page, 'publish-dialog')
    const composer = await outlook(page).locator('a').getAttribute('href')
    await page.goto(base + composer)
    await page.locator('dialog [data-connection=sandbox]').first().waitFor()
  })

  await step('and when, by the clock of the site', async () => {
    await policy({ delayMinutes: '120', 'delayMinutes@TypeHint': 'Long', zone: 'Pacific/Auckland' })
    await ask(page, later, 'publish')
    assert.match(await outlook(page).locator('[data-connection=sandbox]').textContent(), /published\. Planned: \w+,? \d+ \w+ \d{4} at \d{2}:\d{2}\.$/)
    await policy({ delayMinutes: '0', 'delayMinutes@TypeHint': 'Long' })
  })

  await step('and why not', async () => {
    await policy({ enabled: 'false', 'enabled@TypeHint': 'Boolean' })
    await ask(page, later, 'publish')
    await outlook(page).locator('li', { hasText: 'posting is switched off' }).waitFor()
    await policy({ enabled: 'true', 'enabled@TypeHint': 'Boolean' })
  })

  await step('publishing goes as ever', async () => {
    await ask(page, first, 'publish')
    await page.locator('.modal form button[type=submit]').click()
    await page.locator('.close-modal', { hasText: 'OK' }).waitFor()
    await sent(first)
  })

  await step('whoever unpublishes is told that posts stay, or are taken back', async () => {
    for (const [does, says] of [['keep', /^Out, and stay: 1$/], ['retract', /^Out, and are taken back: 1$/], ['strange', /says what becomes of them \(strange\)\.$/]]) {
      await policy({ onUnpublish: does })
      await ask(page, first, 'unpublish')
      assert.match((await outlook(page).locator('li').allTextContents()).join(), says)
      await accessible(page, `unpublish-dialog-${does}`)
    }
  })

  await step('whoever deletes is told that a person is asked about posts', async () => {
    await page.goto(`${base}/cms/site/content.html${site.path}`)
    await select(page, first)
    await page.locator('.actions-target a[href*="/cms/shared/delete.html"]').click()
    await outlook(page).locator('[data-code=list]', { hasText: /: 1$/ }).waitFor()
    await accessible(page, 'delete-dialog')
    await page.locator('.modal .close, .modal .modal-close').first().click()
    await select(page, later)
    await page.locator('.actions-target a[href*="/cms/shared/delete.html"]').click()
    await outlook(page).locator('[data-code=none]').waitFor()
  })

  await step('the wizard in which AEM publishes says the same of each page, in a page that is made as that one is', async () => {
    const wizard = '/mnt/overlay/wcm/core/content/common/managepublicationwizard.html'
    const files = '/etc.clientlibs/smo/clientlibs/static/resources/'
    const script = await readFile(new URL('../../hosts/aem/ui.apps/src/main/content/jcr_root/apps/smo/clientlibs/publication/publication.js', import.meta.url), 'utf8')
    const aem = await visits.open('en-GB')
    await aem.route((url) => url.pathname === wizard, (route) => route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="en"><title>Manage publication</title><main><form class="foundation-wizard"><div class="foundation-wizard-step foundation-wizard-step-active">
        <label><input type="radio" name="action" value="publish" checked>Publish</label><label><input type="radio" name="action" value="unpublish">Unpublish</label>
        </div></form></main><script>${script}</script></html>`,
    }))
    await aem.route((url) => url.pathname.startsWith(files), async (route) => {
      const address = new URL(route.request().url())
      await route.fulfill({ response: await route.fetch({ url: `${base}/static/clientlibs/smo/${address.pathname.slice(files.length)}` }) })
    })
    await policy({ onUnpublish: 'retract' })
    await aem.goto(`${base}${wizard}?item=${encodeURIComponent(first)}&item=${encodeURIComponent(later)}&item=/content/dam/owl.jpg`)
    const panel = (path) => aem.locator(`.cmp-smo-outlook[data-cmp-page="${path}"]`)
    assert.match(await panel(later).locator('[data-connection=sandbox]').textContent(), /Goes out when the page is published\.$/)
    await panel(first).locator('section').waitFor()
    assert.equal(await aem.locator('.cmp-smo-outlook').count(), 2)
    await accessible(aem, 'manage-publication')
    await aem.locator('[value=unpublish]').check()
    await panel(first).locator('[data-code=retract]', { hasText: /: 1$/ }).waitFor()
    await panel(later).locator('[data-code=none]').waitFor()
    await aem.close()
  })

  await step('what has no posts is asked about as ever', async () => {
    await page.goto(`${base}/cms/shared/delete.html/content/smo-browser`)
    await page.locator('form button[type=submit]').waitFor()
    assert.equal(await page.locator('.cmp-smo-outlook').count(), 0)
  })

  await step('in German, on a narrow screen, and by the keyboard', async () => {
    await policy({ onUnpublish: 'retract' })
    const german = await visits.open('de-DE', { width: 320, height: 800 })
    await german.goto(`${base}/cms/site/content.html${site.path}`)
    const link = german.locator(`a[href="/cms/shared/unpublish.html${first}"]`)
    await link.focus()
    await german.keyboard.press('Enter')
    await outlook(german).locator('li', { hasText: 'werden zurückgenommen: 1' }).waitFor()
    assert.match(await outlook(german).getAttribute('lang'), /^de/)
    await accessible(german, 'unpublish-dialog-german')
    const results = outlook(german).locator('a', { hasText: 'Ergebnisse der Beiträge' })
    for (let i = 0; i < 80 && !await results.evaluate((a) => a === document.activeElement); i += 1) {
      await german.keyboard.press('Tab')
    }
    assert.ok(await results.evaluate((a) => a === document.activeElement), 'the results are reached by Tab')
    await german.close()
  })

  await step('an author who is no administrator is told the same', async () => {
    await site.author(`pages-${run}`, 'author')
    const context = await visits.browser.newContext({ locale: 'en-GB' })
    const author = await context.newPage()
    author.setDefaultTimeout(60_000)
    watch(author, base, errors)
    await enter(author, base, `/cms/site/content.html${site.path}`, `pages-${run}`, 'author')
    await ask(author, later, 'publish')
    assert.equal(await outlook(author).locator('[data-connection=sandbox]').getAttribute('data-fate'), 'goes-out')
    await context.close()
  })

  assert.deepEqual(errors, [])
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await visits.browser.close()
}
