// The palette of Sling CMS's editor and the page that opens policies for it, with a real mouse, keyboard and finger.
// Usage: node palette.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { Editor } from './editor.mjs'
import { EditorSite } from './editorsite.mjs'
import { watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const errors = []

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
const site = await new EditorSite(base, `palette-${run}`, {}).make()
const admin = await Editor.open(browser, base)
const { page, frame } = admin
// The editor asks whether a name is free, and for what it has just put there; and a page that somebody else changed is refused.
const EXPECTED = [/^404 (HEAD|GET) .*\.json$/, /^409 POST .*\/jcr(%3A|:)content\/container\//]
watch(page, base, errors, EXPECTED)

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

const children = (container) => site.children(container)
const becomes = (container, expected) => site.becomes(container, expected)
const closeDialog = () => admin.closeDialog()

async function accessible(tab, scope, name) {
  await tab.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
  const { violations } = await tab.evaluate((inside) =>
    window.axe.run(inside, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }), scope)
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], name)
}

async function picture(tab, name) {
  if (pictures) {
    await tab.screenshot({ path: `${pictures}/${name}.png` })
  }
}

try {
  const { path, container } = await site.page('article', 'open')

  await step('a component dragged between two others is put there, and its dialog opens', async () => {
    await admin.edit(path)
    await accessible(page, '[data-cmp-is]', 'palette')
    await admin.carry('share', admin.component(`${container}/two`), { y: 0.1 })
    const mark = frame.locator('.smo-place--here')
    assert.equal(await mark.count(), 1)
    assert.equal(await mark.getAttribute('data-order'), 'before two')
    assert.equal(await mark.getAttribute('data-smo-text'), 'Share bar comes here')
    await picture(page, 'palette-drag')
    await admin.drop()
    await becomes(container, ['one', 'share', 'two'])
    await admin.dialog.locator('[name=heading]').fill('Tell a friend')
    await admin.dialog.locator('[type=submit]').click()
    await page.locator('.close-modal').click()
    await frame.getByText('Tell a friend').waitFor()
  })

  await step('networks are chosen by name, and put in order by key and by mouse', async () => {
    const other = await site.page('order', 'open')
    const bar = `${other.container}/share`
    await site.write(bar, {
      'jcr:primaryType': 'nt:unstructured', 'sling:resourceType': 'smo/slingcms/components/share',
      networks: ['orkut', 'bluesky'], 'networks@TypeHint': 'String[]',
    })
    await admin.edit(other.path)
    await admin.component(bar).hover()
    await frame.locator(`a[href*="/editor/edit.html${bar}"]`).click()
    const list = admin.dialog.locator('[data-cmp-is=smo-order]')
    const names = () => list.locator('[data-cmp-part=label]').allTextContents()
    await list.waitFor()
    assert.deepEqual((await names()).slice(0, 2), ['orkut', 'Bluesky'])
    await list.getByLabel('orkut', { exact: true }).uncheck()
    await list.getByLabel('Mastodon', { exact: true }).check()
    await list.getByLabel('LinkedIn', { exact: true }).check()

    const up = list.getByRole('button', { name: 'Move Mastodon up' })
    await up.focus()
    for (let presses = 0; (await names())[0] !== 'Mastodon'; presses += 1) {
      assert.ok(presses < 100, 'it does not come up')
      await page.keyboard.press('Enter')
    }
    assert.ok(await up.evaluate((button) => button === button.ownerDocument.activeElement), 'the focus stays')
    await admin.dialog.getByText('Mastodon is number 1 now.').waitFor({ state: 'attached' })

    const row = (name) => list.locator('li').filter({ hasText: name })
    // Both are in sight: a list that scrolled under the pressed mouse would let it carry another entry.
    await row('Bluesky').dragTo(row('Mastodon'), { targetPosition: { x: 20, y: 2 } })
    assert.deepEqual((await names()).slice(0, 2), ['Bluesky', 'Mastodon'])
    await picture(page, 'networks-order')
    await admin.dialog.locator('[type=submit]').click()
    await page.locator('.close-modal').click()
    assert.deepEqual((await site.read(bar)).networks, ['bluesky', 'mastodon', 'linkedin'])
  })

  await step('a new article gets its name from its title, one that is free, and its tags', async () => {
    const folder = '/content/smo-sample/en/articles'
    const title = `Über die Straße ${run}`
    const name = `ueber-die-strasse-${run}`
    const create = async () => {
      await page.goto(`${base}/cms/site/content.html${folder}`)
      await page.locator(`a[href="/cms/page/create.html${folder}"]`).click()
      await page.selectOption('[name=pageTemplate]', { label: 'Article' })
      await page.fill('[name=title]', title)
    }
    await create()
    await page.waitForFunction((wanted) => document.querySelector('[name=":name"]').value === wanted, name)
    await page.getByLabel('Libraries', { exact: true }).check()
    await page.getByLabel('Reading', { exact: true }).check()
    await page.locator('.modal [type=submit]').click()
    await page.locator('.close-modal').first().waitFor()
    try {
      const content = await site.read(`${folder}/${name}/jcr:content`)
      assert.equal(content['jcr:title'], title)
      assert.deepEqual(content['sling:taxonomy'], ['/etc/taxonomy/smo-sample/libraries', '/etc/taxonomy/smo-sample/reading'])
      await create()
      await page.waitForFunction((wanted) => document.querySelector('[name=":name"]').value === wanted, `${name}-2`)
      await page.fill('[name=":name"]', name)
      await page.locator('[name=":name"]:invalid').waitFor()
      await page.fill('[name=":name"]', `${name}-mine`)
      await page.fill('[name=title]', 'Another')
      assert.equal(await page.inputValue('[name=":name"]'), `${name}-mine`, 'what somebody wrote stays')
    } finally {
      await site.write(`${folder}/${name}`, { ':operation': 'delete' })
    }
  })

  await step('after the CMS has loaded its editor anew, undo takes the component away and redo brings it back with its values', async () => {
    await admin.edit(path)
    await page.click('[data-cmp-action=undo]')
    await becomes(container, ['one', 'two'])
    await admin.message('Share bar was removed.')
    await page.click('[data-cmp-action=redo]')
    await becomes(container, ['one', 'share', 'two'])
    assert.equal((await site.read(`${container}/share`)).heading, 'Tell a friend')
    await frame.getByText('Tell a friend').waitFor()
  })

  await step('before the first and behind the last', async () => {
    await admin.edit(path)
    await admin.carry('feed', admin.component(`${container}/one`), { y: 0.05 })
    await admin.drop()
    await becomes(container, ['feed', 'one', 'share', 'two'])
    await closeDialog()
    await admin.carry('follow', admin.component(`${container}/two`), { y: 0.95 })
    await admin.drop()
    await becomes(container, ['feed', 'one', 'share', 'two', 'follow'])
    await closeDialog()
  })

  await step('Ctrl+Z goes back step by step, in the palette and in the page', async () => {
    await page.keyboard.press('Control+z')
    await becomes(container, ['feed', 'one', 'share', 'two'])
    await admin.message('was removed')
    await admin.component(`${container}/one`).click({ position: { x: 5, y: 5 } })
    await page.keyboard.press('Control+z')
    await becomes(container, ['one', 'share', 'two'])
    await page.keyboard.press('Control+Shift+z')
    await becomes(container, ['feed', 'one', 'share', 'two'])
    await admin.message('is back')
    await page.keyboard.press('Control+z')
    await becomes(container, ['one', 'share', 'two'])
    await admin.message('was removed')
  })

  await step('Escape ends a drag and nothing happens', async () => {
    await admin.edit(path)
    await admin.carry('feed', admin.component(`${container}/two`))
    assert.equal(await frame.locator('.smo-place--here').count(), 1)
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await frame.locator('.smo-carrying').waitFor({ state: 'detached' })
    assert.deepEqual(await children(container), ['one', 'share', 'two'])
  })

  await step('dropped beside every container, nothing happens', async () => {
    await admin.carry('feed', frame.locator('footer'))
    assert.equal(await frame.locator('.smo-place--here').count(), 0)
    await admin.drop()
    await frame.locator('.smo-carrying').waitFor({ state: 'detached' })
    assert.deepEqual(await children(container), ['one', 'share', 'two'])
  })

  await step('columns that are empty and have no node yet take components, and undo leaves nothing behind', async () => {
    const columns = `${container}/columns`
    await site.write(columns, {
      'jcr:primaryType': 'nt:unstructured', 'sling:resourceType': 'reference/components/general/columncontrol', layout: 'col-6,col-6',
    })
    await admin.edit(path)
    await admin.carry('share', admin.component(`${columns}/col-1`))
    await admin.drop()
    await becomes(`${columns}/col-1`, ['share'])
    await closeDialog()
    await page.click('[data-cmp-action=undo]')
    await becomes(columns, [])
    await page.click('[data-cmp-action=redo]')
    await becomes(`${columns}/col-1`, ['share'])
    await admin.message('is back')
    await admin.edit(path)
    await page.click('[data-cmp-action=undo]')
    await becomes(columns, [])
    await admin.message('was removed')
    await site.write(columns, { ':operation': 'delete' })
  })

  await step('by keyboard: Enter chooses, arrows move, Enter places; each place is announced', async () => {
    await admin.edit(path)
    await admin.entry('follow').focus()
    await page.keyboard.press('Enter')
    await admin.message('Follow bar is chosen; it fits in 4 places.')
    assert.equal(await admin.entry('follow').getAttribute('aria-pressed'), 'true')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await admin.message('Place 2 of 4: before Share bar')
    await picture(page, 'palette-keyboard')
    await page.keyboard.press('End')
    await admin.message('Place 4 of 4: after Rich Text Editor')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await becomes(container, ['one', 'share', 'follow', 'two'])
    await admin.dialog.locator('[name=heading]').waitFor()
    await page.click('[data-cmp-action=undo]')
    await becomes(container, ['one', 'share', 'two'])
  })

  await step('by keyboard: Escape leaves, and focus stays', async () => {
    await admin.message('was removed')
    await admin.ready()
    await admin.entry('feed').focus()
    await page.keyboard.press(' ')
    await frame.locator('.smo-choosing').waitFor()
    await page.keyboard.press('Escape')
    await admin.message('nothing was changed')
    assert.equal(await frame.locator('.smo-choosing').count(), 0)
    assert.ok(await admin.entry('feed').evaluate((element) => element === document.activeElement))
    assert.deepEqual(await children(container), ['one', 'share', 'two'])
  })

  await step('dragging a component of the page itself still works', async () => {
    await admin.edit(path)
    const one = admin.component(`${container}/one`)
    await one.hover()
    await one.locator('> .sling-cms-editor').hover()
    await page.mouse.down()
    const last = frame.locator(`.sling-cms-droptarget[data-path="${container}"][data-order=last]`)
    const box = await admin.component(`${container}/two`).boundingBox()
    await page.mouse.move(box.x + 50, box.y + box.height / 2, { steps: 5 })
    await page.mouse.move(box.x + 51, box.y + box.height / 2, { steps: 5 })
    await frame.locator('.sling-cms-droptarget__is-active').first().waitFor()
    const target = await last.boundingBox()
    await page.mouse.move(target.x + 50, target.y + target.height / 2, { steps: 5 })
    await page.mouse.up()
    await becomes(container, ['share', 'two', 'richtext'])
  })

  await step('visitors see what was placed', async () => {
    await site.write(path, { ':operation': 'publish' })
    const html = await (await fetch(`${base}${path}.html`)).text()
    assert.ok(html.indexOf('Tell a friend') > 0 && html.indexOf('Tell a friend') < html.indexOf('Text two'))
  })

  await step('a place that somebody else removed meanwhile takes nothing, and the page is shown as it is', async () => {
    const other = await site.page('changed', 'open')
    await admin.edit(other.path)
    await site.write(`${other.container}/two`, { ':operation': 'delete' })
    await admin.carry('share', admin.component(`${other.container}/two`), { y: 0.1 })
    await admin.drop()
    await admin.message('Somebody changed the page')
    await admin.component(`${other.container}/two`).waitFor({ state: 'detached' })
    assert.deepEqual(await children(other.container), ['one'])
  })

  await step('near the edge the page scrolls while a component is carried', async () => {
    const long = await site.page('long', 'open')
    await site.write(`${long.container}/one`, { text: '<p>Many words</p>'.repeat(80) })
    await admin.edit(long.path)
    const from = await admin.entry('share').boundingBox()
    await page.mouse.move(from.x + 20, from.y + 20)
    await page.mouse.down()
    await page.mouse.move(600, 500, { steps: 4 })
    await page.mouse.move(600, 890, { steps: 4 })
    const view = page.frame({ url: /pagewrapper/ })
    await view.waitForFunction(() => window.scrollY > 600)
    await page.mouse.move(600, 500)
    await page.mouse.up()
  })

  await step('a session that has ended is said, and nothing is lost', async () => {
    const alone = await Editor.open(browser, base)
    const other = await site.page('session', 'open')
    await alone.edit(other.path)
    await alone.page.context().clearCookies()
    await alone.carry('share', alone.component(`${other.container}/two`), { y: 0.1 })
    await alone.drop()
    await alone.message('Your session has ended; nothing was changed.')
    assert.deepEqual(await children(other.container), ['one', 'two'])
    await alone.page.context().close()
  })

  await step('with a finger: tap a component, tap its place; in a narrow window nothing covers the page', async () => {
    const phone = await Editor.open(browser, base, { viewport: { width: 420, height: 800 }, hasTouch: true, isMobile: true })
    const other = await site.page('touch', 'open')
    await phone.edit(other.path)
    assert.ok(await phone.page.locator('.cmp-smo-palette__panel').isHidden())
    await phone.page.locator('[data-cmp-part=toggle]').tap()
    const panel = await phone.page.locator('.cmp-smo-palette__panel').boundingBox()
    const shown = await phone.page.locator('.page-wrapper-frame').boundingBox()
    assert.ok(shown.y + shown.height <= panel.y + 1, `${JSON.stringify(shown)} ${JSON.stringify(panel)}`)
    await phone.entry('share').tap()
    await picture(phone.page, 'palette-phone')
    await phone.frame.locator('.smo-place[data-order="before two"]').tap()
    await becomes(other.container, ['one', 'share', 'two'])
    await phone.page.context().close()
  })

  await step('the palette stays as it was left, open or closed', async () => {
    await admin.edit(path)
    await page.click('[data-cmp-part=toggle]')
    assert.ok(await page.locator('.cmp-smo-palette__panel').isHidden())
    await admin.edit(path)
    assert.ok(await page.locator('.cmp-smo-palette__panel').isHidden())
    await page.click('[data-cmp-part=toggle]')
    assert.ok(await page.locator('.cmp-smo-palette__panel').isVisible())
  })

  const closed = await site.page('closed', 'closed')
  await step('who may change no policy is told whom to ask, and nothing can be dragged', async () => {
    await site.author(`author-${run}`, 'secret')
    const author = await Editor.open(browser, base, { user: `author-${run}`, password: 'secret' })
    await author.edit(closed.path)
    assert.equal(await author.entry('share').getAttribute('draggable'), 'false')
    await author.page.getByText('Somebody who may change templates can allow them').waitFor()
    assert.equal(await author.page.locator('[data-cmp-policy]').count(), 0)
    await author.carry('share', author.component(`${closed.container}/two`))
    await author.drop()
    assert.equal(await author.frame.locator('.smo-place').count(), 0)
    await author.entry('share').focus()
    await author.page.keyboard.press('Enter')
    await author.message('does not allow Share bar anywhere on this page')
    await author.page.goto(`${base}/cms/smo/install.html`)
    const row = author.page.locator(`[data-cmp-policy="${site.policyPath('closed')}"]`)
    await row.getByText('You may not change this policy.').waitFor()
    assert.equal(await row.locator('button').count(), 0)
    assert.deepEqual(await children(closed.container), ['one', 'two'])
    await author.page.context().close()
  })

  await step('who may is offered to allow them, with one click, and what was allowed stays', async () => {
    await admin.edit(closed.path)
    await accessible(page, '[data-cmp-is]', 'palette without places')
    await picture(page, 'palette-empty')
    await page.click(`[data-cmp-policy="${site.policyPath('closed')}"]`)
    await page.locator('[data-cmp-type][aria-disabled=false]').first().waitFor()
    assert.deepEqual((await site.read(site.policyPath('closed'))).availableComponentTypes, ['General', 'SMO'])
    await admin.carry('share', admin.component(`${closed.container}/two`), { y: 0.1 })
    await admin.drop()
    await becomes(closed.container, ['one', 'share', 'two'])
  })

  await step('the page of templates removes and allows them again, twice as well as once', async () => {
    const policy = site.policyPath('open')
    await page.goto(`${base}/cms/smo/install.html`)
    await accessible(page, '[data-cmp-is]', 'install')
    const row = page.locator(`[data-cmp-policy="${policy}"]`)
    await row.locator('[data-cmp-action=forbid]').click()
    await page.getByText('allows social components no longer').waitFor()
    assert.deepEqual((await site.read(policy)).availableComponentTypes, ['General'])
    await row.locator('[data-cmp-action=allow]').click()
    await page.getByText('take social components now').waitFor()
    await row.locator('[data-cmp-action=allow]').evaluate((button) => button.click())
    await row.locator('[data-cmp-action=forbid]').waitFor()
    assert.deepEqual((await site.read(policy)).availableComponentTypes, ['General', 'SMO'])
    await picture(page, 'install')
  })

  await step('one switch puts the social card into the head of every page of a site, and inherits the rest', async () => {
    const before = await (await fetch(`${base}${path}.html`)).text()
    const card = page.locator(`[data-cmp-site="${site.path}"] [data-cmp-card]`)
    assert.equal(await card.isChecked(), false)
    await card.check()
    await page.getByText('Pages of Browser test get a social card.').waitFor()
    const settings = await site.read(`${site.conf}/sling:configs/smo/card`)
    assert.equal(settings.enabled, true)
    assert.equal(settings['sling:configPropertyInherit'], true)
    await page.reload()
    assert.equal(await card.isChecked(), true)
    await card.uncheck()
    await page.getByText('get no social card').waitFor()
    assert.equal((await site.read(`${site.conf}/sling:configs/smo/card`)).enabled, false)
    assert.ok(before.includes('og:title'), 'the sample template brings its own card')
  })

  await step('in German', async () => {
    const german = await Editor.open(browser, base, { locale: 'de-DE' })
    watch(german.page, base, errors, EXPECTED)
    await german.edit(path)
    await german.page.getByRole('heading', { name: 'Social-Komponenten' }).waitFor()
    await german.page.context().close()
  })

  assert.deepEqual(errors, [])
} catch (error) {
  await picture(page, 'failed')
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
