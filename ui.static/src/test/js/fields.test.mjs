import assert from 'node:assert/strict'
import { test } from 'node:test'
import { console_ } from './drawn.mjs'
const load = console_()
const inputs = (node) => (Array.isArray(node) ? node.flatMap(inputs) : node && node.props ? [...(['input', 'textarea', 'select'].includes(node.type) ? [node] : []), ...inputs(node.props.children)] : [])
test('what is typed stays when a field is drawn again', async () => {
  const { Field } = await load('ui/ui.js')
  const [area] = inputs(Field({ label: 'Words', kind: 'area', name: 'text', value: 'old' }))
  assert.deepEqual(['value' in area.props, area.props.defaultValue], [false, 'old'])
  const [box] = inputs(Field({ label: 'On', kind: 'check', name: 'on', value: 'true', checked: true }))
  assert.deepEqual(['checked' in box.props, box.props.defaultChecked, box.props.value], [false, true, 'true'])
  const [select] = inputs(Field({ label: 'One', kind: 'select', name: 'one', value: 'b', choices: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] }))
  assert.equal('value' in select.props, false)
  const [told] = inputs(Field({ label: 'Search', kind: 'search', value: 'roof', onInput: () => {} }))
  assert.equal(told.props.value, 'roof')
})
test('no two actions are called the same', async () => {
  const { name } = await load('posts/actions.js')
  const all = ['approve', 'reject', 'retry', 'again', 'correct', 'posted', 'cancel', 'retract', 'edit', 'move', 'repeat', 'dismiss'].map((one) => name(one, (text) => text))
  assert.equal(new Set(all).size, all.length)
})
