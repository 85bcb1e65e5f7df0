// How the console draws what a network asks for, how an account stands, and how people sign in. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { all, console_, draw, text } from './drawn.mjs'

const load = console_()
const say = (words, ...values) => words.replace(/\{(\d)\}/g, (place, i) => values[i])
const NOW = Date.parse('2026-11-30T12:00:00Z')
const described = (more) => ({
  name: 'topic', label: 'Topic', help: '', placeholder: '', kind: 'text', mandatory: false, value: '', pattern: '', choices: [], loaded: false, ...more,
})
const account = (more) => ({
  id: 'x', network: 'one', label: 'Ours', endpoint: '', settings: {}, secrets: [], enabled: true, problem: '', rhythm: {}, quota: null, checked: null, lane: { state: 'open' }, ...more,
})

let requests
let answers

beforeEach(() => {
  requests = []
  answers = {}
  globalThis.location = { pathname: '/cms/social.html', search: '', hash: '#connections', href: 'https://cms.test/cms/social.html', assign: (to) => { globalThis.gone = to } }
  globalThis.gone = null
  globalThis.fetch = async (address, options = {}) => {
    requests.push({ address, fields: options.body && Object.fromEntries(options.body) })
    const key = Object.keys(answers).find((one) => address.startsWith(one))
    return { ok: true, status: 200, headers: new Map([['Content-Type', 'application/json']]), json: async () => answers[key] ?? { token: 't' } }
  }
})

test('each kind of field has the input that fits it', async () => {
  const { Described } = await load('presence/fields.js')
  const input = (more) => draw(Described({ say, of: described(more), kept: null }))
  assert.equal(all(input({ kind: 'url' }), 'input')[0].attributes.type, 'url')
  assert.equal(all(input({ kind: 'number' }), 'input')[0].attributes.type, 'number')
  assert.equal(all(input({ kind: 'secret' }), 'input')[0].attributes.type, 'password')
  assert.equal(all(input({ kind: 'switch', value: 'true' }), 'input')[0].attributes.checked, true)
  assert.equal(all(input({ kind: 'long_text' }), 'textarea').length, 1)
  assert.equal(all(input({ pattern: '[a-z]+' }), 'input')[0].attributes.pattern, '[a-z]+')
  const choice = input({ kind: 'choice', value: 'b', choices: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] })
  assert.deepEqual(all(choice, 'option').map((one) => text([one])), ['', 'A', 'B'])
  assert.equal(all(choice, 'option')[2].attributes.selected, true)
})

test('a secret is named by its kind and never filled in', async () => {
  const { Described } = await load('presence/fields.js')
  const kept = { id: 'x', settings: { token: 'not here' }, secrets: ['token'] }
  const [input] = all(draw(Described({ say, of: described({ name: 'token', kind: 'secret', mandatory: true }), kept })), 'input')
  assert.equal(input.attributes.name, 'secrets.token')
  assert.equal(input.attributes.value, '')
  assert.equal(input.attributes.required, false, 'it is kept')
})

test('a stored value that the choices lack is kept', async () => {
  const { Described } = await load('presence/fields.js')
  const box = draw(Described({ say, of: described({ kind: 'choice', loaded: true }), kept: { id: 'x', settings: { topic: 'old' }, secrets: [] } }))
  assert.equal(all(box, 'option')[1].attributes.value, 'old')
  assert.equal(all(box, 'button').length, 1)
})

test('the address of a server is asked for only where the network has many, and a name is proposed', async () => {
  const { ConnectionForm } = await load('presence/connect.js')
  const network = { name: 'one', label: 'One', fields: [], capabilities: ['sign_in', 'newer'], endpoint: 'none', documentation: 'https://one.test/help', prices: {} }
  const form = () => draw(ConnectionForm({ say, network, connection: null, connections: [{ id: 'one' }], onClose: () => {}, onSaved: () => {}, tell: () => {} }))
  const names = () => all(form(), 'input').map((one) => one.attributes.name)
  assert.deepEqual(names(), ['id', 'label', 'slots', 'quietHours', 'dailyCap'])
  assert.equal(all(form(), 'input')[0].attributes.value, 'one-2')
  assert.ok(all(form(), 'button').some((one) => text([one]) === 'Sign in'))
  assert.ok(text(form()).includes('signs you in on its own page'), text(form()))
  assert.equal(all(form(), 'a')[0].attributes.href, 'https://one.test/help')
  network.endpoint = 'mandatory'
  network.capabilities = []
  assert.deepEqual(names(), ['id', 'label', 'endpoint', 'slots', 'quietHours', 'dailyCap'])
  assert.ok(!all(form(), 'button').some((one) => text([one]) === 'Sign in'))
})

