// Reactions in a real browser: replies come to the console, an editor approves by keyboard, strangers see them, hostile ones do no harm.
// Usage: node reactions.mjs URL-OF-SLING-CMS [screenshot folder]; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { Site, until } from './site.mjs'

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

async function open() {
  const page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 900, height: 900 } })).newPage()
  page.setDefaultTimeout(30_000)
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) {
      errors.push(`leaves the server: ${request.url()}`)
    }
  })
  return page
}

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

const json = async (path) => (await fetch(base + path, { headers })).json()
let path
const inConsole = (text) => editor.locator('.cmp-smo-console__post')
  .filter({ hasText: text, has: editor.locator(`[href*="${path}"]`), visible: true })
const onPage = (text) => stranger.locator('.cmp-smo-reactions__comment').filter({ hasText: text })

try {
  const site = await new Site(base, `reactions-${run}`, {
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

  await editor.goto(`${base}/system/sling/form/login?resource=/cms/smo.html`)
  await editor.fill('[name=j_username]', 'admin')
  await editor.fill('[name=j_password]', 'admin')
  await editor.press('[name=j_password]', 'Enter')
  await editor.waitForURL((url) => url.pathname.startsWith('/cms/smo'))

  await step('an editor asks the networks, and replies come to the console', async () => {
    await editor.goto(`${base}/cms/smo.html#posts:${post.id}`)
    await editor.locator('[data-part=reactions]').click()
    await editor.click('[data-action=refresh]')
    await inConsole('since March').waitFor()
    await inConsole('gnp.exe').waitFor()
    await editor.click('[data-tab=reactions]')
    await inConsole('since March').waitFor()
    assert.equal(await editor.evaluate(() => window.hacked), undefined)
    await accessible(editor, 'moderation', '[data-cmp-is]')
  })

  await step('strangers see counts, but no words that nobody approved', async () => {
    await stranger.goto(`${base}${path}.html`)
    await stranger.getByText('12 Likes').waitFor()
    assert.equal(await stranger.locator('.cmp-smo-reactions__comment').count(), 0)
  })

  await step('replies are approved by keyboard, which goes on to the next', async () => {
    for (const text of ['since March', 'north tower)', 'gnp.exe']) {
      await inConsole(text).locator('[data-action=approve]').focus()
      await editor.keyboard.press('Enter')
      await inConsole(text).waitFor({ state: 'detached' })
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
    await editor.goto(`${base}/cms/smo.html#reactions:${path}`)
    await inConsole('gnp.exe').locator('[data-action=hide]').click()
    await inConsole('gnp.exe').locator('[data-action=show]').waitFor()
    await inConsole('gnp.exe').getByText('Also hidden on Sandbox').waitFor()
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
    await inConsole('since March').locator('[data-action=answer]').focus()
    await editor.keyboard.press('Enter')
    const form = inConsole('since March').locator('form')
    await form.getByText('0 / 500').waitFor()
    await editor.keyboard.type('Thank you, Ann!')
    await form.getByText('15 / 500').waitFor()
    await accessible(editor, 'answer', '[data-cmp-is]')
    await editor.keyboard.press('Tab')
    await editor.keyboard.press('Enter')
    await inConsole('since March').locator('[data-state=SENT]').waitFor()
    assert.equal(await inConsole('since March').locator('[data-state]').count(), 1)
    await editor.goto(`${base}/cms/smo/timeline.html`)
    await editor.locator(`[id="${post.id}/1"]`).getByText('Thank you, Ann!').waitFor()
    await accessible(editor, 'timeline', '[data-cmp-is]')
  })

  assert.deepEqual(errors, [])
} catch (error) {
  if (pictures) {
    await editor.screenshot({ path: `${pictures}/failed-editor.png`, fullPage: true })
    await stranger.screenshot({ path: `${pictures}/failed-stranger.png`, fullPage: true })
  }
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
