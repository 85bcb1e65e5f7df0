// The inbox in a real browser: replies come in, editors decide, answer, hand over and block, strangers see what was approved, hostile words
// do no harm, and two people at one reply see each other.
// Usage: node inbox.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { Site, until } from './site.mjs'
import { enter, watch } from './visits.mjs'

const base = process.argv[2].replace(/\/$/, '')
const pictures = process.argv[3]
const run = Date.now().toString(36)
const HOSTILE = `<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> \u202Egnp.exe ${'🦉'.repeat(3000)}`
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
const errors = []

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
const editor = await open()
const stranger = await open()
const second = await open()
const colleague = `colleague-${run}`

async function open(options = {}) {
  const page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 1200, height: 900 }, ...options })).newPage()
  page.setDefaultTimeout(30_000)
  // Somebody is named who is not there, and two decide about one reply or about words that changed.
  watch(page, base, errors, [/^(400|409) POST \/bin\/smo\/reactions$/])
  // Who closes an answer that was not sent is asked, and means it here.
  page.on('dialog', (dialog) => dialog.accept())
  return page
}

const logIn = (page, name) => enter(page, base, '/cms/smo.html', name)

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

async function accessible(page, name, part) {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
  const { violations } = await page.evaluate(([where, rules]) => window.axe.run(where, { runOnly: rules }), [part, RULES])
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], name)
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${name}.png` })
  }
}

/** The columns of Sling CMS are wider than the window by themselves. */
async function fits(page) {
  assert.ok(await page.evaluate(() => { const all = document.querySelector('.cmp-smo-inbox'); return all.scrollWidth <= all.clientWidth }), 'scrolls sideways')
}

const json = async (path) => (await fetch(base + path, { headers })).json()
let path
const row = (text, page = editor) => page.locator('.cmp-smo-inbox__rows > li', { hasText: text })
const thread = (page = editor) => page.locator('.cmp-smo-inbox__thread')
const act = (action, page = editor) => thread(page).locator(`[data-action="${action}"]`)

async function openReply(text, page = editor) {
  await row(text, page).locator('[data-action=open]').click()
  await thread(page).locator('.cmp-smo-inbox__said', { hasText: text }).waitFor()
}

async function user(path, fields) {
  return fetch(base + path, { method: 'POST', body: new URLSearchParams(fields), headers: { ...headers, Accept: 'application/json' } })
}
const onPage = (text) => stranger.locator('.cmp-smo-reactions__comment').filter({ hasText: text })

try {
  const site = await new Site(base, `inbox-${run}`, {
    connections: ['sandbox'], settleSeconds: '0', 'settleSeconds@TypeHint': 'Long',
  }).make()
  path = await site.publish('owls', 'Owls move into the north tower', {
    reactions: { 'sling:resourceType': 'smo/slingcms/components/reactions' },
  })
  const post = await until('post', async () => (await json(`/bin/smo/posts?page=${path}`)).posts.find((p) => p.state === 'SENT'))
  const node = `/var/smo/sandbox/sandbox/${post.sent.slice(0, 7)}/${post.id}`
  await site.write(node, { likes: '12', 'likes@TypeHint': 'Long', reposts: '3', 'reposts@TypeHint': 'Long' })
  await site.write(`${node}/replies/1`, { author: 'Ann Ashdown', profile: 'https://social.example/@ann', text: 'We have heard them since March. Welcome!', created: '2026-11-24T08:00:00.000Z', 'created@TypeHint': 'Date' })
  await site.write(`${node}/replies/2`, { author: 'ليلى', profile: 'https://social.example/@layla', text: 'خبر جميل! هل يمكننا زيارة البرج (north tower)؟', created: '2026-11-24T09:00:00.000Z', 'created@TypeHint': 'Date' })
  await site.write(`${node}/replies/3`, { author: HOSTILE, profile: 'javascript:window.hacked=1', text: HOSTILE, created: '2026-11-24T10:00:00.000Z', 'created@TypeHint': 'Date' })

  await logIn(editor, 'admin')

  await step('an editor asks the networks, and replies come to the inbox', async () => {
    await editor.goto(`${base}/cms/smo.html#posts:${post.id}`)
    await editor.locator('[data-part=reactions]').click()
    await editor.click('[data-action=refresh]')
    await row('since March').waitFor()
    await row('gnp.exe').waitFor()
    await editor.goto(`${base}/cms/smo.html#reactions:${path}`)
    await editor.waitForURL(/#inbox\?/)
    await editor.click('[data-tab=inbox]')
    await row('since March').first().waitFor()
    assert.equal(await editor.evaluate(() => window.hacked), undefined)
    await accessible(editor, 'inbox-list', '[data-cmp-is]')
    await editor.goto(`${base}/cms/smo.html#inbox?page=${path}`)
    await openReply('gnp.exe')
    assert.equal(await thread().locator('a[href^="javascript"], script, img').count(), 0)
    assert.equal(await editor.evaluate(() => window.hacked), undefined)
    await fits(editor)
    await accessible(editor, 'inbox', '[data-cmp-is]')
  })

  await step('the search looks on the server, and a reply is liked as the account by keyboard and not any more', async () => {
    await editor.goto(`${base}/cms/smo.html#inbox?page=${path}&q=since%20MARCH`)
    await row('since March').waitFor()
    assert.equal(await editor.locator('.cmp-smo-inbox__rows > li').count(), 1)
    await openReply('since March')
    await act('like').focus()
    await editor.keyboard.press('Enter')
    await thread().locator('[data-part=liked]').waitFor()
    assert.equal((await json(`${node}/replies/1.json`)).liked, true)
    await accessible(editor, 'inbox-liked', '[data-cmp-is]')
    await act('unlike').click()
    await thread().locator('[data-part=liked]').waitFor({ state: 'detached' })
    assert.equal((await json(`${node}/replies/1.json`)).liked, false)
  })

  await step('strangers see counts, but no words that nobody approved', async () => {
    await stranger.goto(`${base}${path}.html`)
    await stranger.getByText('12 Likes').waitFor()
    assert.equal(await stranger.locator('.cmp-smo-reactions__comment').count(), 0)
  })

  await step('replies are approved by keyboard, which goes on to the next', async () => {
    await editor.goto(`${base}/cms/smo.html#inbox?page=${path}&state=waits`)
    await row('since March').locator('[data-action=open]').focus()
    await editor.keyboard.press('Enter')
    await act('approve').focus()
    for (let left = 3; left > 0; left--) {
      await until('focus on what shows a reply', () => editor.evaluate(() => document.activeElement.dataset.action === 'approve'))
      const now = await thread().getAttribute('data-key')
      await editor.keyboard.press('Enter')
      await editor.locator(`.cmp-smo-inbox__rows [data-key="${now}"]`).waitFor({ state: 'detached' })
      if (left > 1) {
        await editor.locator(`.cmp-smo-inbox__thread:not([data-key="${now}"]) [data-action=approve]`).waitFor()
      }
    }
    assert.notEqual(await editor.evaluate(() => document.activeElement.tagName), 'BODY')
  })

  await step('strangers see approved words as plain text, and nothing runs or leaves its box', async () => {
    await until('replies', async () => {
      await stranger.goto(`${base}${path}.html`)
      return (await stranger.locator('.cmp-smo-reactions__comment').count()) === 3
    })
    const hostile = onPage('gnp.exe')
    assert.match(await hostile.locator('.cmp-smo-reactions__text').textContent(), /^<script>window.hacked=1<\/script>/)
    assert.equal(await hostile.locator('a[href^="javascript"], script, img').count(), 0)
    assert.equal(await stranger.evaluate(() => window.hacked), undefined)
    assert.ok(await stranger.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways')
    assert.equal(await onPage('since March').locator('a').first().getAttribute('rel'), 'nofollow ugc noopener')
    assert.equal(await stranger.evaluate(() => getComputedStyle([...document.querySelectorAll('.cmp-smo-reactions__text')]
      .find((text) => text.textContent.includes('خبر'))).direction), 'rtl')
    await accessible(stranger, 'reactions-hostile', '.cmp-smo-reactions')
    assert.ok(!(await (await fetch(`${base}/var/smo.json`)).ok), 'strangers read /var/smo')
  })

  await step('what is hidden again is gone for strangers', async () => {
    await editor.goto(`${base}/cms/smo.html#inbox?page=${path}&state=all`)
    await openReply('gnp.exe')
    await act('hide').click()
    await act('show').waitFor()
    await thread().getByText('Also hidden on Sandbox').waitFor()
    assert.equal((await json(`${node}/replies/3.json`)).hidden, true)
    await until('page without it', async () => {
      await stranger.goto(`${base}${path}.html`)
      return (await onPage('gnp.exe').count()) === 0
    })
    assert.equal(await stranger.locator('.cmp-smo-reactions__comment').count(), 2)
    await stranger.locator('.cmp-smo-reactions').scrollIntoViewIfNeeded()
    if (pictures) {
      await stranger.locator('.cmp-smo-reactions').screenshot({ path: `${pictures}/reactions.png` })
    }
  })

  await step('a reply is answered by keyboard, once, and the answer stands below it on the network', async () => {
    await openReply('since March')
    await act('answer').focus()
    await editor.keyboard.press('Enter')
    const form = thread().locator('form[data-part=answer]')
    await form.getByText('0 / 500').waitFor()
    await editor.keyboard.type('Thank you, Ann!')
    await form.getByText('15 / 500').waitFor()
    await accessible(editor, 'inbox-answer', '[data-cmp-is]')
    await editor.keyboard.press('Tab')
    await editor.keyboard.press('Enter')
    await thread().locator('[data-answer=SENT]').waitFor()
    assert.equal(await thread().locator('[data-answer]').count(), 1)
    await thread().locator('[data-part=history] summary').click()
    await thread().locator('[data-step=answer]').getByText('admin').waitFor()
    const timeline = await open()
    await logIn(timeline, 'admin')
    await timeline.goto(`${base}/cms/smo/timeline.html`)
    await timeline.locator(`[id="${post.id}/1"]`).getByText('Thank you, Ann!').waitFor()
    await accessible(timeline, 'timeline', '[data-cmp-is]')
    await timeline.context().close()
  })

  await step('an answer is saved, and given again with the name of whom one answers', async () => {
    await openReply('north tower)')
    await act('answer').click()
    await act('saved').click()
    const dialog = editor.locator('dialog[open]')
    await dialog.locator('[name=title]').fill(`Thanks ${run}`)
    await dialog.locator('textarea').fill('Thank you, {name}!')
    await dialog.locator('[data-action=save-answer]').click()
    await dialog.locator(`[data-answer="Thanks ${run}"] [data-action=pick]`).waitFor()
    await accessible(editor, 'inbox-saved', '[data-cmp-is]')
    await dialog.locator(`[data-answer="Thanks ${run}"] [data-action=pick]`).click()
    await until('words', async () => (await thread().locator('textarea').inputValue()).includes('Thank you, ليلى!'))
    await act('saved').click()
    await dialog.locator(`[data-answer="Thanks ${run}"] [data-action=remove-answer]`).click()
    await dialog.locator(`[data-answer="Thanks ${run}"]`).waitFor({ state: 'detached' })
    await editor.keyboard.press('Escape')
    await act('close-answer').click()
  })

  await step('two people at one reply see each other, and the second answer asks first', async () => {
    assert.ok((await user('/system/userManager/user.create.html', { ':name': colleague, pwd: colleague, pwdConfirm: colleague })).ok)
    assert.ok((await user('/system/userManager/group/administrators.update.html', { ':member': `/system/userManager/user/${colleague}` })).ok)
    await logIn(second, colleague)
    await second.goto(`${base}/cms/smo.html#inbox?page=${path}&state=all`)
    await openReply('north tower)', second)
    await second.locator('[data-part=others]').getByText('admin').waitFor()
    await act('answer', second).click()
    await editor.locator('[data-part=others]').getByText(`${colleague} is answering.`).waitFor()
    await act('answer').click()
    await thread().locator('textarea').fill('Yes, on Sundays.')
    await thread(second).locator('textarea').fill('Yes, every Sunday.')
    await act('send', second).click()
    await thread(second).locator('[data-answer=SENT]').waitFor()
    await act('send').getByText('Send mine, too').waitFor()
    assert.equal(await thread().locator('textarea').inputValue(), 'Yes, on Sundays.', 'what was typed stays')
    await accessible(editor, 'inbox-two', '[data-cmp-is]')
    await act('close-answer').click()
  })

  await step('a reply is handed over and comes to the other without a reload', async () => {
    await second.goto(`${base}/cms/smo.html#inbox?state=mine`)
    await second.getByText('There is nothing here.').waitFor()
    await act('give').click()
    await thread().locator('[name=to]').fill('nobody-at-all')
    await act('assign').click()
    await thread().getByText('There is nobody of this name').waitFor()
    await thread().locator('[name=to]').fill(colleague)
    await act('assign').click()
    await row('north tower)', second).waitFor()
    await openReply('north tower)', second)
    await act('done', second).click()
    await row('north tower)', second).waitFor({ state: 'detached' })
    await openReply('north tower)')
    await thread().locator('[data-part=history] summary').click()
    await thread().locator('[data-step=done]').getByText(colleague).waitFor()
  })

  await step('what comes in is announced and moves nothing', async () => {
    const before = await editor.locator('.cmp-smo-inbox__rows > li').allTextContents()
    await site.write(`${node}/replies/4`, { author: 'Bob', profile: 'https://social.example/@bob', text: 'Buy cheap watches', created: '2026-11-24T11:00:00.000Z', 'created@TypeHint': 'Date' })
    await editor.click('[data-action=refresh]')
    await editor.locator('[data-action=fresh]').waitFor()
    assert.equal(await editor.locator('.cmp-smo-inbox__rows > li').count(), before.length)
    await editor.click('[data-action=fresh]')
    await openReply('cheap watches')
  })

  await step('a sender is blocked, waits no more, and is let in again', async () => {
    await act('block').click()
    await accessible(editor, 'inbox-block', '[data-cmp-is]')
    await act('block-now').click()
    await editor.locator('.cmp-smo-inbox__rows > li[data-state=blocked]', { hasText: 'cheap watches' }).waitFor()
    await editor.click('[data-action=blocked]')
    const dialog = editor.locator('dialog[open]')
    const bob = dialog.locator('[data-sender="https://social.example/@bob"]')
    await bob.waitFor()
    await accessible(editor, 'inbox-blocked', '[data-cmp-is]')
    await bob.locator('[data-action=unblock]').click()
    await bob.waitFor({ state: 'detached' })
    await editor.keyboard.press('Escape')
    await editor.locator('.cmp-smo-inbox__rows > li[data-state=new]', { hasText: 'cheap watches' }).waitFor()
  })

  await step('words that change while somebody reads them count as read only once that was said', async () => {
    await openReply('cheap watches')
    await site.write(`${node}/replies/4`, { text: 'Buy cheaper watches' })
    await editor.click('[data-action=refresh]')
    await thread().locator('[data-part=changed]').waitFor()
    await act('approve').click()
    await thread().getByText('Look again').waitFor()
    await accessible(editor, 'inbox-changed', '[data-cmp-is]')
    await act('reread').click()
    await thread().locator('[data-part=changed]').waitFor({ state: 'detached' })
    await act('approve').click()
    await act('approve').waitFor({ state: 'detached' })
  })

  await step('what people answer to a note comes to the inbox, is answered, and shows on no page', async () => {
    const note = await site.ask('notes', { page: path, connection: 'sandbox', text: 'The tower is closed today.', token: `note-${run}-1` })
    const sent = await until('note', async () => (await json(`/bin/smo/posts?id=${note.id}`)).posts.find((one) => one.state === 'SENT'))
    await site.write(`/var/smo/sandbox/sandbox/${sent.sent.slice(0, 7)}/${note.id}/replies/1`, { author: 'Cyd', profile: 'https://social.example/@cyd', text: 'Why is it closed?', created: '2026-11-25T08:00:00.000Z', 'created@TypeHint': 'Date' })
    await site.ask('reactions', { action: 'refresh', page: path })
    await editor.goto(`${base}/cms/smo.html#inbox?q=closed`)
    await openReply('Why is it closed?')
    await thread().locator('[data-part=note]').waitFor()
    assert.equal(await act('approve').count(), 0)
    await accessible(editor, 'inbox-note', '[data-cmp-is]')
    await act('answer').click()
    const form = thread().locator('form[data-part=answer]')
    await form.getByText('0 / 500').waitFor()
    await form.locator('textarea').fill('A storm is coming.')
    await form.locator('[data-action=send]').click()
    await row('Why is it closed?').waitFor({ state: 'detached' })
    await stranger.goto(base + path + '.html')
    await stranger.locator('.cmp-smo-reactions').first().waitFor()
    assert.equal(await onPage('Why is it closed?').count(), 0)
  })

  await step('what somebody deletes is listed with who did it, and nothing of what it said', async () => {
    const { identity } = (await json(`/bin/smo/reactions?page=${path}`)).reactions[0]
    const key = 'https://blog.example/owls'
    const id = createHash('sha256').update(`${identity}\nwebmention\n${key}`).digest('hex')
    await site.write(`/var/smo/reactions/${identity.slice(0, 2)}/${identity}/${id}`, {
      path, key, source: 'webmention', kind: 'MENTION', author: 'A blogger', authorUrl: '', url: key, text: 'Owls are overrated', moderation: 'APPROVED',
      at: '2026-11-24T12:00:00.000Z', 'at@TypeHint': 'Date', seen: '2026-11-24T12:00:00.000Z', 'seen@TypeHint': 'Date',
    })
    await editor.goto(`${base}/cms/smo.html#inbox?page=${path}&state=all`)
    await openReply('Owls are overrated')
    await act('delete').click()
    await act('delete-now').click()
    await row('Owls are overrated').waitFor({ state: 'detached' })
    await editor.locator('.cmp-smo-inbox__states [data-state=deleted]').click()
    const gone = editor.locator(`.cmp-smo-inbox__rows [data-key="${id}"]`)
    assert.match(await gone.locator('[data-part=by]').textContent(), /^Deleted by admin/)
    assert.equal(await editor.getByText('Owls are overrated').count(), 0)
    await fits(editor)
    await accessible(editor, 'inbox-deleted', '[data-cmp-is]')
  })

  await step('it can be used small, dark, in German and from right to left', async () => {
    for (const [name, options] of [['small', { viewport: { width: 320, height: 700 } }], ['dark', { colorScheme: 'dark' }], ['de', { locale: 'de-DE' }], ['ar', { locale: 'ar' }]]) {
      const page = await open(options)
      await logIn(page, 'admin')
      await page.goto(`${base}/cms/smo.html#inbox?page=${path}&state=all`)
      await row('since March', page).waitFor()
      await fits(page)
      await accessible(page, `inbox-${name}-list`, '[data-cmp-is]')
      await openReply('since March', page)
      await fits(page)
      await accessible(page, `inbox-${name}`, '[data-cmp-is]')
      await page.context().close()
    }
  })

  assert.deepEqual(errors, [])
} catch (error) {
  if (pictures) {
    await editor.screenshot({ path: `${pictures}/failed-editor.png`, fullPage: true })
    await stranger.screenshot({ path: `${pictures}/failed-stranger.png`, fullPage: true })
    await second.screenshot({ path: `${pictures}/failed-second.png`, fullPage: true })
  }
  console.error(error)
  process.exitCode = 1
} finally {
  await user(`/system/userManager/user/${colleague}.delete.html`, { go: '1' })
  await browser.close()
}