test('who signs in is sent to the network, and no secret is sent to us', async () => {
  const { leave } = await load('presence/signin.js')
  answers['/bin/smo/signin'] = { address: 'https://network.test/authorize?state=s' }
  globalThis.FormData = class { * [Symbol.iterator]() { yield ['id', 'x']; yield ['secrets.token', 'typed'] } }
  await leave({ elements: [{ type: 'password', reportValidity: () => false }, { type: 'text', reportValidity: () => true }] }, 'one')
  assert.deepEqual(requests.at(-1).fields, { id: 'x', action: 'start', network: 'one', page: '/cms/social.html' })
  assert.equal(globalThis.gone, 'https://network.test/authorize?state=s')
})

test('nobody is sent to an address that is none of the web', async () => {
  const { leave } = await load('presence/signin.js')
  answers['/bin/smo/signin'] = { address: 'javascript:alert(1)' }
  globalThis.FormData = class { * [Symbol.iterator]() { yield ['id', 'x'] } }
  await leave({ elements: [] }, 'one')
  assert.equal(globalThis.gone, null)
})

test('a price is said once where all posts cost the same, and by shape where they do not', async () => {
  const { costs } = await load('presence/abilities.js')
  const cent = { amount: '0.01', currency: 'USD' }
  assert.equal(costs(say, { text: cent, link: cent, images: cent, video: cent }), 'about 0.01 USD a post')
  assert.equal(costs(say, { text: cent, link: { amount: '0.20', currency: 'USD' }, newer: cent }),
    'about 0.01 USD a post of words alone, about 0.20 USD a post with a link')
  assert.equal(costs(say, {}), '')
})

const card = async (connection, network) => {
  const { Card } = await load('presence/card.js')
  return draw(Card({ connection, network, say, language: 'en', act: () => {}, onEdit: () => {}, onRemove: () => {} }))
}
const button = (drawn, action) => all(drawn, 'button').find((one) => one.attributes['data-action'] === action)

test('the card of an account tells what its network can do, costs and still takes', async () => {
  const network = { name: 'one', label: 'One', capabilities: ['verify'], prices: { text: { amount: '0.01', currency: 'USD' } } }
  const words = text(await card(account({ quota: { remaining: 17, resets: '2026-11-23T12:05:00Z' } }), network))
  assert.ok(words.includes('tests connections') && words.includes('about 0.01 USD a post') && words.includes('17, all again from '), words)
  assert.ok(!text(await card(account(), network)).includes('Calls left'))
})

test('slots, quiet hours and caps are shown, and asked for as they are; a budget only where there are prices', async () => {
  const { RhythmFields } = await load('presence/fields.js')
  const rhythm = { slots: 'Tue, Thu 09:15', dailyCap: '3' }
  assert.ok(text(await card(account({ rhythm }))).includes('SlotsTue, Thu 09:15'))
  const inputs = (kept, prices) => all(draw(RhythmFields({ say, kept, prices })), 'input').map((one) => [one.attributes.name, one.attributes.value])
  assert.deepEqual(inputs(rhythm), [['slots', 'Tue, Thu 09:15'], ['quietHours', ''], ['dailyCap', '3']])
  assert.deepEqual(inputs({}, { text: {} }).map(([name]) => name), ['slots', 'quietHours', 'dailyCap', 'monthlyBudget'])
  assert.deepEqual(inputs({ monthlyBudget: '5 USD' }).at(-1), ['monthlyBudget', '5 USD'], 'one that is set is not lost')
})

test('an account that is stopped says why and lets its posts go, one that waits says until when', async () => {
  const stopped = await card(account({ lane: { state: 'stopped', reason: 'token revoked', since: null, until: null } }))
  assert.ok(text(stopped).includes('Stopped') && text(stopped).includes('token revoked'), text(stopped))
  assert.equal(button(stopped, 'pause'), undefined)
  assert.ok(button(stopped, 'resume'))
  const paused = await card(account({ lane: { state: 'paused', reason: 'HTTP 429', since: null, until: '2026-11-23T12:05:00Z' } }))
  assert.ok(text(paused).includes('HTTP 429') && text(paused).includes('Goes on '), text(paused))
  const open = await card(account())
  assert.equal(button(open, 'resume'), undefined)
  assert.ok(button(open, 'pause'))
})

test('what stands in configuration is neither changed nor removed here', async () => {
  const configured = await card(account({ configured: true }), { name: 'one', label: 'One', capabilities: [], prices: {} })
  assert.equal(button(configured, 'edit'), undefined)
  assert.equal(button(configured, 'remove'), undefined)
  assert.ok(button(configured, 'test'))
})

