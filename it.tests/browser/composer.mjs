// The composer in a real browser: pictures chosen, cut, described and put in order, "never here", counts of notes, and words that were used before.
// Usage: node composer.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { Site, until } from './site.mjs'
import { step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const run = Date.now().toString(36)
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
const visits = await new Visits(base, process.argv[3], { patience: 90_000 }).start()
const { errors } = visits
const accessible = (page, name) => visits.accessible(page, name)
const json = async (path) => (await fetch(base + path, { headers })).json()

/** What the sandbox has of the post of a page, once it is out; `which` tells it from others. */
async function sent(path, which = () => true) {
  const post = await until(`post of ${path}`, async () => (await json(`/bin/smo/posts?page=${path}`)).posts.find((one) => one.state === 'SENT' && which(one)))
  return json(`/var/smo/sandbox/sandbox/${post.sent.slice(0, 7)}/${post.id}.json`)
}

/** A picture that is twice as wide as high, drawn by the browser, as a file beside the pages of the site. */
async function upload(page, site, name) {
  const drawn = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 200 })
    const ink = canvas.getContext('2d')
    ink.fillStyle = '#1d4f91'
    ink.fillRect(0, 0, 400, 200)
    ink.fillStyle = '#f4cf7c'
    ink.fillRect(0, 0, 200, 200)
    return canvas.toDataURL('image/jpeg').split(',')[1]
  })
  const body = new FormData()
  body.append(`./${name}`, new Blob([Buffer.from(drawn, 'base64')], { type: 'image/jpeg' }), name)
  const answer = await fetch(`${base}${site.path}`, { method: 'POST', body, headers: { ...headers, Accept: 'application/json' } })
  assert.ok(answer.ok, `${name}: HTTP ${answer.status}`)
}

/** The list of pictures of an account in the composer, unfolded. */
async function pictures(page, connection) {
  const target = page.locator(`dialog [data-connection="${connection}"]`)
  await target.locator('[data-part=pictures-of] > summary').click()
  return target.locator('[data-part=pictures]')
}

/** Chooses one of a folder without a mouse, and says what it shows: the field for that has the focus then. */
async function choose(page, list, name, text) {
  await list.locator('[data-action=add]').press('Enter')
  await list.locator(`[data-path$="/${name}"]`).press('Enter')
  await page.keyboard.type(text)
}

const go = (page) => page.click('dialog [data-action=go]')

