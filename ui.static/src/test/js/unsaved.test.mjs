// That words which somebody wrote are asked about before they are lost. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'

const UI = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo/console/ui', import.meta.url))

let asked
let answer
let effects
let load

beforeEach(() => {
  asked = []
  effects = []
  answer = true
  globalThis.smoEffects = effects
  globalThis.window = { confirm: (question) => { asked.push(question); return answer }, addEventListener: (name, call) => { globalThis.smoLeaves = call } }
  const folder = mkdtempSync(join(tmpdir(), 'smo-unsaved-'))
  cpSync(UI, join(folder, 'ui'), { recursive: true })
  mkdirSync(join(folder, 'lib'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  writeFileSync(join(folder, 'lib/hooks.module.js'), `export const useRef = (first) => ({ current: first })
export const useEffect = (call, of) => { const end = call(); if (of) { globalThis.smoEffects.push(end) } }
`)
  load = () => import(pathToFileURL(join(folder, 'ui/unsaved.js')))
})

test('where nothing is written nobody is asked', async () => {
  const { mayLeave, useUnsaved } = await load()
  useUnsaved('')
  assert.ok(mayLeave())
  assert.deepEqual(asked, [])
})

test('whoever stays is asked again, whoever leaves is not', async () => {
  const { mayLeave, useUnsaved } = await load()
  useUnsaved('Leave it?')
  answer = false
  assert.ok(!mayLeave(), 'it was left although the person stays')
  answer = true
  assert.ok(mayLeave())
  assert.ok(mayLeave())
  assert.deepEqual(asked, ['Leave it?', 'Leave it?'])
})

test('what is sent, and what is gone, is not asked about', async () => {
  const { forget, mayLeave, useUnsaved } = await load()
  useUnsaved('Leave it?')
  forget()
  assert.ok(mayLeave())
  useUnsaved('Leave it?')
  effects.forEach((end) => end())
  assert.ok(mayLeave())
  assert.deepEqual(asked, [])
})

test('the browser asks before it leaves the page, and only then', async () => {
  const { useUnsaved } = await load()
  let prevented = 0
  const event = { preventDefault: () => { prevented += 1 } }
  globalThis.smoLeaves(event)
  assert.equal(prevented, 0)
  useUnsaved('Leave it?')
  globalThis.smoLeaves(event)
  assert.equal(prevented, 1)
})

test('whoever leaves one place alone is asked about that one, and keeps the others', async () => {
  const { mayLeave, useUnsaved } = await load()
  useUnsaved('Leave the answer?')
  const mayLeaveIt = useUnsaved('Leave the window?')
  answer = false
  assert.ok(!mayLeaveIt(), 'it was left although the person stays')
  answer = true
  assert.ok(mayLeaveIt())
  assert.ok(mayLeaveIt(), 'it was asked about again')
  assert.ok(mayLeave())
  assert.deepEqual(asked, ['Leave the window?', 'Leave the window?', 'Leave the answer?'])
})

test('each window with an area for words asks before these are lost', () => {
  const folder = join(UI, '..')
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'))
  const windows = files.map((name) => [name, readFileSync(join(folder, name), 'utf8')])
    .filter(([, source]) => source.includes('h(Dialog,') && source.includes("kind: 'area'"))
  assert.ok(windows.length >= 4, `only ${windows.length} windows were found`)
  const silent = windows.filter(([, source]) => !/\bunsaved: |= useUnsaved\(/.test(source)).map(([name]) => name)
  assert.deepEqual(silent, [])
})
