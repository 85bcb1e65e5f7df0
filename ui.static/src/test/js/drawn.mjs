// Draws components of the console without a browser: functions are called, elements become {name, attributes, children}.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo', import.meta.url))

const PREACT = `export const h = (type, props, ...children) => ({ type, props: { ...(props || {}), children } })
export class Component {}
`
const HOOKS = `export const useState = (first) => [globalThis.smoState ?? first, (next) => { (globalThis.smoSet ??= []).push(next) }]
export const useEffect = () => {}
export const useLayoutEffect = () => {}
export const useRef = (first) => ({ current: first })
export const useCallback = (call) => call
`

/** A copy of the scripts in which Preact only makes trees; gives what loads one. */
export function console_() {
  const folder = mkdtempSync(join(tmpdir(), 'smo-drawn-'))
  cpSync(SOURCE, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  mkdirSync(join(folder, 'console/lib'), { recursive: true })
  writeFileSync(join(folder, 'console/lib/preact.module.js'), PREACT)
  writeFileSync(join(folder, 'console/lib/hooks.module.js'), HOOKS)
  return (file) => import(pathToFileURL(join(folder, 'console', file)))
}

/** What a node looks like, as a list of elements and texts. */
export function draw(node) {
  if (node === null || node === undefined || node === false || node === true) {
    return []
  }
  if (Array.isArray(node)) {
    return node.flatMap(draw)
  }
  if (typeof node !== 'object') {
    return [String(node)]
  }
  if (typeof node.type === 'function') {
    return draw(node.type(node.props))
  }
  const { children, defaultValue, defaultChecked, ...attributes } = node.props
  // What a field begins with is what it shows.
  const shown = { ...(defaultValue === undefined ? {} : { value: defaultValue }), ...(defaultChecked === undefined ? {} : { checked: defaultChecked }) }
  return [{ name: node.type, attributes: { ...attributes, ...shown }, children: draw(children) }]
}

/** All elements of a name, in the order of reading. */
export function all(drawn, name) {
  return drawn.flatMap((one) => (typeof one === 'string' ? [] : [...(one.name === name ? [one] : []), ...all(one.children, name)]))
}

export function text(drawn) {
  return drawn.map((one) => (typeof one === 'string' ? one : text(one.children))).join('')
}
