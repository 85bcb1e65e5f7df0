// Calendar and Today in a real browser: a post is planned, seen, moved by keyboard and by mouse, and read by a calendar without a login.
// Usage: node calendar.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { Site, until } from './site.mjs'
import { enter, watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const account = `cal-${run}`
const HOSTILE = `Cal <img src=x onerror="window.hacked=1"> ${run}`
const errors = []

// A month that is not over, and whose middle is ahead: the one after the next.
const now = new Date()
const MONTH = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1)).toISOString().slice(0, 8)
const day = (number) => `${MONTH}${String(number).padStart(2, '0')}`

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
const watched = (page) => {
  page.setDefaultTimeout(60_000)
  // What another moved meanwhile, a key that was revoked, and a mail without a mail service.
  watch(page, base, errors, [/^409 POST \/bin\/smo\/(calendar|posts|mail)$/])
  return page
}
let page = watched(await browser.newPage({ locale: 'en-GB', viewport: { width: 1400, height: 1000 } }))

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

async function logIn(fragment = '') {
  await enter(page, base, `/cms/smo.html${fragment}`)
}

/** Asks the server as the person in the browser. */
const ask = (resource, fields) => page.evaluate(async ([name, form]) => {
  const token = (await (await fetch('/bin/smo/token')).json()).token
  const options = form ? { method: 'POST', headers: { 'X-SMO-Token': token }, body: new URLSearchParams(form) } : {}
  const response = await fetch(`/bin/smo/${name}`, options)
  return { status: response.status, ...await response.json() }
}, [resource, fields])

const posts = async (path) => (await ask(`posts?page=${path}`)).posts
const planned = async (path) => until('post', async () => (await posts(path)).find((post) => post.state === 'SCHEDULED'))
const event = (id) => page.locator(`a[data-entry="${id}"]`)
const onDay = (date, id) => page.locator(`[data-date="${date}"] a[data-entry="${id}"]`)

