// The page of policies in a real browser: a second site gets its settings, they are tried on a page, saved, copied, exported and installed elsewhere.
// Usage: node policies.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { Site, until } from './site.mjs'
import { reach, step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const headers = { Authorization: `Basic ${btoa('admin:admin')}`, Accept: 'application/json' }
const visits = await new Visits(base, pictures, {
  patience: 60_000,
  // Settings that the engine would not understand, and such as another saved meanwhile.
  expected: [/^(400|409) POST \/bin\/smo\/policies$/],
}).start()
const { browser, errors } = visits
const open = (...how) => visits.open(...how)
const accessible = (page, name) => visits.accessible(page, name)

const json = async (path) => {
  const response = await fetch(base + path, { headers })
  return response.ok ? response.json() : null
}
const conf = (site) => `/conf/smo-browser/${site}`
const saved = (site, form = 'syndication') => json(`${conf(site)}/sling:configs/smo/${form}.json`)
const property = (page, name) => page.locator(`[data-property="${name}"]`)
const address = (site, form = '') => `${base}/cms/smo.html#policies?site=${encodeURIComponent(site)}${form ? `&form=${encodeURIComponent(form)}` : ''}`
const message = (page) => page.locator('.cmp-smo-console__message', { hasText: 'Saved.' })

try {
  const first = await new Site(base, `policies-a-${run}`, { connections: ['sandbox'], text: 'From the first: {title} {url}', quietHours: '1:00-2:00' }).make()
  const name = `policies-b-${run}`
  const second = new Site(base, name)
  await second.write(second.path, {
    'jcr:primaryType': 'sling:Site', 'jcr:title': 'The second site', 'jcr:language': 'en', 'sling:url': base + second.path,
  })
  for (const [page, title] of [['owls', 'Owls move into the north tower'], ['news', 'News'], ['news/bats', 'Bats, too']]) {
    await second.write(`${second.path}/${page}`, {
      'jcr:primaryType': 'sling:Page', 'jcr:content/jcr:primaryType': 'nt:unstructured',
      'jcr:content/sling:resourceType': 'smo/slingcms/components/samplepage', 'jcr:content/jcr:title': title,
    })
  }
  const owls = `${second.path}/owls`

  const admin = await open('en-GB')
  await step('a site without settings of its own shows what holds there, and gets some', async () => {
    await admin.click('[data-tab=policies]')
    await admin.selectOption('[data-part=chooser] select', second.path)
    await admin.getByText('“The second site” has no settings of its own.').waitFor()
    await until('the default', async () => (await property(admin, 'enabled').getAttribute('data-from')) === 'default')
    assert.equal(await admin.locator('[data-action=save]').count(), 0, 'nothing to press that would be refused')
    await accessible(admin, 'policies-none')
    await admin.click('[data-action=make]')
    await admin.locator(`[data-place="${second.path}"][data-own=true]`).waitFor()
    assert.equal((await json(`${second.path}.json`))['sling:configRef'], conf(name))
  })

  await step('unsaved settings are tried on a page, and nothing is saved by it', async () => {
    await property(admin, 'enabled').locator('input').check()
    await property(admin, 'connections').locator('[data-action=add-line]').click()
    await property(admin, 'connections').locator('select').selectOption('sandbox')
    await admin.click('[data-action=to-trial]')
    assert.equal(await admin.evaluate(() => document.activeElement.name), 'page')
    await admin.fill('[data-part=trial] [name=page]', 'north')
    await admin.locator(`[data-part=trial] datalist option[value="${owls}"]`).waitFor({ state: 'attached' })
    await admin.fill('[data-part=trial] [name=page]', owls)
    await admin.click('[data-action=try]')
    await admin.locator('[data-verdict=posted] [data-connection=sandbox][data-fate=goes-out] blockquote', { hasText: 'Owls move into the north tower' }).waitFor()
    await admin.locator('[data-connection=sandbox] time').waitFor()
    assert.equal(await saved(name), null)
  })

  await step('what the engine would not understand is said at its field, before it is saved', async () => {
    await property(admin, 'when').locator('select').selectOption('other')
    await property(admin, 'when').locator('input').fill('whenever')
    await admin.click('[data-action=save]')
    await property(admin, 'when').getByText('"whenever" says no time.').waitFor()
    await accessible(admin, 'policies-wrong')
    assert.equal(await saved(name), null)
    await property(admin, 'when').locator('select').selectOption('after')
    await property(admin, 'quietHours').locator('[data-action=add-line]').click()
    await property(admin, 'zone').locator('select').selectOption('Europe/Berlin')
    await admin.click('[data-action=save]')
    await message(admin).waitFor()
    const values = await saved(name)
    assert.equal(values.enabled, true)
    assert.deepEqual(values.connections, ['sandbox'])
    assert.equal(values.when, 'after 2 hours')
    assert.equal(values.quietHours, '22:00-7:00')
    assert.equal(values.zone, 'Europe/Berlin')
    assert.equal(values['sling:configPropertyInherit'], true)
    await accessible(admin, 'policies')
  })

  await step('a value that is not set here any more is the inherited one', async () => {
    await property(admin, 'quietHours').locator('[data-action=inherit]').click()
    await until('the default of quiet hours', async () => (await property(admin, 'quietHours').getAttribute('data-from')) === 'default')
    await admin.click('[data-action=save]')
    await message(admin).waitFor()
    await until('quiet hours gone', async () => !('quietHours' in await saved(name)))
  })

  await step('what somebody else saved meanwhile is shown, and not overwritten', async () => {
    const other = await open('en-GB')
    await other.goto(address(second.path, 'smo/syndication'))
    await property(other, 'burstLimit').locator('input').fill('3')
    await property(admin, 'burstLimit').locator('input').fill('4')
    await property(admin, 'settleSeconds').locator('input').fill('0')
    await other.click('[data-action=save]')
    await message(other).waitFor()
    await admin.click('[data-action=save]')
    await admin.locator('[data-part=theirs]', { hasText: 'Burst limit' }).getByText('3').waitFor()
    assert.equal((await saved(name)).burstLimit, 3)
    assert.equal(await property(admin, 'burstLimit').locator('input').inputValue(), '4')
    await admin.click('[data-action=save]')
    await message(admin).waitFor()
    assert.equal((await saved(name)).burstLimit, 4)
    await other.context().close()
  })

  await step('what another site says is copied into the forms, and saved when somebody looked at it', async () => {
    await admin.click('[data-action=copy]')
    await admin.selectOption('dialog select', first.path)
    await admin.locator('dialog [name="smo/syndication"]').waitFor()
    await accessible(admin, 'policies-copy')
    await admin.click('dialog [data-action=take]')
    await until('the text of the first site', async () => (await property(admin, 'text').locator('textarea').inputValue()) === 'From the first: {title} {url}')
    assert.notEqual((await saved(name)).text, 'From the first: {title} {url}')
    await admin.click('[data-action=save]')
    await message(admin).waitFor()
    assert.equal((await saved(name)).text, 'From the first: {title} {url}')
  })

  await step('settings are exported, and the package puts them back', async () => {
    const [text] = await Promise.all([admin.waitForEvent('download'), admin.click('[data-action=export-json]')])
    const tree = JSON.parse(await readFile(await text.path(), 'utf8'))
    assert.equal(tree['sling:configs'].smo.syndication.text, 'From the first: {title} {url}')
    const copy = `${name}-imported`
    await second.write('/conf/smo-browser', { ':operation': 'import', ':contentType': 'json', ':name': copy, ':content': JSON.stringify(tree) })
    assert.deepEqual((await saved(copy)).connections, ['sandbox'])
    const [zip] = await Promise.all([admin.waitForEvent('download'), admin.click('[data-action=export-package]')])
    await second.write(`${conf(name)}/sling:configs/smo/syndication`, { ':operation': 'delete' })
    assert.equal(await saved(name), null)
    const body = new FormData()
    body.append('file', new Blob([await readFile(await zip.path())], { type: 'application/zip' }), zip.suggestedFilename())
    body.append('force', 'true')
    const uploaded = await fetch(`${base}/bin/cpm/package.upload.json`, { method: 'POST', headers, body })
    assert.equal(uploaded.status, 200, await uploaded.text())
    // The CMS waits a minute for its own job, which stays unassigned for longer while a node has just joined; then people press again.
    await until('installation of the package', async () => {
      const installed = await fetch(`${base}/bin/cpm/package.install.json/smo-settings/smo-settings-smo-browser-${name}-1.zip`, { method: 'POST', headers })
      assert.ok([200, 500].includes(installed.status), `${installed.status} ${await installed.text()}`)
      return installed.status === 200
    })
    const values = await until('settings back', () => saved(name))
    assert.equal(values.text, 'From the first: {title} {url}')
    assert.equal(values.quietHours, '1:00-2:00')
    assert.deepEqual(values.connections, ['sandbox'])
    assert.equal(values.enabled, true)
  })

  await step('a part of the site gets settings of its own, and inherits the rest', async () => {
    await admin.fill('[name=part]', `${second.path}/news`)
    await admin.click('[data-action=open-part]')
    await admin.getByText('“News” has no settings of its own.').waitFor()
    await until('the text from above', async () => (await property(admin, 'text').getAttribute('data-from')) === 'above')
    await admin.click('[data-action=make]')
    await admin.locator(`[data-place="${second.path}/news"][data-own=true]`).waitFor()
    await property(admin, 'approval').locator('input').check()
    await admin.click('[data-action=save]')
    await message(admin).waitFor()
    await property(admin, 'text').getByText(`${conf(name)}/sling:configs/smo/syndication`).waitFor()
    await admin.fill('[data-part=trial] [name=page]', `${second.path}/news/bats`)
    await admin.click('[data-action=try]')
    await admin.locator('[data-connection=sandbox][data-fate=approval] blockquote', { hasText: 'From the first: Bats, too' }).waitFor()
    await accessible(admin, 'policies-part')
  })

  await step('every form opens, and each of them is accessible', async () => {
    for (const form of ['tracking', 'share', 'card', 'picture', 'feed', 'reactions', 'webmention']) {
      await admin.goto(address(second.path, `smo/${form}`))
      await admin.locator(`[data-open="smo/${form}"]`).waitFor()
      await accessible(admin, `policies-${form}`)
    }
  })

  for (const [locale, viewport, scheme, look] of [
    ['de-DE', { width: 1200, height: 900 }, 'dark', 'dark-de'], ['ar', { width: 900, height: 900 }, 'light', 'ar'], ['en-GB', { width: 320, height: 700 }, 'light', '320'],
  ]) {
    await step(`the page is usable: ${look}`, async () => {
      const page = await open(locale, viewport, scheme)
      await page.goto(address(second.path, 'smo/syndication'))
      await property(page, 'text').locator('textarea').waitFor()
      await page.fill('[data-part=trial] [name=page]', owls)
      await page.click('[data-action=try]')
      await page.locator('[data-verdict=posted]').waitFor()
      await accessible(page, `policies-${look}`)
      await page.context().close()
    })
  }

  await step('everything is done by keyboard alone', async () => {
    const page = await open('en-GB')
    await page.goto(address(second.path, 'smo/syndication'))
    await page.locator('[data-open="smo/syndication"]').waitFor()
    await reach(page, '[data-form="smo/card"]')
    await page.keyboard.press('Enter')
    await page.locator('[data-open="smo/card"]').waitFor()
    await reach(page, '[data-property=siteName] input')
    await page.keyboard.type('By keyboard')
    await reach(page, '[data-property=enabled] input', true)
    await page.keyboard.press('Space')
    await reach(page, '[data-action=save]')
    await page.keyboard.press('Enter')
    await message(page).waitFor()
    const values = await saved(name, 'card')
    assert.equal(values.siteName, 'By keyboard')
    assert.equal(values.enabled, true)
  })

  assert.deepEqual(errors, [])
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