test('an access that ends within fourteen days is counted down, one that ends later is not', async () => {
  const { daysUntil, endsSoon } = await load('presence/standing.js')
  const ending = (expires) => account({ checked: { at: '2026-11-30T00:00:00Z', result: 'valid', expires, reason: '' } })
  assert.ok(endsSoon(ending('2026-12-14T11:59:00Z'), NOW))
  assert.ok(!endsSoon(ending('2026-12-14T12:01:00Z'), NOW))
  assert.ok(!endsSoon(account(), NOW))
  assert.equal(daysUntil('2026-12-02T11:00:00Z', NOW), 2)
  assert.equal(daysUntil('2026-11-29T11:00:00Z', NOW), 0, 'it has ended')
})

test('those that want a person stand first', async () => {
  const { sorted } = await load('presence/standing.js')
  const well = account({ id: 'a', label: 'A' })
  const off = account({ id: 'b', label: 'B', enabled: false })
  const late = account({ id: 'c', label: 'C', lane: { state: 'failing', reason: 'down' } })
  const dead = account({ id: 'd', label: 'D', lane: { state: 'stopped', reason: 'revoked' } })
  const ends = account({ id: 'e', label: 'E', checked: { at: '', expires: '2026-12-01T00:00:00Z' } })
  assert.deepEqual(sorted([off, well, late, dead, ends], NOW).map((one) => one.id), ['d', 'c', 'e', 'a', 'b'])
})

test('a proposed name is one that connections may have, and free', async () => {
  const { freeName } = await load('presence/standing.js')
  assert.equal(freeName('mastodon', []), 'mastodon')
  assert.equal(freeName('mastodon', [{ id: 'mastodon' }, { id: 'mastodon-2' }]), 'mastodon-3')
  assert.equal(freeName('Ünï__Net', []), 'n-net')
})

test('what a network gave to the installation is entered by its own description, and no secret is shown', async () => {
  const { Applications } = await load('presence/applications.js')
  const network = {
    name: 'one', label: 'One', endpoint: 'none', documentation: '',
    applicationFields: [described({ name: 'clientId', mandatory: true }), described({ name: 'clientSecret', kind: 'secret', mandatory: true })],
  }
  const set = { network: 'one', endpoint: '', state: 'set', settings: { clientId: 'abc' }, secrets: ['clientSecret'] }
  const shown = (applications) => draw(Applications({ say, tell: () => {}, redirect: 'https://cms.test/bin/smo/signin', applications, networks: [network], onChanged: () => {} }))
  assert.equal(all(shown([set]), 'input')[0].attributes.value, 'https://cms.test/bin/smo/signin')
  assert.deepEqual(all(shown([set, { network: 'gone', endpoint: '', state: 'missing', settings: {}, secrets: [] }]), 'li').map((one) => one.attributes['data-application']), ['one'])
  assert.ok(button(shown([set]), 'application'))
  assert.equal(button(shown([{ ...set, state: 'configured' }]), 'application'), undefined, 'OSGi configuration holds it')
  assert.deepEqual(shown([]), [])
})

test('a number of followers grows by the days of a month on which it was counted', async () => {
  const { grown, points } = await load('presence/followers.js')
  const days = [{ day: '2026-09-01', count: 50 }, { day: '2026-11-01', count: 100 }, { day: '2026-11-15', count: 110 }, { day: '2026-11-30', count: 95 }]
  assert.deepEqual(grown(days), { more: -5, days: 29 }, 'what is older than a month counts')
  assert.equal(grown(days.slice(0, 1)), null)
  assert.equal(grown([days[0], days[3]]), null, 'a month of which nothing is known has no pace')
  assert.equal(points([days[1], days[3]]), '0,1 100,19')
  assert.equal(points([{ day: '2026-11-01', count: 3 }, { day: '2026-11-02', count: 3 }]), '0,19 100,19', 'a line that does not move')
})

test('a network that does not tell how many follow has no number, and never 0', async () => {
  const { Followers } = await load('presence/followers.js')
  const shown = (checked) => draw(Followers({ say, language: 'en', connection: account({ checked }) }))
  const tested = { at: '2026-11-30T10:00:00Z', result: 'valid', account: '@a', profile: 'https://a.test/', expires: null, reason: '', followers: null }
  assert.match(text(shown(tested)), /Followers: not available/)
  assert.doesNotMatch(text(shown(tested)), /\d/)
  assert.equal(Followers({ say, language: 'en', connection: account({ checked: null }) }), null, 'nothing is known before the first test')
})