async function accessible(name) {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
  const { violations } = await page.evaluate(() =>
    window.axe.run('[data-cmp-is]', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${name}.png` })
  }
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], name)
}

try {
  await step('who is not logged in gets no calendar, and nothing without a key', async () => {
    for (const resource of ['calendar', 'today', 'subscriptions', 'mail']) {
      assert.equal((await fetch(`${base}/bin/smo/${resource}`)).status, 401, resource)
    }
    assert.equal((await fetch(`${base}/bin/smo/calendar.ics`)).status, 404)
    assert.equal((await fetch(`${base}/bin/smo/unsubscribe`)).status, 404)
    assert.equal((await fetch(`${base}/bin/smo/calendar.ics?key=${'a'.repeat(43)}`)).status, 404)
  })

  await logIn()
  await step('the console begins with Today', async () => {
    await page.locator('[data-tab=today][aria-current=page]').waitFor()
    await page.locator('[data-page=today]').waitFor()
    await accessible('today')
  })

  const saved = await ask('connections', {
    action: 'save', id: account, network: 'sandbox', label: `Account ${account}`, 'settings.base': base, slots: 'daily 6:30', quietHours: '', dailyCap: '', monthlyBudget: '',
  })
  assert.equal(saved.status, 200, saved.error)
  const site = await new Site(base, run, {
    connections: [account], when: `${day(10)} 9:15`, zone: 'Europe/Berlin', settleSeconds: '0', 'settleSeconds@TypeHint': 'Long', burstLimit: '0', 'burstLimit@TypeHint': 'Long',
  }).make()
  const path = await site.publish('one', HOSTILE)
  const post = await planned(path)
  const place = (view, more = '') => `#calendar?view=${view}&date=${day(10)}&zone=Europe%2FBerlin&connection=${account}${more}`

  await step('a post that was planned stands at its time by the clock of the zone, escaped', async () => {
    await page.goto(`${base}/cms/smo.html${place('month')}`)
    await onDay(day(10), post.id).waitFor()
    assert.match(await event(post.id).textContent(), /9:15/)
    assert.match(await event(post.id).textContent(), /<img src=x/)
    assert.match(await page.locator('[data-part=zone]').textContent(), /Europe\/Berlin/)
    assert.equal(await page.evaluate(() => window.hacked), undefined)
    await accessible('month')
  })

  await step('free slots show, and the one that the post does not take', async () => {
    await page.locator(`[data-date="${day(11)}"] [data-event^="slot-"]`).first().waitFor()
  })

  await step('a page that is about to be published stands on its day, and opens with what would be posted', async () => {
    const ahead = `${site.path}/ahead`
    await site.write(ahead, {
      'jcr:primaryType': 'sling:Page',
      'jcr:content/jcr:primaryType': 'nt:unstructured',
      'jcr:content/jcr:title': `Ahead ${run}`,
      'jcr:content/publishDate': day(12),
      'jcr:content/sling:published': 'false',
      'jcr:content/sling:published@TypeHint': 'Boolean',
    })
    const days = async () => (await ask(`calendar?from=${day(1)}&to=${day(28)}&zone=Europe%2FBerlin`)).days
    await until('page in the index', async () => (await days()).some((one) => one.date === day(12) && one.pages.some((other) => other.path === ahead)))
    await page.goto(`${base}/cms/smo.html#calendar?view=month&date=${day(10)}&zone=Europe%2FBerlin&site=${encodeURIComponent(site.path)}`)
    const entry = page.locator(`[data-date="${day(12)}"] [data-page-ahead="${ahead}"]`)
    await entry.focus()
    await page.keyboard.press('Enter')
    await page.locator('dialog [data-part=going]', { hasText: `Account ${account}` }).waitFor()
    await accessible('ahead')
    await page.keyboard.press('Escape')
    await page.goto(`${base}/cms/smo.html#calendar?view=list&date=${day(10)}&zone=Europe%2FBerlin&site=${encodeURIComponent(site.path)}`)
    await page.locator(`[data-part=list] [data-page-ahead="${ahead}"]`).waitFor()
    await page.goto(`${base}/cms/smo.html${place('month')}`)
    await event(post.id).waitFor()
    // Who asks for an account means no pages.
    await page.locator(`[data-page-ahead="${ahead}"]`).waitFor({ state: 'detached' })
  })

  await step('the keyboard opens an entry, and Escape gives the focus back', async () => {
    await event(post.id).focus()
    await page.keyboard.press('Enter')
    await page.locator('dialog[open]').waitFor()
    assert.equal(await page.locator('dialog [data-action=open]').getAttribute('href'), `#posts:${post.id}`)
    await accessible('entry')
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.ok(await event(post.id).evaluate((element) => element === document.activeElement))
  })

  await step('a post is moved by the keyboard', async () => {
    await page.keyboard.press('Enter')
    await page.fill('dialog [name=date]', day(12))
    await page.fill('dialog [name=time]', '18:30')
    await page.press('dialog [name=time]', 'Enter')
    await onDay(day(12), post.id).waitFor()
    assert.equal((await planned(path)).when, `${day(12)} 18:30`)
  })

  await step('a post is moved by dragging it, and keeps its time of the day', async () => {
    await drag(post.id, day(16))
    await until('move', async () => (await planned(path)).when === `${day(16)} 18:30`)
    await onDay(day(16), post.id).waitFor()
  })

  await step('a change of somebody else is shown, and nothing is overwritten', async () => {
    const before = await planned(path)
    const other = await ask('posts', { action: 'move', id: post.id, revision: before.revision, when: `${day(20)} 8:00` })
    assert.equal(other.status, 200, other.error)
    await drag(post.id, day(18))
    await page.locator('.cmp-smo-console__alarm', { hasText: /changed/ }).waitFor()
    await onDay(day(20), post.id).waitFor()
    assert.equal((await planned(path)).when, `${day(20)} 08:00`)
  })

  await step('in the dialog, too: it says what is so now, and a second try counts', async () => {
    await event(post.id).click()
    const before = await planned(path)
    assert.equal((await ask('posts', { action: 'move', id: post.id, revision: before.revision, when: `${day(21)} 8:00` })).status, 200)
    await page.fill('dialog [name=date]', day(22))
    await page.click('dialog [data-action=move]')
    await page.locator('dialog [role=alert]', { hasText: String(21) }).waitFor()
    await page.fill('dialog [name=date]', day(22))
    await page.click('dialog [data-action=move]')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await onDay(day(22), post.id).waitFor()
  })

  await step('filters stand in the address, and the back button goes back', async () => {
    await page.selectOption('[name=state]', 'SENT')
    await page.waitForURL(/state=SENT/)
    await event(post.id).waitFor({ state: 'detached' })
    await page.goBack()
    await event(post.id).waitFor()
    await page.click('[data-action=next]')
    await event(post.id).waitFor({ state: 'detached' })
    await page.goBack()
    await event(post.id).waitFor()
  })

  await step('the week and the list show the same', async () => {
    await page.goto(`${base}/cms/smo.html${place('week').replace(day(10), day(22))}`)
    await event(post.id).waitFor()
    await accessible('week')
    await page.click('[data-view=list]')
    await page.locator(`[data-date="${day(22)}"] [data-entry="${post.id}"]`).waitFor()
    await accessible('list')
    await page.locator(`[data-entry="${post.id}"] button`).click()
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('Escape')
  })

  await step('of a day with many posts the rest is counted, and one click away', async () => {
    const noted = []
    for (let i = 0; i < 6; i += 1) {
      noted.push(await ask('notes', { page: path, connection: account, text: `Note ${i} of ${run}`, token: `note-${run}-${i}`, when: `${day(24)} 1${i}:00` }))
    }
    assert.deepEqual(noted.map((note) => note.status), Array(6).fill(200), noted[0].error)
    await page.goto(`${base}/cms/smo.html${place('month')}`)
    await page.locator(`[data-event="rest-${day(24)}"]`, { hasText: '2 more' }).click()
    await page.waitForURL(/view=day/)
    await until('six posts', async () => await page.locator(`[data-date="${day(24)}"] [data-entry]`).count() === 6)
  })

  await step('a calendar without a login reads the posts, until its address is revoked', async () => {
    await page.click('[data-action=subscribe]')
    await page.fill('dialog [name=name]', `Mine ${run}`)
    await accessible('subscribe')
    await page.click('dialog [data-action=make]')
    const address = await page.locator('dialog [data-part=address]').inputValue()
    const calendar = await fetch(address)
    assert.equal(calendar.status, 200)
    assert.match(calendar.headers.get('Content-Type'), /^text\/calendar/)
    const text = await calendar.text()
    assert.match(text, /^BEGIN:VCALENDAR\r\n/)
    assert.ok(text.replace(/\r\n /g, '').includes(`UID:${post.id}@smo.dev`), 'the post is in it')
    await page.locator('[data-subscription]', { hasText: `Mine ${run}` }).locator('[data-action=revoke]').click()
    assert.equal((await fetch(address)).status, 200, 'one click already took the address away')
    await page.locator('[data-subscription]', { hasText: `Mine ${run}` }).locator('[data-action=revoke]').click()
    await page.locator('[data-subscription]', { hasText: `Mine ${run}` }).waitFor({ state: 'detached' })
    assert.equal((await fetch(address)).status, 404)
    await page.keyboard.press('Escape')
  })

  await step('an address shows what its owner may see at the time, and goes with the owner', async () => {
    const reader = `reader-${run}`
    const user = (resource, fields) => fetch(base + resource, {
      method: 'POST', body: new URLSearchParams(fields), headers: { Authorization: `Basic ${btoa('admin:admin')}`, Referer: base },
    })
    const made = await user('/system/userManager/user.create.html', { ':name': reader, pwd: reader, pwdConfirm: reader })
    assert.ok(made.ok, `user: HTTP ${made.status}`)
    const theirs = { Authorization: `Basic ${btoa(`${reader}:${reader}`)}` }
    const token = (await (await fetch(`${base}/bin/smo/token`, { headers: theirs })).json()).token
    const answer = await (await fetch(`${base}/bin/smo/subscriptions`, {
      method: 'POST', body: new URLSearchParams({ action: 'make', name: 'Theirs' }), headers: { ...theirs, 'X-SMO-Token': token, Referer: base },
    })).json()
    const seen = async () => {
      const days = (await (await fetch(`${base}/bin/smo/calendar?day=${day(22)}&connection=${account}`, { headers: theirs })).json()).days
      return days.flatMap((one) => one.entries).some((entry) => entry.id === post.id)
    }
    const fed = async () => (await (await fetch(`${base}/bin/smo/calendar.ics?key=${answer.key}`)).text()).replace(/\r\n /g, '').includes(post.id)
    assert.ok((await user('/content.modifyAce.html', { principalId: reader, 'privilege@jcr:read': 'granted' })).ok)
    assert.deepEqual([await seen(), await fed()], [true, true], 'who may read the page sees its post, logged in or not')
    assert.ok((await user(`${site.path}.modifyAce.html`, { principalId: reader, 'privilege@jcr:read': 'denied' })).ok)
    assert.deepEqual([await seen(), await fed()], [false, false], 'who may not read it any more does not')
    for (const place of [site.path, '/content']) {
      assert.ok((await user(`${place}.deleteAce.html`, { ':applyTo': reader })).ok)
    }
    assert.ok((await user(`/system/userManager/user/${reader}.delete.html`, { go: '1' })).ok)
    assert.equal((await fetch(`${base}/bin/smo/calendar.ics?key=${answer.key}`)).status, 404)
  })

  await step('what waits for a person shows in the tab and on Today', async () => {
    await site.write(`/conf/smo-browser-${run}/sling:configs/smo/syndication`, { approval: 'true', 'approval@TypeHint': 'Boolean' })
    const second = await site.publish('two', `Waits ${run}`)
    await until('post to approve', async () => (await posts(second)).some((one) => one.state === 'AWAITING_APPROVAL'))
    await page.goto(`${base}/cms/smo.html#today`)
    await page.reload()
    await page.locator('[data-tab=today] .cmp-smo-console__waiting').waitFor()
    await page.locator('[data-part=waiting]', { hasText: `Waits ${run}` }).waitFor()
    assert.equal((await ask('connections', { action: 'pause', id: account })).status, 200)
    await page.reload()
    await page.locator('[data-trouble=stopped]', { hasText: account }).waitFor()
    await accessible('today-busy')
  })

  await step('the bell counts what waits and what is broken, and leads there by keyboard', async () => {
    await page.goto(`${base}/cms/smo.html#posts`)
    const bell = page.locator('[data-action=bell]')
    await bell.locator('[data-part=count]').waitFor()
    const count = Number(await bell.locator('[data-part=count]').textContent())
    assert.ok(count >= 2, `a post and a connection, and not ${count}`)
    await page.waitForFunction((number) => document.title.startsWith(`(${number}) `), count)
    await bell.focus()
    await page.keyboard.press('Enter')
    const panel = page.locator('dialog[open] [data-part=notifications]')
    await panel.locator('[data-part=waiting]').waitFor()
    await panel.locator('[data-trouble=stopped]', { hasText: account }).waitFor()
    await accessible('notifications')
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.ok(await bell.evaluate((element) => element === document.activeElement), 'the focus goes back')
    await page.keyboard.press('Enter')
    await panel.locator('a[href="#connections"]').first().click()
    await page.waitForURL(/#connections$/)
    await page.locator('dialog').waitFor({ state: 'detached' })
  })

  await step('a person subscribes to a daily mail, is told what is missing, and stops it', async () => {
    await page.click('[data-action=bell]')
    await page.click('dialog [data-action=mail]')
    await page.fill('dialog [name=address]', 'ada@site.example')
    await page.locator('dialog [data-part=unconfigured]').waitFor()
    await accessible('mail')
    await page.press('dialog [name=address]', 'Enter')
    // Nobody has confirmed the address, so no mail is promised to it.
    await page.locator('dialog [data-part=unproven]').waitFor()
    assert.equal(await page.locator('dialog [data-part=done]').textContent(), '')
    assert.equal((await ask('mail')).subscription.address, 'ada@site.example')
    await page.click('dialog [data-action=try]')
    await page.locator('dialog [role=alert]', { hasText: 'mail service' }).waitFor()
    await page.click('dialog [data-action=stop]')
    await page.locator('dialog [data-action=stop]').waitFor({ state: 'detached' })
    assert.equal((await ask('mail')).subscription, null)
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
  })

  for (const [name, options] of Object.entries({
    dark: { locale: 'en-GB', colorScheme: 'dark' },
    german: { locale: 'de-DE' },
    arabic: { locale: 'ar' },
    narrow: { locale: 'en-GB', viewport: { width: 320, height: 640 } },
  })) {
    await step(`accessible: ${name}`, async () => {
      await page.close()
      page = watched(await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...options }))
      await logIn('#today')
      await page.reload()
      await page.locator('[data-page=today]').waitFor()
      await accessible(`today-${name}`)
      for (const view of name === 'narrow' ? ['list', 'month'] : ['month', 'week', 'list']) {
        await page.goto(`${base}/cms/smo.html${place(view)}`)
        await page.locator(`[data-entry="${post.id}"], .fc-timegrid`).first().waitFor()
        await accessible(`${view}-${name}`)
        const wide = await page.evaluate(() => document.querySelector('[data-cmp-is]').scrollWidth - document.querySelector('[data-cmp-is]').clientWidth)
        assert.ok(wide <= 1, `${view} is ${wide} pixels too wide`)
      }
    })
  }

  assert.deepEqual(errors, [])
  assert.equal((await ask('connections', { action: 'remove', id: account })).status, 200)
} catch (error) {
  if (pictures) {
    await page.screenshot({ path: `${pictures}/failed.png`, fullPage: true })
  }
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}

/** Drags an entry of a month to another day, as a person does. */
async function drag(id, date) {
  await page.keyboard.press('Escape')
  const from = await event(id).boundingBox()
  const to = await page.locator(`td[data-date="${date}"]`).boundingBox()
  await page.mouse.move(from.x + 20, from.y + 5)
  await page.mouse.down()
  await page.mouse.move(from.x + 30, from.y + 15, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 })
  await page.mouse.up()
}
