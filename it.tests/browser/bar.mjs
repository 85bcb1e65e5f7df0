// Share and follow bars in a real browser: what axe finds, what a keyboard reaches, what a screen reader hears, and what
// is left without script, with forced colours, on paper, from right to left and in a narrow window.
//
// Usage: node bar.mjs BASE [FOLDER]     prints what is wrong, one a line, and ends with 1 where anything is;
//                                       with a folder it also leaves pictures there
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { Site } from './site.mjs'

const [base, folder] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const QR = readFileSync(require.resolve('jsqr'), 'utf8')
const wrong = []
const check = (right, what) => right || wrong.push(what)

const STYLES = ['both', 'icon', 'text']
const SIZES = ['small', 'medium', 'large']
const NETWORKS = ['mastodon', 'bluesky', 'x', 'lemmy', 'teams', 'wechat', 'email', 'copy', 'print', 'reddit', 'whatsapp']
const HOSTILE = 'Bells & "whistles" <img src=x onerror=alert(1)> \u202Egnp.exe'

// A site of its own for every run, so that nobody has clicked there before.
const run = Date.now().toString(36)

async function make(language) {
  const name = `bar-${language}-${run}`
  const site = await new Site(base, name, {}).make()
  await site.write(site.path, { 'jcr:language': language })
  await site.write(`/conf/smo-browser-${name}/sling:configs/smo/share`, {
    'jcr:primaryType': 'nt:unstructured',
    count: 'true', 'count@TypeHint': 'Boolean', showCounts: 'true', 'showCounts@TypeHint': 'Boolean',
    profiles: ['mastodon: @museum@social.example', 'Our <shop>: https://shop.example/?a=1&b=2', 'javascript:alert(1)'],
    'profiles@TypeHint': 'String[]',
  })
  const bars = {}
  for (const style of STYLES) {
    for (const size of SIZES) {
      bars[`share-${style}-${size}`] = {
        'sling:resourceType': 'smo/slingcms/components/share',
        style, size, heading: style === 'both' ? `Tell ${size}` : '',
        networks: NETWORKS, 'networks@TypeHint': 'String[]', visible: '9', 'visible@TypeHint': 'Long',
      }
      bars[`follow-${style}-${size}`] = { 'sling:resourceType': 'smo/slingcms/components/follow', style, size }
    }
  }
  const page = await site.publish('page', HOSTILE, bars)
  return `${base}${page}.html`
}

async function axe(page, where) {
  await page.evaluate(AXE)
  const found = await page.evaluate(() => axe.run('.cmp-smo-share', {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }))
  // Eighteen bars on one page have one name; that is our test's doing.
  for (const violation of found.violations.filter(one => one.id !== 'landmark-unique')) {
    wrong.push(`${where}: axe ${violation.id} at ${violation.nodes[0].target}: ${violation.help}`)
  }
}

const targets = page => page.$$eval('.cmp-smo-share__link, .cmp-smo-share__button', all => all
  .filter(one => one.checkVisibility())
  .map(one => one.getBoundingClientRect())
  .filter(box => box.width < 24 || box.height < 24).length)

