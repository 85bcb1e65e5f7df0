// What the list of posts and the composer work out by themselves: filters, groups, choices, times, words, and what a decision says.
// Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo', import.meta.url))
const NOON = new Date('2026-11-30T12:00:00Z')
const say = (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, value), key)

let folder
let sent
let status
let reads

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smo-posts-'))
  cpSync(SOURCE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  sent = []
  reads = []
  status = 200
  globalThis.fetch = async (address, { body } = {}) => {
    if (body) {
      sent.push([address, Object.fromEntries(body)])
    } else {
      reads.push(address)
    }
    return {
      ok: !body || status === 200, status: body ? status : 200,
      json: async () => (body ? { error: 'This post has changed.' } : { token: 'ours', choices: [{ value: 'sail', label: 'Sail' }] }),
      headers: new Map([['Content-Type', 'application/json']]),
    }
  }
})

const load = (file) => import(pathToFileURL(join(folder, 'console/posts', file)))
const post = (more) => ({
  id: 'p1', revision: 'r1', state: 'SENT', title: 'Hours', text: 'Open on Sunday', page: '/content/hours', link: 'https://m.example/hours', inReplyTo: '', connection: 'toy-en',
  network: 'toy', reason: '', permalink: '', attention: false, actions: [], attempts: [], history: [], options: {}, planned: '2026-11-30T08:00:00Z', ...more,
})

test('what waits for a person is asked for at once, everything else by days', async () => {
  const { parameters } = await load('query.js')
  assert.deepEqual(parameters({}), {})
  assert.deepEqual(parameters({ state: 'attention', network: 'toy', by: 'time', compose: 'note' }), { attention: 'true' })
  assert.deepEqual(parameters({ state: 'attention', from: '2026-11-01' }), { state: 'attention', from: '2026-10-31' })
  assert.deepEqual(parameters({ q: 'roof', connection: 'toy-en' }), { q: 'roof', connection: 'toy-en' })
})

test('a day is looked for in the three of the server that it may lie in; what is no day is for the server to refuse', async () => {
  const { parameters } = await load('query.js')
  assert.deepEqual(parameters({ from: '2026-12-01', to: '2026-12-31' }), { from: '2026-11-30', to: '2027-01-01' })
  assert.deepEqual(parameters({ from: 'never' }), { from: 'never' })
})

test('Yesterday is the day before by the clock on the wall of the zone by which the list is shown', async () => {
  const { presets, meant } = await load('query.js')
  const morning = new Date('2026-11-30T19:30:00Z')
  const { Yesterday, Today } = Object.fromEntries(presets(say, morning, 'Pacific/Auckland'))
  assert.deepEqual(Today, { from: '2026-12-01', to: '2026-12-01' })
  assert.deepEqual(Yesterday, { from: '2026-11-30', to: '2026-11-30' })
  const evening = new Date('2026-12-02T01:00:00Z')
  assert.deepEqual(Object.fromEntries(presets(say, evening, 'America/Los_Angeles')).Today, { from: '2026-12-01', to: '2026-12-01' })
  const posts = [post({ id: 'sunday', sent: '2026-11-29T10:59:00Z' }), post({ id: 'monday', sent: '2026-11-29T11:00:00Z' }),
    post({ id: 'afternoon', sent: '2026-11-30T03:00:00Z' }), post({ id: 'tuesday', sent: '2026-11-30T11:00:00Z' }), post({ id: 'never', planned: '' })]
  assert.deepEqual(meant(posts, Yesterday, 'Pacific/Auckland').map(({ id }) => id), ['monday', 'afternoon'])
  assert.deepEqual(meant(posts, {}, 'Pacific/Auckland').length, 5)
})

test('presets are whole days, and the one that is shown is known', async () => {
  const { presets, same } = await load('query.js')
  const all = Object.fromEntries(presets(say, NOON, 'UTC'))
  assert.deepEqual(all.Yesterday, { from: '2026-11-29', to: '2026-11-29' })
  assert.deepEqual(all['Last 7 days'], { from: '2026-11-24', to: '2026-11-30' })
  assert.deepEqual(all['Next 7 days'], { from: '2026-11-30', to: '2026-12-06' })
  assert.ok(same({ to: 'b', from: 'a', by: 'time' }, { from: 'a', to: 'b', q: '' }))
  assert.ok(!same({ q: 'a' }, {}))
})

