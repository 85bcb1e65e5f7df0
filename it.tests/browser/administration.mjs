// The page for administrators in a real browser: environment, queue, health, log of decisions, what to send along when one asks
// for help, and webhooks that a server here takes.
// Usage: node administration.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { inflateRawSync } from 'node:zlib'
import { Site, until } from './site.mjs'
import { step, Visits } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const SECRET = `a-signing-key-of-${run}`
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
const visits = await new Visits(base, pictures, { patience: 90_000 }).start()
const { browser, errors } = visits
const open = (...how) => visits.open(...how)
const accessible = (page, name) => visits.accessible(page, name)

/** The texts of a zip by their names, found in its directory. */
function unzipped(zip) {
  const files = {}
  let at = zip.readUInt32LE(zip.length - 6)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [length, name, extra, comment, start] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)]
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    files[zip.toString('utf8', at + 46, at + 46 + name)] = inflateRawSync(zip.subarray(data, data + length)).toString('utf8')
    at += 46 + name + extra + comment
  }
  return files
}

const json = async (path) => (await fetch(base + path, { headers })).json()

async function post(path, fields) {
  const { token } = await json('/bin/smo/token')
  const answer = await fetch(base + path, { method: 'POST', headers: { ...headers, Referer: `${base}/`, 'X-SMO-Token': token }, body: new URLSearchParams(fields) })
  const said = await answer.json()
  assert.equal(answer.status, 200, JSON.stringify(said))
  return said
}

const lane = `hook-${run}`
const heard = []
let status = 204
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (part) => { body += part })
  request.on('end', () => {
    heard.push({ headers: request.headers, body, json: JSON.parse(body) })
    response.writeHead(status).end()
  })
})
await new Promise((ready) => { receiver.listen(0, 'localhost', ready) })
const catching = `http://localhost:${receiver.address().port}/catch/path-${run}`

