// Holds requests against what networks publish of their APIs. Reads requests as a JSON array from standard input,
//   {"method":"POST","path":"/2/tweets","query":{"wait":"true"},"body":{"text":"..."}}
// and prints, for each, an array of sentences: what the description says otherwise. Usage: node requests.mjs discord|x
//
// Discord's description comes as types and as schemas of Zod, X's as the client that X makes of it. TypeScript says whether path,
// method, parameters and fields of a body are known and of their type, and Zod whether values keep their limits.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { config, locales } from 'zod/mini'

const network = process.argv[2]
const { operations, values } = await { discord, x }[network]()
const requests = JSON.parse(readFileSync(0, 'utf8'))
const found = requests.map(() => [])
const source = requests.map(checked).join('\n')
diagnose(source).forEach(({ line, text }) => found[line].push(text))
requests.forEach((request, index) => found[index].push(...values(request, operation(request))))
console.log(JSON.stringify(found))

/** One line of TypeScript that is right if the request is. */
function checked(request, index) {
  const known = operation(request)
  if (!known) {
    found[index].push(`knows no ${request.method} ${request.path}`)
    return ''
  }
  for (const name of Object.keys(request.query ?? {})) {
    if (!known.query.includes(name)) found[index].push(`${request.method} ${known.path} has no parameter ${name}`)
  }
  if (request.body === undefined) return ''
  if (!known.body) {
    found[index].push(`${request.method} ${known.path} has no body`)
    return ''
  }
  return `{ const body: ${known.body} = ${JSON.stringify(known.named(request.body))}; void body }`
}

/** The operation of a request; of several paths that fit, the one with the fewest placeholders. */
function operation({ method, path }) {
  return operations
    .filter((one) => one.method === method && pattern(one.path).test(path))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}

function pattern(path) {
  const literal = path.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${literal.join('[^/]+')}$`)
}

/** What TypeScript has to say, by line. */
function diagnose(text) {
  const { program, file } = compile(text)
  return ts.getPreEmitDiagnostics(program, file).map(({ start, messageText }) => ({
    line: file.getLineAndCharacterOfPosition(start).line - 1,
    text: ts.flattenDiagnosticMessageText(messageText, ' '),
  }))
}

function compile(text) {
  const name = fileURLToPath(new URL('requests.generated.ts', import.meta.url))
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] }
  options.target = ts.ScriptTarget.ES2022
  options.module = ts.ModuleKind.ESNext
  options.moduleResolution = ts.ModuleResolutionKind.Bundler
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  const whole = ts.createSourceFile(name, `${imports()}\n${text}`, options.target, true)
  host.getSourceFile = (path, ...more) => (path === name ? whole : getSourceFile.call(host, path, ...more))
  host.fileExists = (path) => path === name || fileExists.call(host, path)
  const program = ts.createProgram([name], options, host)
  return { program, file: whole }
}

function imports() {
  return { discord: "import type { Paths } from 'discord-api-spec'", x: "import type * as X from '@xdevplatform/xdk'" }[network]
}

async function discord() {
  const types = ts.createSourceFile('', read('discord-api-spec', 'discord-api-spec.ts'), ts.ScriptTarget.ES2022, true)
  const schemas = await import('discord-api-spec/zod')
  config(locales.en())
  const all = []
  for (const { path, method, node } of paths(types)) {
    const type = (name, within) => within.members?.find((member) => member.name?.getText(types) === name)?.type
    const query = type('query', type('parameters', node))
    const body = type('requestBody', node)
    const takes = body && body.kind !== ts.SyntaxKind.UndefinedKeyword
    all.push({
      path: '/api' + path,
      method: method.toUpperCase(),
      query: (query?.members ?? []).map((member) => member.name.getText(types)),
      body: takes && `NonNullable<Paths[${JSON.stringify(path)}]['${method}']['requestBody']>`,
      schemas: takes ? body.getText(types).split('|').map((name) => schemas[`${name.trim()}Schema`]) : [],
      named: (fields) => fields,
    })
  }
  // A body of several schemas keeps the limits of one of them.
  const values = ({ body }, known) => {
    const tried = body === undefined || !known ? [] : known.schemas.filter(Boolean).map((schema) => schema.safeParse(body))
    return tried.length === 0 || tried.some((one) => one.success) ? [] : tried[0].error.issues.map(said)
  }
  return { operations: all, values }
}

function said({ path, message }) {
  return `${path.join('.')}: ${message}`
}

/** The members of the interface Paths. */
function paths(types) {
  const found = []
  ts.forEachChild(types, (node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'Paths') return
    for (const path of node.members) {
      for (const method of path.type.members) {
        found.push({ path: path.name.text, method: method.name.getText(types), node: method.type })
      }
    }
  })
  return found
}

async function x() {
  const client = read('@xdevplatform/xdk', 'index.js')
  const all = []
  for (const [, name, code] of client.matchAll(/^var (\w+Client) = class .*?\{\n(.*?)^\};/gms)) {
    for (const part of code.split('// Implementation')) {
      const [, path] = part.match(/let path = "([^"]+)"/) ?? []
      const [, method] = part.match(/this\.client\.request\(\s*"([A-Z]+)"/) ?? []
      const [, call] = part.match(/async (\w+)\(/) ?? []
      if (!path || !method) continue
      const query = [...part.matchAll(/params\.append\("([^"]+)"/g)].map(([, parameter]) => parameter)
      // The client asks for post.fields where X's documentation still has tweet.fields.
      if (query.includes('post.fields')) query.push('tweet.fields')
      const body = part.includes('JSON.stringify') && `Parameters<X.${name}['${call}']>[0]`
      all.push({ path, method, query, body, named: camel })
    }
  }
  return { operations: all, values: () => [] }
}

/** The client's spelling of names, of which it makes X's own. */
function camel(value) {
  if (Array.isArray(value)) return value.map(camel)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), camel(inner)]),
  )
}

function read(module, file) {
  return readFileSync(new URL(file, import.meta.resolve(module)), 'utf8')
}