test('of what waits, only what the filter means is shown', async () => {
  const { meant } = await load('query.js')
  const posts = [post({ attention: true }), post({ id: 'p2', title: 'The Roof', network: 'other', attention: true }), post({ id: 'p3' })]
  assert.deepEqual(meant(posts, { state: 'attention', network: 'other' }).map(({ id }) => id), ['p2'])
  assert.deepEqual(meant(posts, { q: 'roof  SUNDAY' }).map(({ id }) => id), ['p2'])
  assert.deepEqual(meant(posts, {}).length, 3)
})

test('a post that moved between two portions is shown once, as it was told last', async () => {
  const { joined } = await load('query.js')
  const all = joined([
    { posts: [post({}), post({ id: 'p2' })], groups: [{ id: 'g' }], next: 'a' },
    { posts: [post({ id: 'p2', state: 'FAILED' }), post({ id: 'p3' })], groups: [{ id: 'g' }], next: null },
  ])
  assert.deepEqual(all.posts.map(({ id, state }) => `${id} ${state}`), ['p1 SENT', 'p2 FAILED', 'p3 SENT'])
  assert.equal(all.groups.length, 1)
  assert.equal(all.next, null)
})

test('posts stand by their pages, and a note by itself', async () => {
  const { byPage, byTime } = await load('rows.js')
  const posts = [post({}), post({ id: 'n1', title: '', link: '', page: '/content/hours' }), post({ id: 'p2', page: '/content/roof', sent: '2026-12-01T00:00:00Z' }), post({ id: 'p3' })]
  assert.deepEqual(byPage(posts).map((group) => group.posts.map(({ id }) => id)), [['p1', 'p3'], ['n1'], ['p2']])
  assert.deepEqual(byTime(posts)[0].posts.map(({ id }) => id), ['p2', 'p1', 'n1', 'p3'])
  assert.deepEqual(byTime([]), [])
})

test('words are cut between characters, not within', async () => {
  const { beginning } = await load('rows.js')
  assert.equal(beginning('One\n\n  two'), 'One two')
  assert.equal(beginning('🚣🚣🚣', 2), '🚣…')
})

test('rows are chosen one by one, from here to there, and forgotten when they are gone', async () => {
  const { extended, kept, toggled } = await load('select.js')
  const order = ['a', 'b', 'c', 'd']
  assert.deepEqual([...toggled(new Set(['a']), 'a')], [])
  assert.deepEqual([...extended(new Set(['a']), order, 'd', 'b')], ['a', 'b', 'c', 'd'])
  assert.deepEqual([...extended(new Set(), order, 'gone', 'b')], ['b'])
  assert.deepEqual(kept(new Set(['b', 'gone']), [{ id: 'a' }, { id: 'b' }]), [{ id: 'b' }])
})

test('many are offered what at least one of them takes, and each goes to those only', async () => {
  const { offered, portions } = await load('select.js')
  const posts = [post({ actions: ['approve', 'edit'] }), post({ id: 'p2', actions: ['retract', 'approve', 'cancel'] })]
  assert.deepEqual(offered(posts).map(([action, all]) => [action, all.length]), [['approve', 2], ['cancel', 1]])
  assert.deepEqual(portions(Array.from({ length: 250 }), 100).map((some) => some.length), [100, 100, 50])
})

test('attempts and decisions are one story, the newest first', async () => {
  const { history } = await load('history.js')
  const told = history(post({
    attempts: [{ number: 1, at: '2026-11-30T09:00:00Z', outcome: 'rejected' }, { number: 2, at: '2026-11-30T11:00:00Z', outcome: 'published' }],
    history: [{ at: '2026-11-30T08:00:00Z', who: 'ada', what: 'ask' }, { at: '2026-11-30T10:00:00Z', who: 'bob', what: 'retry' }],
  }))
  assert.deepEqual(told.map((one) => one.outcome || one.what), ['published', 'retry', 'rejected', 'ask'])
})

