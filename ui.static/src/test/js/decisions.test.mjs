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