try {
  await post('/bin/smo/connections', { action: 'save', id: lane, network: 'webhook', label: `Hook ${run}`, endpoint: '', 'secrets.webhook': `https://example.invalid/${run}`, 'secrets.key': SECRET })
  const site = await new Site(base, `administration-${run}`, {
    connections: ['sandbox'], text: '{title} {url}', settleSeconds: '0', 'settleSeconds@TypeHint': 'Long', approval: 'true', 'approval@TypeHint': 'Boolean',
  }).make()
  const path = await site.publish('tower', '=Owls move into the north tower')
  const waiting = await until('post', async () => (await json(`/bin/smo/posts?page=${path}`)).posts.find((one) => one.state === 'AWAITING_APPROVAL'))
  await post('/bin/smo/posts', { id: waiting.id, action: 'approve', revision: waiting.revision })

  const admin = await open('en-GB')
  await step('an administrator finds the page behind its tab, and sees that this one posts', async () => {
    await admin.locator('[data-tab=administration]').focus()
    await admin.keyboard.press('Enter')
    const part = admin.locator('[data-part=environment]')
    await part.getByText('This one posts').waitFor()
    await part.getByText('Recognised by').waitFor()
    await part.getByText('(this one)').waitFor()
  })

  await step('each check has a sign, a word and what it found, and is run again by a key', async () => {
    const check = admin.locator('[data-check="SMO environment"]')
    await check.getByText('Well').waitFor()
    await check.getByText('This installation posts.').waitFor()
    assert.ok(await admin.locator('[data-check]').count() >= 4, 'all checks are there')
    const before = await admin.locator('[data-part=health] time').getAttribute('datetime')
    await admin.locator('[data-action=check]').focus()
    await admin.keyboard.press('Enter')
    await until('newer checks', async () => (await admin.locator('[data-part=health] time').getAttribute('datetime')) !== before)
  })

  await step('a lane is paused and let go again by keys', async () => {
    const row = admin.locator(`[data-lane="${lane}"]`)
    await row.locator('[data-action=pause]').focus()
    await admin.keyboard.press('Enter')
    await admin.locator(`[data-lane="${lane}"][data-state=stopped]`).waitFor()
    await row.getByText('Its posts wait until you let them go.').waitFor()
    await accessible(admin, 'administration')
    await row.locator('[data-action=resume]').focus()
    await admin.keyboard.press('Enter')
    await admin.locator(`[data-lane="${lane}"][data-state=open]`).waitFor()
  })

  await step('the log tells who decided, leads to the post, and is searched by address', async () => {
    await admin.fill('[data-part=decisions] [name=who]', 'admin')
    await admin.selectOption('[data-part=decisions] [name=what]', 'approve')
    await admin.press('[data-part=decisions] [name=who]', 'Enter')
    await admin.waitForURL(/#administration\?who=admin&what=approve/)
    const row = admin.locator('[data-decision=approve]', { hasText: 'Owls move into the north tower' }).first()
    await row.getByText('Approved', { exact: true }).waitFor()
    await admin.locator('[data-decision]:not([data-decision=approve])').first().waitFor({ state: 'detached' })
    await row.locator('a').click()
    await admin.waitForURL(new RegExp(`#posts:${waiting.id}`))
    await admin.goBack()
    await row.waitFor()
    await admin.goto(`${base}/cms/smo.html#administration?who=nobody-${run}`)
    await admin.getByText('No decision matches.').waitFor()
    await admin.click('[data-action=all]')
    await admin.locator('[data-decision]').first().waitFor()
  })

  await step('the support bundle has what helps, and no secret', async () => {
    await admin.getByText('Not in it').waitFor()
    const [file] = await Promise.all([admin.waitForEvent('download'), admin.click('[data-action=support]')])
    assert.match(file.suggestedFilename(), /^smo-support-\d{8}T\d{6}\.zip$/)
    const files = unzipped(await readFile(await file.path()))
    assert.deepEqual(Object.keys(files).sort(), ['checks.json', 'queue.json', 'report.json', 'settings.json', 'summary.txt', 'threads.txt'])
    assert.match(files['summary.txt'], /OK SMO environment/)
    assert.match(files['summary.txt'], /dev\.smo\.engine \d/)
    assert.ok(files['summary.txt'].includes(lane))
    const all = Object.values(files).join('\n')
    for (const hidden of [SECRET, 'example.invalid', 'Owls move']) {
      assert.ok(!all.includes(hidden), `${hidden} is in it`)
    }
  })

  let key = ''
  await step('a webhook is entered by keys, and its key is shown once', async () => {
    await admin.locator('[data-action=add-webhook]').focus()
    await admin.keyboard.press('Enter')
    await admin.fill('dialog [name=address]', catching)
    await admin.fill('dialog [name=site]', site.path)
    await accessible(admin, 'webhook-form')
    await admin.press('dialog [name=site]', 'Enter')
    key = await admin.locator('#smo-webhook-key').inputValue()
    assert.match(key, /^whsec_/)
    await accessible(admin, 'webhook-key')
    await admin.keyboard.press('Escape')
    await admin.locator('[data-webhook][data-standing=open]', { hasText: new URL(catching).host }).waitFor()
    const shown = JSON.stringify(await json('/bin/smo/administration/webhooks')) + await admin.content()
    assert.ok(!shown.includes(`path-${run}`) && !shown.includes(key), 'neither address nor key is told again')
  })

  await step('it hears of a post in order, signed, and without its words', async () => {
    const second = await site.publish('second', '=Bats move into the south tower')
    const one = await until('second post', async () => (await json(`/bin/smo/posts?page=${second}`)).posts.find(({ state }) => state === 'AWAITING_APPROVAL'))
    await post('/bin/smo/posts', { id: one.id, action: 'approve', revision: one.revision })
    await until('what is told', async () => heard.some(({ json: { type } }) => type === 'post.sent'))
    const told = heard.filter(({ json: { data } }) => data.post === one.id)
    assert.equal(told[0].json.data.before, null)
    for (const [i, { headers: sent, body, json: { data } }] of told.entries()) {
      if (i > 0) {
        assert.equal(data.before, told[i - 1].json.data.state)
      }
      assert.equal(sent['webhook-id'], data.id)
      const hash = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64')).update(`${data.id}.${sent['webhook-timestamp']}.${body}`).digest('base64')
      assert.equal(sent['webhook-signature'], `v1,${hash}`)
      assert.ok(!body.includes('Bats'), body)
    }
    assert.equal(new Set(told.map(({ json: { data } }) => data.id)).size, told.length)
  })

  await step('a receiver that is gone is told no more until a person says so, and then hears what it missed', async () => {
    status = 410
    const third = await site.publish('third', '=Mice move into the cellar')
    const row = admin.locator('[data-webhook]', { hasText: new URL(catching).host })
    await admin.locator('[data-webhook][data-standing=stopped]').waitFor()
    await row.getByText('HTTP 410').first().waitFor()
    await accessible(admin, 'webhook-stopped')
    status = 204
    heard.length = 0
    await row.locator('[data-action=resume]').focus()
    await admin.keyboard.press('Enter')
    await until('what was missed', async () => heard.some(({ json: { data } }) => data.page === third && data.before === null))
    await admin.locator('[data-webhook][data-standing=open]').waitFor()
    await row.locator('[data-action=remove]').click()
    await admin.locator('dialog [data-action=sure]').click()
    await row.waitFor({ state: 'detached' })
  })

  for (const [locale, viewport, scheme, name] of [
    ['de-DE', { width: 1200, height: 900 }, 'dark', 'dark-de'], ['ar', { width: 900, height: 900 }, 'light', 'ar'], ['en-GB', { width: 320, height: 700 }, 'light', '320'],
  ]) {
    await step(`the page is usable: ${name}`, async () => {
      const page = await open(locale, viewport, scheme)
      await page.goto(`${base}/cms/smo.html#administration`)
      await page.locator(`[data-lane="${lane}"]`).waitFor()
      await page.locator('[data-check="SMO posts"]').waitFor()
      await page.locator('[data-decision]').first().waitFor()
      await accessible(page, `administration-${name}`)
      await page.context().close()
    })
  }

  await step('who is no administrator is told nothing', async () => {
    for (const what of ['administration', 'administration/checks', 'administration/decisions', 'support?as=zip']) {
      const answer = await fetch(`${base}/bin/smo/${what}`, { redirect: 'manual' })
      assert.notEqual(answer.status, 200, what)
    }
  })

  await step('the web console of Felix prints the summary', async () => {
    const answer = await fetch(`${base}/system/console/status-smo.txt`, { headers })
    const text = await answer.text()
    assert.equal(answer.status, 200, text)
    assert.match(text, /OK SMO environment/)
    assert.ok(!text.includes(SECRET))
  })

  assert.deepEqual(errors, [])
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await post('/bin/smo/connections', { action: 'remove', id: lane }).catch(() => {})
  receiver.close()
  await browser.close()
}