test('a time stands by the clock of the site, over the change to summer time as well', async () => {
  const { kindOf, wall, when } = await load('clock.js')
  assert.equal(wall('2026-12-04T08:15:00Z', 'Europe/Berlin'), '2026-12-04T09:15')
  assert.equal(wall('2026-07-04T07:15:00Z', 'Europe/Berlin'), '2026-07-04T09:15')
  assert.match(wall('2026-12-04T08:15:00Z', 'No/Where'), /^2026-12-0\dT\d\d:15$/)
  assert.equal(when({ kind: 'at', at: '2026-12-04T09:15' }), '2026-12-04 09:15')
  assert.equal(when({ kind: 'rule', rule: ' after 2 hours ' }), 'after 2 hours')
  assert.equal(when({ kind: 'next free slot' }), 'next free slot')
  assert.deepEqual(['now', 'next free slot', '2026-12-04 9:15', 'after 2 hours', ''].map(kindOf), ['now', 'next free slot', 'at', 'rule', 'at'])
})

test('planned words become a template that says the same', async () => {
  const { template, written } = await load('template.js')
  assert.equal(template('Open\n\nhttps://m.example/a', 'https://m.example/a'), 'Open')
  assert.equal(template('See https://m.example/a {now}', 'https://m.example/a'), 'See {url} {{now}}')
  assert.equal(template('Words', ''), 'Words')
  assert.deepEqual(written({ a: 'same', b: 'mine' }, { a: 'same', b: 'planned' }), { b: 'mine' })
})

test('a decision names the revision that was shown', async () => {
  const { take } = await load('actions.js')
  await take('approve', post({}))
  assert.deepEqual(sent, [['/bin/smo/posts', { action: 'approve', id: 'p1', revision: 'r1' }]])
})

test('a decision that is refused says why', async () => {
  const { take } = await load('actions.js')
  status = 409
  await assert.rejects(take('approve', post({})), /This post has changed/)
})

test('each form sends what its action takes, and where', async () => {
  const { take } = await load('actions.js')
  await take('move', post({}), { kind: 'at', at: '2026-12-04T09:15' })
  await take('again', post({}), { own: 'page' })
  await take('again', post({}), { own: 'own', text: 'Mine', kind: 'now' })
  await take('correct', post({}), { text: 'Right' })
  await take('repeat', post({}), { days: '60', times: '2', text: '', fresh: '0' })
  const common = { id: 'p1', revision: 'r1' }
  assert.deepEqual(sent, [
    ['/bin/smo/posts', { action: 'move', ...common, when: '2026-12-04 09:15' }],
    ['/bin/smo/posts', { action: 'again', ...common }],
    ['/bin/smo/editions', { action: 'again', ...common, text: 'Mine' }],
    ['/bin/smo/editions', { action: 'correct', ...common, text: 'Right' }],
    ['/bin/smo/posts', { action: 'repeat', ...common, days: '60', times: '2', text: '', fresh: '0' }],
  ])
})

test('nothing that cannot be undone is done with one click, and buttons say what they do', async () => {
  const { asks, kind, name } = await load('actions.js')
  for (const action of ['reject', 'cancel', 'retract']) {
    assert.equal(kind(action), 'danger', action)
    assert.ok(asks(action, post({})), action)
  }
  assert.equal(name('retract', say, 'Mastodon'), 'Take it back from Mastodon')
  assert.equal(name('cancel', say, 'Mastodon'), 'Do not post')
  assert.ok(!asks('retry', post({ state: 'FAILED' })))
  assert.ok(asks('retry', post({ state: 'NEEDS_ATTENTION' })))
  assert.ok(asks('retry', post({ state: 'FAILED', permalink: 'https://toy.example/1' })))
})

test('of options only what somebody changed is asked for, and what was taken back to the policy', async () => {
  const { changed } = await load('template.js')
  const chosen = { a: { warning: 'Snow', board: 'Boats' }, b: {} }
  assert.deepEqual(changed(chosen, chosen), [])
  assert.deepEqual(changed({ a: { warning: '', board: 'Boats' }, b: { flair: 'x', other: '' } }, chosen), [['a', 'warning', ''], ['b', 'flair', 'x']])
})

test('an option of a post is asked for as its network describes it', async () => {
  const { choices, load: ask } = await load('options.js')
  const described = { name: 'flair', kind: 'choice', choices: [], loaded: true }
  assert.deepEqual(choices(say, described, 'old'), [{ value: 'old', label: 'old' }])
  assert.deepEqual(choices(say, described, 'sail', [{ value: 'sail', label: 'Sail' }]), [{ value: 'sail', label: 'Sail' }])
  assert.deepEqual(choices(say, { kind: 'switch' }, '').map(({ value }) => value), ['true', 'false'])
  assert.equal(choices(say, { kind: 'text' }, ''), null)
  assert.deepEqual(await ask(described, { id: 'p1' }, [['options.nsfw', 'true']]), [{ value: 'sail', label: 'Sail' }])
  assert.equal(reads[0], '/bin/smo/posts?options.nsfw=true&choices=flair&id=p1')
  await ask(described, { page: '/content/a', connection: 'toy-en' }, [])
  assert.equal(reads[1], '/bin/smo/preview?choices=flair&page=%2Fcontent%2Fa&connection=toy-en', 'where there is no post yet')
})

