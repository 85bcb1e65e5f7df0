// Signing in on a network's own page, in a real browser: there and back, and all that goes wrong on the way.
// Usage: node signin.mjs URL-OF-SLING-CMS URL-OF-THE-NETWORK SECRET-OF-THE-APPLICATION [screenshot folder]; exits with 0 if all is well.
// The URL of the CMS may have the path of a proxy. SignInIT runs it, with a network that asks on a page of its own.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const [base, network] = process.argv.slice(2, 4).map((url) => url.replace(/\/$/, ''))
const secret = process.argv[4]
const pictures = process.argv[5]
const run = Date.now().toString(36)
const redirect = `${base}/bin/smo/signin`
const ours = new RegExp(`^${new URL(base).origin}.*/(bin/smo|static/clientlibs/smo|cms/smo)`)
const SECRET = new RegExp(`${secret}|token-of-person|token-p[12]|refresh-of-person|code-[0-9a-f]{8}-`)
const errors = []
const reading = []

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })

/** A browser of its own, logged in, that notes whatever goes wrong and every secret it is shown. */
async function person() {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('requestfailed', (request) => {
    if (ours.test(request.url()) && request.failure().errorText !== 'net::ERR_ABORTED') {
      errors.push(`${request.url()}: ${request.failure().errorText}`)
    }
  })
  page.on('response', (response) => {
    const request = response.request()
    if (!ours.test(response.url())) {
      return
    }
    // The page to which the CMS's own log-in leads is outside of the path, and loads our scripts there.
    const from = request.headers().referer ?? ''
    const outside = from.startsWith(new URL(base).origin) && !from.startsWith(base)
    if (!response.url().startsWith(base) && !outside) {
      errors.push(`leaves the proxy's path: ${response.url()}`)
    }
    // A sign-in that failed is a page with the status of the failure.
    if (response.status() >= 400 && !request.isNavigationRequest()) {
      errors.push(`${response.status()} ${request.method()} ${response.url()}`)
    }
    if (response.status() !== 303) {
      reading.push(response.text().then((text) => {
        if (SECRET.test(text)) {
          errors.push(`${response.url()} shows ${SECRET.exec(text)[0]}`)
        }
      }, () => {}))
    }
  })
  // Sling CMS itself works at the root of a host only.
  await page.goto(`${new URL(base).origin}/system/sling/form/login?resource=/cms/start.html`)
  await page.fill('[name=j_username]', 'admin')
  await page.fill('[name=j_password]', 'admin')
  await page.press('[name=j_password]', 'Enter')
  await page.waitForURL((url) => !url.pathname.includes('/login'))
  return page
}

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

async function accessible(scope, name) {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') }).catch(async () => {
    // The page of a failure loads no script, so axe comes in by the back door.
    const { readFileSync } = await import('node:fs')
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'))
  })
  const { violations } = await page.evaluate((inside) =>
    window.axe.run(inside, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }), scope)
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], name)
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
}

const connections = async () => {
  await page.goto(`${base}/cms/smo.html#connections`)
  await page.locator('[data-application=oauth]').first().waitFor()
}

/** Enters what the network gave to the installation. */
async function application(value) {
  const of = page.locator('[data-application=oauth]').filter({ hasText: network })
  const another = page.locator('[data-application=oauth] [data-action=another]')
  const entry = await of.count() ? of.locator('[data-action=application]')
    : await another.count() ? another.first() : page.locator('[data-application=oauth] [data-action=application]')
  await entry.click()
  if (!await of.count()) {
    await page.fill('#smo-field-endpoint', network)
  }
  await page.fill('[name="settings.clientId"]', 'smo')
  await page.fill('[name="secrets.clientSecret"]', value)
  await page.locator('form:has([name="secrets.clientSecret"]) [data-action=save]').click()
  await of.and(page.locator('[data-state=set]')).waitFor()
  await page.locator('[name="secrets.clientSecret"]').waitFor({ state: 'detached' })
}

/** Fills in the form and goes to the network's own page. */
async function leave(id) {
  await page.click('[data-action=add]')
  await page.click('[data-network=oauth]')
  await page.fill('#smo-field-id', id)
  await page.fill('#smo-field-label', `Account ${id}`)
  await page.fill('#smo-field-endpoint', network)
  await page.fill('[name="settings.topic"]', 'books')
  await page.click('[data-action=signin]')
  await page.waitForURL(`${network}/**`)
  const asked = new URL(page.url()).searchParams
  assert.equal(asked.get('redirect_uri'), redirect)
  assert.doesNotMatch(page.url(), SECRET)
}

const answer = (what) => page.click(`[value=${what}]`)