test('a scale begins near the least value where growth is to be seen, else at 0', async () => {
  const { scale } = await load('results/chart.js')
  assert.deepEqual(scale(5000, 5100, true), [4990, 5110])
  assert.deepEqual(scale(0, 3, true), [0, 4])
  assert.deepEqual(scale(5000, 5000, false)[0], 0)
})

test('a test that is out is offered to be taken back, and one that cannot be is to be deleted by hand', async () => {
  const { standing } = await load('presence/testpost.js')
  const test_ = (state, ...actions) => standing({ state, actions })
  assert.equal(test_('SENT', 'again', 'retract').offered, 'retract')
  assert.equal(test_('SENT', 'again').byHand, true)
  assert.equal(test_('SENT', 'retract').byHand, false)
  assert.equal(test_('AWAITING_APPROVAL', 'approve', 'cancel').offered, 'approve')
  assert.equal(test_('SCHEDULED', 'cancel').offered, 'cancel')
  for (const state of ['RETRACTED', 'FAILED', 'CANCELLED']) assert.equal(test_(state).rests, true, state)
  for (const state of ['SENT', 'SENDING', 'UNKNOWN', 'NEEDS_ATTENTION']) assert.equal(test_(state).rests, false, `${state} may still be out`)
})

test('which test may still be out is remembered by connection, and where nothing can be remembered nothing breaks', async () => {
  const { remembered } = await load('presence/testpost.js')
  const kept = new Map()
  globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) }
  remembered.set('one', 'abc')
  assert.equal(remembered.get('one'), 'abc')
  assert.equal(remembered.get('two'), '')
  remembered.set('one', '')
  assert.equal(remembered.get('one'), '')
  globalThis.localStorage = { getItem() { throw new Error('no') }, setItem() { throw new Error('no') } }
  remembered.set('one', 'abc')
  assert.equal(remembered.get('one'), '')
})

test('a test whose answer was lost is sent as it was, from whatever window, and is one post', async () => {
  const { enter, remembered } = await load('presence/testpost.js')
  const kept = new Map()
  globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) }
  const answers = []
  const sent = []
  const json = (status, body) => ({ ok: status < 400, status, headers: { get: () => 'application/json' }, json: async () => body })
  globalThis.fetch = async (address, options = {}) => {
    if (!options.method) return json(200, { token: 't' })
    sent.push(Object.fromEntries(options.body))
    const answer = answers.shift()
    if (!answer) throw new TypeError('Failed to fetch')
    return answer
  }
  const first = { token: 'wish-1', site: '/content/a', page: '/content/a/home', text: 'A test' }
  await assert.rejects(enter('one', first), /Failed to fetch/)
  assert.deepEqual(remembered.asked('one'), first)
  answers.push(json(409, { error: 'The connection is switched off.' }))
  const second = { token: 'wish-2', site: '/content/b', page: '/content/b/home', text: 'Another' }
  await assert.rejects(enter('one', second), /switched off/)
  assert.deepEqual(remembered.asked('one'), first, 'whether the first is out is not known by that')
  answers.push(json(200, { id: 'abc' }))
  await enter('one', second)
  assert.deepEqual(sent.map(({ token, page, text }) => [token, page, text]), Array(3).fill(['wish-1', '/content/a/home', 'A test']))
  assert.equal(remembered.get('one'), 'abc')
  assert.equal(remembered.asked('one'), null)
})

test('a test that the server refused is forgotten, so that it can be written otherwise', async () => {
  const { enter, remembered } = await load('presence/testpost.js')
  const kept = new Map()
  globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) }
  globalThis.fetch = async (address, options = {}) => ({
    ok: !options.method, status: options.method ? 409 : 200, headers: { get: () => 'application/json' }, json: async () => ({ token: 't', error: 'Too long.' }),
  })
  await assert.rejects(enter('one', { token: 'wish-1', site: '/a', page: '/a/b', text: 'x' }), /Too long/)
  assert.equal(remembered.asked('one'), null)
})