test('accounts are called by their names, and times stand by the clock of the site where all are of one', async () => {
  const { accountsOf, sharedZone } = await load('rows.js')
  assert.deepEqual(accountsOf({ connections: [{ id: 'toy-en', label: 'The museum' }] }), { 'toy-en': 'The museum' })
  assert.equal(sharedZone([post({ zone: 'Europe/Oslo' }), post({ zone: 'Europe/Oslo' })]), 'Europe/Oslo')
  assert.equal(sharedZone([post({ zone: 'Europe/Oslo' }), post({ zone: 'Asia/Tokyo' })]), undefined)
  assert.equal(sharedZone([post({ zone: '' })]), undefined)
  assert.equal(sharedZone([]), undefined)
})

test('before an account is chosen the server is asked by whose clock a note goes, and each account once', async () => {
  const { measured } = await load('sizes.js')
  const { read } = await load('picture.js')
  globalThis.fetch = async (address, { body } = {}) => {
    if (body) {
      sent.push(Object.fromEntries(body))
    }
    const sizes = body ? body.get('connections').split(',').filter(Boolean).map((connection) => ({ connection, length: 5 })) : []
    return { ok: true, status: 200, json: async () => (body ? { zone: 'Pacific/Auckland', sizes } : { token: 'ours' }), headers: new Map([['Content-Type', 'application/json']]) }
  }
  assert.deepEqual(await measured('/content/hours', [], '', () => []), { zone: 'Pacific/Auckland', sizes: {} })
  const both = await measured('/content/hours', ['plain', 'shows'], 'Words', (id) => (id === 'shows' ? read('/content/hall.jpg', '') : []))
  assert.deepEqual(Object.keys(both.sizes), ['plain', 'shows'])
  assert.deepEqual(sent.map((one) => one.connections), ['', 'plain', 'shows'])
  assert.deepEqual(await measured('hours', ['plain'], 'Words', () => []), { zone: '', sizes: {} })
  assert.equal(sent.length, 3, 'what is no path was asked for')
})

test('posts of two clocks are moved by that of each site, so they share none', async () => {
  const { sharedTime } = await load('rows.js')
  const one = post({ zone: 'Europe/Berlin', scheduled: '2026-12-04T08:15:00Z' })
  assert.deepEqual(sharedTime([one, { ...one, id: 'p2' }]), { at: one.scheduled, zone: 'Europe/Berlin' })
  assert.equal(sharedTime([one, post({ zone: 'Pacific/Auckland' })]), null)
})

test('every outcome of an attempt has words', async () => {
  const { OUTCOMES } = await load('history.js')
  const java = readFileSync(new URL('../../../../api/src/main/java/dev/smo/connector/Outcome.java', import.meta.url), 'utf8')
  const names = [...java.matchAll(/record (\w+)\(.*implements Outcome/g)].map(([, name]) => name.toLowerCase())
  assert.ok(names.length >= 8, names.join())
  assert.deepEqual(names.filter((name) => !(name in OUTCOMES)), [])
})

test('a correction that waits to be approved is another post, and the one that is out stays', async () => {
  const { waitsFor } = await load('actions.js')
  assert.equal(waitsFor('correct', { id: 'a' }, { id: 'b' }), true)
  assert.equal(waitsFor('correct', { id: 'a' }, { id: 'a' }), false, 'it is being taken back')
  assert.equal(waitsFor('again', { id: 'a' }, { id: 'b' }), false)
  const { takesPlace } = await load('actions.js')
  assert.equal(takesPlace({ replaces: 'a', state: 'AWAITING_APPROVAL' }), true)
  assert.equal(takesPlace({ replaces: 'a', state: 'SENT' }), false)
  assert.equal(takesPlace({ replaces: '', state: 'AWAITING_APPROVAL' }), false)
})