/** The page for somebody whose sign-in failed: a sentence, no script, and the way back. */
async function failure(words, name) {
  await page.getByRole('heading', { name: 'Signing in failed' }).waitFor()
  assert.match(await page.getByRole('alert').textContent(), words)
  assert.equal(await page.locator('script:not([src*=axe])').count(), 0)
  // The heading is there before the style sheet is.
  await page.waitForLoadState('load')
  const styled = await page.locator('.cmp-smo-console__alarm').evaluate((element) => getComputedStyle(element).color)
  assert.notEqual(styled, 'rgb(0, 0, 0)', 'the style sheet is there')
  await accessible('body', name)
  await page.getByRole('link', { name: 'Back to the connections' }).click()
  await page.waitForURL(`${base}/cms/smo.html#connections`)
  await page.locator('[data-application=oauth]').first().waitFor()
}

const page = await person()

try {
  await step('the console tells the address to be registered, and takes the application', async () => {
    await connections()
    assert.equal(await page.locator('#smo-field-redirect').inputValue(), redirect)
    await application(secret)
    await accessible('[data-cmp-is]', 'signin-application')
  })

  await step('who agrees comes back, chooses an account, and the connection stands', async () => {
    await leave(`good-${run}`)
    await answer('agree')
    await page.waitForURL(`${base}/cms/smo.html#connections`)
    await page.getByText('Which account shall be posted to?').waitFor()
    await accessible('[data-cmp-is]', 'signin-choice')
    await page.selectOption('[name=account]', { label: 'Museum shop' })
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText(`Connected: good-${run}`).waitFor()
    await page.locator(`[data-key=good-${run}]`).getByText('p2', { exact: true }).waitFor({ state: 'attached' })
  })

  await step('who refuses is told so, and finds the way back', async () => {
    await leave(`refused-${run}`)
    await answer('refuse')
    await failure(/not allowed to connect\. Start again, and agree there/, 'signin-refused')
  })

  await step('a permission that is missing is named', async () => {
    await leave(`reading-${run}`)
    await answer('read-only')
    await failure(/permission to write is missing\. Sign in again/, 'signin-permission')
  })

  await step('a wrong secret of the application is told', async () => {
    await application('another-secret')
    await leave(`wrong-${run}`)
    await answer('agree')
    await failure(/does not know this application\. Check its client id and secret/, 'signin-application-wrong')
    await application(secret)
  })

  await step('an answer that nobody here asked for is refused', async () => {
    await page.goto(`${redirect}?state=forged&code=forged`)
    await failure(/not known here any more.*Start again/, 'signin-forged')
  })

  await step('the answer is good in the browser that asked only, and once only', async () => {
    await leave(`once-${run}`)
    const agreed = await fetch(`${page.url()}&answer=agree`, { redirect: 'manual' })
    const back = agreed.headers.get('Location')
    assert.ok(back.startsWith(`${redirect}?code=`), back)

    const other = await person()
    assert.equal((await other.goto(back)).status(), 403)
    await other.context().close()

    await page.goto(back)
    await page.waitForURL(`${base}/cms/smo.html#connections`)
    await page.getByText('Which account shall be posted to?').waitFor()
    await page.goto(back)
    assert.equal((await page.reload()).status(), 403)
    await failure(/not known here any more.*Start again/, 'signin-again')
  })

  await step('none of the others became a connection', async () => {
    const ids = await page.locator('[data-key]').evaluateAll((all) => all.map((one) => one.dataset.key))
    assert.deepEqual(ids.filter((id) => id.endsWith(run)), [`good-${run}`])
    await page.click(`[data-key=good-${run}] [data-action=remove]`)
    await page.click('dialog [value=go]')
    await page.locator(`[data-key=good-${run}]`).waitFor({ state: 'detached' })
  })

  await step('the other pages of the console work as well', async () => {
    await page.click('[data-tab=inbox]')
    await page.getByText('Nothing waits for you.').or(page.locator('.cmp-smo-inbox__row').first()).first().waitFor()
    await page.click('[data-tab=posts]')
    await page.locator('.cmp-smo-console__count').first().waitFor()
    await page.goto(`${base}/cms/smo/timeline.html`)
    await page.locator('.cmp-smo-timeline__note').getByText('Loading').waitFor({ state: 'detached' })
    assert.doesNotMatch(await page.locator('.cmp-smo-timeline__note').textContent(), /answer|switched off/)
  })

  await step('the last step: nothing failed, and nothing secret was shown', async () => {
    await Promise.all(reading)
    assert.deepEqual(errors, [])
  })
} catch (error) {
  if (pictures) {
    await page.screenshot({ path: `${pictures}/failed.png`, fullPage: true })
  }
  console.error(page.url(), errors)
  console.error(error)
  process.exitCode = 1
} finally {
  await browser.close()
}