test('clicks are drawn from the help of a field in each language', async () => {
  const { clicks } = await load('presence/way.js')
  assert.deepEqual(clicks('In Bluesky: Settings, Privacy and security, App passwords, Add app password. Never the main password.'),
    ['Settings', 'Privacy and security', 'App passwords', 'Add app password'])
  assert.deepEqual(clicks('Sign in, and leave this empty. Or, on the instance: Preferences, Development, New application, with the scopes read:accounts, read:statuses. Then copy.'),
    ['Preferences', 'Development', 'New application'])
  assert.deepEqual(clicks('developers.facebook.comで：マイアプリ、アプリ、アプリの設定、ベーシック。'), ['マイアプリ', 'アプリ', 'アプリの設定', 'ベーシック'])
  assert.deepEqual(clicks('في Bluesky: الإعدادات، كلمات المرور، إضافة. لا تستخدم.'), ['الإعدادات', 'كلمات المرور', 'إضافة'])
  assert.deepEqual(clicks("In X's developer console: the app, Keys and tokens, OAuth 2.0."), ['the app', 'Keys and tokens', 'OAuth 2.0'])
  for (const help of ['', 'Beside the client ID.', 'From @BotFather. The bot must be an administrator.', 'Scopes to ask for, with spaces. Empty: what posting needs.']) assert.deepEqual(clicks(help), [], help)
})

test('the way begins on the network, and on the server of the account once somebody has named it', async () => {
  const { beginning, Way } = await load('presence/way.js')
  assert.equal(beginning('mastodon', 'token', ''), '')
  assert.equal(beginning('mastodon', 'token', 'javascript:alert(1)'), '')
  assert.equal(beginning('mastodon', 'token', 'https://example.social/'), 'https://example.social/settings/applications')
  assert.match(beginning('bluesky', 'appPassword'), /^https:\/\/bsky\.app\//)
  assert.equal(beginning('elsewhere', 'token', 'https://example.social'), '')
  const field = described({ name: 'appPassword', help: 'In Bluesky: Settings, App passwords, Add app password.' })
  const drawn = draw(Way({ say, network: { name: 'bluesky', label: 'Bluesky' }, field }))
  assert.equal(all(drawn, 'li').length, 3)
  assert.equal(all(drawn, 'svg').every((one) => one.attributes['aria-hidden'] === 'true'), true, 'a drawing says nothing that the words do not')
  assert.equal(Way({ say, network: { name: 'other', label: 'Other' }, field }), null, 'of a stranger nobody knows where to click')
})

test('an account is used by those whose sites name it, and a part of a site that says the same is not told of', async () => {
  const { usersOf } = await load('presence/card.js')
  const places = [['/content/a', ['x']], ['/content/a/news', ['x']], ['/content/b', ['y']], ['/content/b/shop', ['x', 'y']]].map(([path, connections]) => ({ path, title: path, connections }))
  assert.deepEqual(usersOf('x', places).map((one) => one.path), ['/content/a', '/content/b/shop'])
  assert.deepEqual(usersOf('z', places), [])
})

test('a card says how many posts wait, and leads to them', async () => {
  const { Card } = await load('presence/card.js')
  const card = (queue) => draw(Card({ connection: { id: 'toy', network: 'toy', label: 'Toy', secrets: [], settings: {}, rhythm: {}, enabled: true, lane: { state: 'stopped', reason: 'Refused' } }, network: null, queue, say, language: 'en', act: () => {} }))
  const waits = (queue) => all(card(queue), 'a').filter((one) => one.attributes['data-part'] === 'waits')
  assert.deepEqual(waits({ waiting: 0 }), [])
  const [link] = waits({ waiting: 3, more: false })
  assert.equal(link.attributes.href, '#posts?connection=toy&state=SCHEDULED')
  assert.match(text([link]), /3/)
})

test('a pattern of the server is one that browsers take, or none', async () => {
  const { patternOf } = await load('ui/ui.js')
  assert.equal(patternOf('\\s*+@?+[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++\\s*+'), '\\s*@?[A-Za-z0-9\\-]+(?:\\.[A-Za-z0-9\\-]+)+\\s*')
  assert.equal(patternOf('[^.&]{1,50}+'), '[^.&]{1,50}')
  assert.equal(patternOf('(?>a|ab)c'), null, 'what browsers cannot take is left to the server')
  assert.equal(patternOf('\\s*+UC[\\w-]{22}\\s*+'), '\\s*UC[\\w\\-]{22}\\s*')
  assert.equal(patternOf('[1-9][0-9]{2,6}'), '[1-9][0-9]{2,6}')
  assert.equal(patternOf(''), null)
})

test('a chart of a single day shows the days around it', async () => {
  const { span } = await load('results/chart.js')
  const day = Date.parse('2026-12-01T00:00:00Z') / 1000
  // uPlot itself gives a single time 86,400,000 seconds.
  assert.deepEqual(span([day], day, day + 86_400_000), [day - 3 * 86400, day + 3 * 86400])
  assert.deepEqual(span([day, day + 86400], day, day + 86400), [day, day + 86400])
})