const scrolls = page => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const english = await make('en')
  const arabic = await make('ar')
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.route('**/*', route => new URL(route.request().url()).host === new URL(base).host ? route.continue()
    // A tab whose page failed is loaded again by Chromium a moment later, in the middle of the next step.
    : route.request().isNavigationRequest() ? route.fulfill({ contentType: 'text/html', body: '' }) : route.abort())
  const asked = []
  const beacons = []
  context.on('request', request => {
    asked.push(request.url())
    if (request.url().endsWith('/bin/smo/clicks')) {
      beacons.push(request.postData())
    }
  })
  const page = await context.newPage()
  page.on('dialog', dialog => { wrong.push(`something was executed: ${dialog.message()}`); dialog.dismiss() })
  page.on('pageerror', error => wrong.push(`script: ${error.message}`))

  await page.goto(english)
  check(await page.locator('.cmp-smo-share').count() >= 18, 'eighteen bars are on the page')
  check(asked.every(url => new URL(url).host === new URL(base).host), `others were asked: ${asked}`)
  check(asked.filter(url => /share\.(css|js)/.test(url)).length === 2, 'style sheet and script come once')
  await axe(page, 'English')
  check(await targets(page) === 0, 'a target is smaller than 24 pixels')

  // What a screen reader hears.
  const bar = page.locator('nav', { has: page.getByText('Tell medium') })
  const heard = await bar.ariaSnapshot()
  for (const name of ['navigation "Tell medium"', 'link "Mastodon (opens in a new tab)"', 'link "E-mail"', 'button "Copy link"', 'button "Print"', 'link "WeChat (opens in a new tab)"']) {
    check(heard.includes(name), `a screen reader does not hear: ${name}\n${heard}`)
  }
  check((await page.locator('nav.cmp-smo-follow').first().ariaSnapshot()).includes('link "Our <shop>"'), 'own account by its label')
  check(await page.locator('[href^="javascript"]').count() === 0, 'a javascript: address')

  // The keyboard alone.
  await bar.getByRole('link', { name: 'Mastodon' }).focus()
  for (const name of ['Bluesky', 'X', 'Lemmy', 'Teams', 'WeChat', 'E-mail', 'Copy link', 'Print', 'More']) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => document.activeElement.querySelector('span:not([class])')?.textContent)
    check(at === name, `the key Tab reaches "${at}" and not "${name}"`)
    check(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none'), `no focus ring on ${name}`)
  }
  check(!await bar.getByRole('link', { name: 'Reddit' }).isVisible(), 'Reddit waits behind More')
  await page.keyboard.press('Enter')
  check(await bar.getByRole('link', { name: 'Reddit' }).isVisible(), 'the key Enter opens More')
  check(await page.evaluate(() => document.activeElement.tagName === 'SUMMARY'), 'More keeps the focus')
  await page.keyboard.press('Tab')
  check(await bar.getByRole('link', { name: 'Reddit' }).evaluate(one => one === document.activeElement), 'the key Tab goes on into More')
  await axe(page, 'More')

  // The reader's own server: asked for, kept only if wanted, changed and forgotten.
  const mastodon = bar.getByRole('link', { name: 'Mastodon' })
  const dialog = bar.getByRole('dialog', { name: 'Your Mastodon server' })
  const server = dialog.getByRole('textbox', { name: 'Your Mastodon server' })
  const keep = dialog.getByRole('checkbox', { name: 'Remember on this device' })
  const stored = () => page.evaluate(() => localStorage.getItem('smo-mastodon'))
  // What asks is loaded when somebody wants to be asked.
  async function opened() {
    await mastodon.focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ timeout: 10000 }).catch(() => wrong.push('the dialog does not open'))
  }
  await opened()
  check(await server.evaluate(one => one === document.activeElement), 'the field has the focus')
  await axe(page, 'dialog')
  check(await targets(page) === 0, 'a target of the dialog is smaller than 24 pixels')
  await page.keyboard.press('Escape')
  check(!await dialog.isVisible(), 'the key Escape closes the dialog')
  check(await mastodon.evaluate(one => one === document.activeElement), 'the focus returns to the link')
  async function share(typed, kept) {
    await opened()
    await server.fill(typed)
    await keep.setChecked(kept)
    const [popup] = await Promise.all([context.waitForEvent('request', one => one.isNavigationRequest() && !one.url().startsWith(base)), server.press('Enter')])
    return popup.url()
  }
  check((await share('@me@Social.example', true)).startsWith('https://social.example/share?text='), 'opens the server of a handle')
  check(await stored() === 'social.example', `remembers the server: ${await stored()}`)
  await opened()
  check(await server.inputValue() === 'social.example' && await keep.isChecked(), 'offers what it remembers')
  await page.keyboard.press('Escape')
  check((await share('https://other.example/@me', false)).startsWith('https://other.example/share?'), 'takes another server')
  check(await stored() === null, 'forgets the server')
  check((await share('"><script>', false)).startsWith('https://share.joinmastodon.org/'), 'nonsense leads to a page that asks')

  // Copying, with and without the clipboard.
  await page.bringToFront()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const copy = bar.getByRole('button', { name: 'Copy link' })
  const status = bar.getByRole('status')
  await copy.click()
  await status.getByText('Link copied').waitFor({ timeout: 5000 }).catch(() => wrong.push('the link is not copied'))
  await page.evaluate(() => { Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }) })
  await copy.click()
  await status.getByText(`Please copy this address: ${english}`).waitFor({ timeout: 5000 }).catch(() => wrong.push('the address to copy is not shown'))

  // The count: page and network, nothing else.
  check(beacons.length > 0 && beacons.every(one => /^page=%2Fcontent%2Fsmo-browser%2Fbar-en-\w+%2Fpage&network=\w+$/.test(one)), `beacons: ${beacons}`)
  check((await context.cookies()).length === 0, 'a cookie was set')

  // The QR code says the address.
  await page.goto(english.replace('.html', '.qr.svg'))
  const said = await page.evaluate(async code => {
    new Function(code).call(window)
    const picture = new Image(450, 450)
    picture.src = location.href
    await picture.decode()
    const canvas = new OffscreenCanvas(450, 450).getContext('2d')
    canvas.drawImage(picture, 0, 0, 450, 450)
    return jsQR(canvas.getImageData(0, 0, 450, 450).data, 450, 450)?.data
  }, QR).catch(error => error.message)
  check(said === english, `the QR code says ${said}`)

  // Looks.
  await page.goto(english)
  await page.setViewportSize({ width: 320, height: 640 })
  check(!await scrolls(page), 'scrolls sideways at 320 pixels')
  await page.addStyleTag({ content: '.cmp-smo-share, .cmp-smo-share * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }' })
  check(!await scrolls(page), 'scrolls sideways with wide spacing')
  check(await page.$$eval('.cmp-smo-share__link', all => all.every(one => one.scrollHeight <= one.clientHeight + 1)), 'wide spacing cuts text off')
  await page.reload()
  await page.setViewportSize({ width: 1280, height: 900 })
  for (const look of [{ colorScheme: 'dark' }, { forcedColors: 'active' }, { reducedMotion: 'reduce' }]) {
    await page.emulateMedia(look)
    await axe(page, JSON.stringify(look))
    if (look.reducedMotion) {
      check(await page.$eval('.cmp-smo-share__link', one => getComputedStyle(one).transitionDuration === '0s'), 'moves although motion is reduced')
    }
    await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null })
  }
  // An icon that a plugin brings, one that the style sheet draws, and a letter: each has its room, whatever the colours.
  for (const look of [{}, { forcedColors: 'active' }]) {
    await page.emulateMedia(look)
    const icons = await page.$$eval('.cmp-smo-share--icon.cmp-smo-share--medium a', all => all.filter(one => one.checkVisibility()).map(one => {
      const drawn = getComputedStyle(one, '::before')
      const brought = one.querySelector('.cmp-smo-share__icon')?.getBoundingClientRect()
      return brought ? brought.width > 15 && drawn.display === 'none' : drawn.clipPath.startsWith('path') && Math.abs(drawn.scale * 96 - 19.36) < 1
    }))
    check(icons.length > 5 && icons.every(Boolean), `icons with ${JSON.stringify(look)}: ${icons}`)
    await page.emulateMedia({ forcedColors: null })
  }
  await page.emulateMedia({ media: 'print' })
  check(!await page.locator('.cmp-smo-share__link').first().isVisible(), 'links on paper')
  check(await page.$eval('nav[data-cmp-url]', one => getComputedStyle(one, '::after').content.includes('/content/smo-browser')), 'no address on paper')
  await page.emulateMedia({ media: 'screen' })

  await page.goto(arabic)
  await axe(page, 'Arabic')
  check((await page.locator('.cmp-smo-share').first().ariaSnapshot()).includes('نسخ الرابط'), 'speaks Arabic')
  const [first, second] = await page.$$eval('.cmp-smo-share__list > li:not([hidden])', all => all.slice(0, 2).map(one => one.getBoundingClientRect().x))
  check(first > second, 'runs from right to left')

  // Without script every link is there, and no button that would do nothing.
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await plain.goto(english)
  check(await plain.locator('.cmp-smo-share__link[href^="https://share.joinmastodon.org/#text="]').count() > 0, 'Mastodon without script')
  check(await plain.locator('button:visible').count() === 0, 'a button without script')

  if (folder) {
    for (const [name, url, look] of [['light', english, {}], ['dark', english, { colorScheme: 'dark' }], ['arabic', arabic, {}]]) {
      await page.emulateMedia({ colorScheme: null, ...look })
      await page.goto(url)
      await page.screenshot({ path: `${folder}/bar-${name}.png`, fullPage: true })
    }
  }
} finally {
  await browser.close()
}
console.log(wrong.length ? wrong.join('\n') : 'nothing wrong')
process.exit(wrong.length ? 1 : 0)