try {
  const site = await new Site(base, `composer-${run}`, {
    connections: ['sandbox'], text: '{title} {url}', enabled: 'false', settleSeconds: '0', 'settleSeconds@TypeHint': 'Long',
  }).make()
  const page = await visits.open('en-GB')
  const asked = []
  let leaves = true
  page.on('dialog', (dialog) => { asked.push(dialog.message()); (leaves ? dialog.accept() : dialog.dismiss()).catch(() => {}) })
  for (const name of ['hall.jpg', 'door.jpg']) {
    await upload(page, site, name)
  }
  const path = await site.publish('owls', `Owls ${run}`)
  const compose = async (of) => {
    await page.goto(`${base}/cms/smo.html#posts`)
    await page.goto(`${base}/cms/smo.html#posts?compose=page&page=${of}`)
    await page.locator('dialog [data-connection="sandbox"] [data-part=count]').waitFor()
  }

  await step('pictures are chosen, described, cut and put in order without a mouse, and drawn beside the words', async () => {
    await compose(path)
    const list = await pictures(page, 'sandbox')
    await choose(page, list, 'hall.jpg', 'The hall')
    await choose(page, list, 'door.jpg', 'The door')
    await list.locator('li').nth(0).locator('[data-action=crop]').press('Enter')
    await list.locator('[data-part=crop] img').evaluate((image) => image.decode())
    await list.getByLabel('Shape').selectOption('1:1')
    const left = list.getByLabel('From the left', { exact: true })
    await left.press('End')
    assert.equal(await left.inputValue(), '50')
    assert.ok((await list.locator('[data-part=frame]').getAttribute('style')).includes('left: 50%'), 'the frame is where the slider says')
    await accessible(page, 'composer-crop')
    await list.locator('li').nth(1).locator('[data-action=up]').press('Enter')
    assert.equal(await list.locator('li').nth(0).getByRole('textbox').inputValue(), 'The door')
    assert.ok(await list.locator('li').nth(0).evaluate((row) => row.contains(document.activeElement)), 'the focus stays with the picture')
    const strip = page.locator('dialog [data-part=shown] img')
    assert.deepEqual(await strip.evaluateAll((all) => all.map((one) => one.alt)), ['The door', 'The hall'])
    await accessible(page, 'composer-pictures')
  })

  await step('a frame, its corner and the point that stays are dragged, too', async () => {
    const list = page.locator('dialog [data-connection="sandbox"] [data-part=pictures]')
    await list.locator('li').nth(1).locator('[data-action=crop]').click()
    await list.locator('[data-part=crop] img').evaluate((image) => image.decode())
    const drag = async (part, x, y) => {
      const at = await list.locator(`[data-part=${part}]`).evaluate((one) => {
        one.scrollIntoView({ block: 'center' })
        const box = one.getBoundingClientRect()
        return { x: box.x + box.width / 2, y: box.y + box.height / 4 }
      })
      await page.mouse.move(at.x, at.y)
      await page.mouse.down()
      await page.mouse.move(at.x + x, at.y + y, { steps: 4 })
      await page.mouse.up()
    }
    const value = async (label) => Number(await list.getByLabel(label, { exact: true }).inputValue())
    await drag('frame', -400, 0)
    assert.equal(await value('From the left'), 0)
    await drag('focus', -400, 0)
    assert.equal(await value('Point that stays in sight, from the left'), 0)
    await drag('corner', -20, -20)
    const [width, height] = [await value('Width'), await value('Height')]
    assert.ok(width < 50 && height < 100, `${width} x ${height}`)
    await list.getByLabel('Shape').selectOption('1:1')
  })

  await step('they go out in this order, each with its text, and of one what is shown of it', async () => {
    await page.check('dialog [data-connection="sandbox"] legend input')
    await go(page)
    await page.locator('dialog [data-part=results] [data-connection="sandbox"]').waitFor()
    const out = await sent(path)
    assert.deepEqual([out.imageAlt, out.image2Alt], ['The door', 'The hall'])
    assert.deepEqual([out.imageWidth, out.imageHeight], [400, 200])
    assert.equal(out.image2Width, out.image2Height)
  })

  await step('pictures are kept with a page that is not public yet, and are there again', async () => {
    const draft = `${site.path}/draft`
    await site.write(draft, {
      'jcr:primaryType': 'sling:Page', 'jcr:content/jcr:primaryType': 'nt:unstructured', 'jcr:content/jcr:title': `Draft ${run}`,
      'jcr:content/sling:resourceType': 'smo/slingcms/components/samplepage',
    })
    await compose(draft)
    await choose(page, await pictures(page, 'sandbox'), 'hall.jpg', 'A hall')
    await page.click('dialog [data-action=save]')
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.deepEqual((await site.read(`${draft}/jcr:content/smo/pictures`)).sandbox, `${site.path}/hall.jpg`)
    assert.deepEqual((await site.read(`${draft}/jcr:content/smo/pictureAlts`)).sandbox, 'A hall')
    await compose(draft)
    assert.equal(await page.locator('dialog [data-part=shown] img').getAttribute('alt'), 'A hall')
  })

  await step('a page is never posted to an account by one click, and again by another', async () => {
    const other = await site.publish('kept', `Kept ${run}`)
    await compose(other)
    const target = page.locator('dialog [data-connection="sandbox"]')
    await target.locator('[data-action=exclude]').click()
    await target.getByText('This page is never posted here.').waitFor()
    await page.locator('dialog [data-connection="sandbox"][data-fate=not-here]').waitFor()
    assert.equal((await site.read(`${other}/jcr:content/smo/without`)).sandbox, 'true')
    await accessible(page, 'composer-never')
    await target.locator('[data-action=include]').click()
    await target.locator('[data-action=exclude]').waitFor()
    assert.equal((await site.read(`${other}/jcr:content/smo/without`)).sandbox, undefined)
  })

  await step('a note is counted as its network counts, has pictures, and offers words that were used before', async () => {
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
    await page.locator('.cmp-smo-posts__row').first().waitFor()
    await page.goto(`${base}/cms/smo.html#posts?q=${run}&compose=note&page=${path}&connection=sandbox`)
    const words = page.locator('dialog [name=text]')
    await words.fill('x'.repeat(600))
    const target = page.locator('dialog [data-connection="sandbox"]')
    await target.locator('[data-part=count]', { hasText: '600' }).waitFor()
    await target.locator('[data-part=problem]').waitFor()
    await words.fill(`A note ${run} #owl${run}`)
    await target.locator('[data-part=problem]').waitFor({ state: 'detached' })
    await page.locator('dialog [data-part=pictures-of] > summary').first().click()
    await choose(page, page.locator('dialog [data-part=pictures]').first(), 'hall.jpg', 'A hall, noted')
    await accessible(page, 'composer-note')
    await go(page)
    const out = await sent(path, (post) => post.text.startsWith('A note'))
    assert.equal(out.imageAlt, 'A hall, noted')
    await page.goto(`${base}/cms/smo.html#posts`)
    await page.goto(`${base}/cms/smo.html#posts?q=${run}`)
    await page.locator('.cmp-smo-posts__row', { hasText: `A note ${run}` }).waitFor()
    await page.goto(`${base}/cms/smo.html#posts?q=${run}&compose=note&page=${path}&connection=sandbox`)
    await words.pressSequentially('Look: #ow')
    await page.locator('dialog [data-part=offers] button', { hasText: `#owl${run}` }).press('Enter')
    assert.equal(await words.inputValue(), `Look: #owl${run} `)
    assert.ok(await words.evaluate((field) => document.activeElement === field), 'the focus is in the words again')
  })

  await step('a note is kept as a draft, which a person finishes and sends', async () => {
    await page.goto(`${base}/cms/smo.html#posts`)
    await page.goto(`${base}/cms/smo.html#posts?compose=note&page=${path}&connection=sandbox`)
    await page.fill('dialog [name=text]', `A draft ${run}`)
    await page.click('dialog [data-action=draft]')
    await page.locator('dialog [data-part=results] [data-connection="sandbox"][data-state=HELD]').waitFor()
    const draft = (await json(`/bin/smo/posts?page=${path}`)).posts.find((post) => post.text === `A draft ${run}`)
    assert.ok(['edit', 'retry', 'cancel'].every((action) => draft.actions.includes(action)), draft.actions.join())
    await page.goto(`${base}/cms/smo.html#posts:${draft.id}`)
    await page.locator('[data-action=retry]').first().click()
    await sent(path, (post) => post.text === `A draft ${run}`)
  })

  await step('a note says by whose clock it goes, and no key throws its words away', async () => {
    await page.goto(`${base}/cms/smo.html#posts`)
    await page.goto(`${base}/cms/smo.html#posts?compose=note&page=${path}`)
    await page.selectOption('dialog [name=kind]', 'at')
    const { preview } = await json(`/bin/smo/preview?page=${path}`)
    await page.locator('dialog label', { hasText: `Time (${preview.page.zone})` }).waitFor()
    await page.fill('dialog [name=text]', `Half an hour of words ${run}`)
    leaves = false
    asked.length = 0
    for (let i = 0; i < 2; i += 1) {
      await page.press('dialog [name=text]', 'Escape')
      await page.locator('dialog[open]').waitFor()
      assert.equal(await page.inputValue('dialog [name=text]'), `Half an hour of words ${run}`)
    }
    await page.goBack()
    await page.locator('dialog[open]').waitFor()
    assert.deepEqual([...new Set(asked)], ['Leave what you wrote?'])
    leaves = true
    await page.press('dialog [name=text]', 'Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
  })

  await step('any page is found by its title, and its composer opens', async () => {
    await page.goto(`${base}/cms/smo.html#posts`)
    await page.click('[data-action=compose]')
    await page.fill('dialog [name=page]', `Owls ${run}`)
    await page.click(`dialog [data-page="${path}"]`)
    await page.locator('dialog [data-connection="sandbox"]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
  })

  await step('it fits a telephone, and reads from right to left', async () => {
    const arabic = await visits.open('ar', { width: 320, height: 900 })
    await arabic.goto(`${base}/cms/smo.html#posts?compose=page&page=${site.path}/draft`)
    await arabic.locator('dialog [data-connection="sandbox"] [data-part=count]').waitFor()
    const list = await pictures(arabic, 'sandbox')
    await list.locator('[data-action=crop]').click()
    await list.locator('[data-action=add]').click()
    await list.locator('[data-path]').first().waitFor()
    await accessible(arabic, 'composer-arabic')
    const wide = await arabic.locator('dialog').evaluate((dialog) => [...dialog.querySelectorAll('.cmp-smo-posts__pictures *')]
      .filter((one) => { const box = one.getBoundingClientRect(); return !one.closest('.cmp-smo-posts__stage, .cmp-smo-posts__shown') && (box.right > innerWidth + 1 || box.left < -1) }).map((one) => one.outerHTML.slice(0, 150)))
    assert.deepEqual(wide, [])
    await arabic.context().close()
  })

  assert.deepEqual(errors, [])
  console.log('ok  the composer keeps to its server and throws nothing')
} finally {
  await visits.browser.close()
}
