// What the console says of the post that somebody read before deciding. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo', import.meta.url))

let folder
let sent
let status
let seen

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smo-decisions-'))
  cpSync(SOURCE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  sent = []
  status = 200
  seen = { loads: 0, troubles: [] }
  globalThis.fetch = async (address, { body } = {}) => {
    if (body) {
      sent.push(Object.fromEntries(body))
    }
    const answer = body ? { error: 'This post has changed.' } : { token: 'ours' }
    return {
      ok: !body || status === 200, status: body ? status : 200, json: async () => answer,
      headers: new Map([['Content-Type', 'application/json']]),
    }
  }
})

async function list() {
  const { Posts } = await import(pathToFileURL(join(folder, 'console/posts.js')))
  return Object.assign(Object.create(Posts.prototype), {
    page: { options: {} },
    context: { say: (key) => key, tell() {}, trouble: (error) => seen.troubles.push(error.message) },
    load: async () => { seen.loads += 1 },
  })
}

const post = { id: 'p1', revision: 'r1', network: 'toy', state: 'AWAITING_APPROVAL', title: 'Hours' }

test('a decision names the revision that was shown', async () => {
  await (await list()).act('approve', post, 'Approve')
  assert.deepEqual(sent, [{ action: 'approve', id: 'p1', revision: 'r1' }])
})

test('a post that has changed meanwhile is shown again, with the reason', async () => {
  status = 409
  await (await list()).act('approve', post, 'Approve')
  assert.deepEqual(seen, { loads: 1, troubles: ['This post has changed.'] })
})

test('who moves a post is shown its rule and told how a time is written, in both languages', async () => {
  const { words } = await import(pathToFileURL(join(folder, 'console/words.js')))
  for (const [language, hint] of [['en', 'next free slot.'], ['de', 'nächster freier Termin']]) {
    const asked = []
    writeFileSync(join(folder, 'console/dialog.js'), 'export const ask = (say, question) => globalThis.asked(question)\nexport const field = () => null\n')
    globalThis.asked = (question) => { asked.push(question); return { when: 'next free slot' } }
    const { decide } = await import(`${pathToFileURL(join(folder, 'console/decide.js'))}?${language}`)
    assert.deepEqual(await decide('move', { when: 'after 90 minutes', zone: 'Europe/Berlin' }, await words(language)), { when: 'next free slot' })
    const [{ fields: [field] }] = asked
    assert.equal(field.value, 'after 90 minutes')
    assert.ok(field.hint.includes('(Europe/Berlin)') && field.hint.includes(hint), field.hint)
  }
})
