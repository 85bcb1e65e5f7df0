// A real Bluesky PDS on loopback, with its own PLC directory. Prints one line of JSON when it is up:
//   {"url":"http://localhost:2583","plc":"http://localhost:2582"}
// It is also the server on which people sign in (OAuth).
// and ends when its standard input closes or on SIGTERM. Usage: node pds.mjs [port, 0 = any free one] [appview]
// With appview it brings the AppView, too, which counts what people do with posts ("appview" in the line); it wants PostgreSQL and Redis.
//
// Endpoints of ours sit in front of the server, since a real one does not lose answers on demand:
//   POST /_fake/faults {"next":"lose|cut|stall|500|429","times":1}  how the next putRecord calls fail
//   GET  /_fake/calls                                               what was asked so far
//   POST /_fake/index                                               answers once the AppView knows all that was written
//   POST /_fake/client {"id":"https://...","document":{...}}        what it finds there, as it can reach nothing outside
//   POST /_fake/agree {"page":"...","handle":"...","password":"..."}  does there what a person does in a browser, and
//                                                                   answers with the address that it is sent back to
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

process.env.LOG_ENABLED ??= 'false'

// Whatever the packages listen on, it is loopback only.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  if (typeof args[0] === 'number' || /^\d+$/.test(args[0])) {
    const callback = args.find((arg) => typeof arg === 'function')
    return listen.call(this, { port: Number(args[0]), host: '127.0.0.1' }, callback)
  }
  if (args[0] && typeof args[0] === 'object' && 'port' in args[0]) args[0].host = '127.0.0.1'
  return listen.apply(this, args)
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smo-pds-'))
process.env.TMPDIR = folder

if (process.argv[3] === 'appview') {
  const { databases } = await import('./databases.mjs')
  const { postgres, redis, end: stop } = await databases(folder)
  process.env.DB_POSTGRES_URL = postgres
  process.env.REDIS_HOST = redis
  process.on('exit', stop)
}
// Behind the databases, whose files it has.
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))

const { TestNetwork, TestNetworkNoAppView } = await import('@atproto/dev-env')
const port = Number(process.argv[2] ?? 0)
const network = await (process.argv[3] === 'appview' ? TestNetwork : TestNetworkNoAppView).create({ pds: port ? { port } : {} })

// The document is checked as one that it has fetched itself.
const { oauthClientMetadataSchema } = await import('@atproto/oauth-types')
const documents = new Map()
const clients = network.pds.ctx.oauthProvider.clientManager
const fetched = clients.metadataGetter.get.bind(clients.metadataGetter)
clients.metadataGetter.get = (id, options) =>
  documents.has(id)
    ? clients.validateClientMetadata(id, oauthClientMetadataSchema.parse(documents.get(id)))
    : fetched(id, options)

const faults = []
const calls = []
const server = network.pds.server.server
const [pds] = server.listeners('request')
server.removeAllListeners('request')
server.on('request', (req, res) => {
  if (req.url.startsWith('/_fake/')) return control(req, res)
  const call = `${req.method} ${req.url.split('?')[0]}`
  calls.push(call)
  const fault = call === 'POST /xrpc/com.atproto.repo.putRecord' ? faults.shift() : undefined
  if (fault) fail(fault, req, res)
  else pds(req, res)
})

function fail(fault, req, res) {
  switch (fault) {
    case 'cut':
      return req.resume().on('end', () => req.socket.destroy())
    case '429': {
      const reset = Math.floor(Date.now() / 1000) + 30
      res.writeHead(429, { 'content-type': 'application/json', 'ratelimit-reset': String(reset) })
      return res.end('{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}')
    }
    case '500':
      res.writeHead(500, { 'content-type': 'application/json' })
      return res.end('{"error":"InternalServerError","message":"Internal Server Error"}')
    default:
      // Acts on the call, but its answer never reaches the client.
      res.writeHead = () => res
      res.write = () => true
      res.end = () => {
        if (fault === 'lose') req.socket.destroy()
        return res
      }
      return pds(req, res)
  }
}

function control(req, res) {
  let body = ''
  req.on('data', (chunk) => (body += chunk))
  req.on('end', async () => {
    let answer = []
    if (req.url === '/_fake/calls') answer = calls
    if (req.url === '/_fake/faults') {
      const { next, times = 1 } = JSON.parse(body)
      for (let i = 0; i < times; i++) faults.push(next)
    }
    if (req.url === '/_fake/index') await network.processAll()
    if (req.url === '/_fake/client') {
      const { id, document } = JSON.parse(body)
      documents.set(id, document)
    }
    if (req.url === '/_fake/agree') answer = await agree(JSON.parse(body))
    res.writeHead(answer.error ? 400 : 200, { 'content-type': 'application/json' })
    res.end(JSON.stringify(answer))
  })
}

/** Comes to the page, signs in and agrees, with the headers and cookies of a browser. */
async function agree({ page, handle, password }) {
  const cookies = new Map()
  const origin = new URL(page).origin
  async function visit(method, url, headers, body) {
    const answer = await new Promise((resolve, reject) => {
      const sent = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const asked = http.request(url, { method, headers: { ...headers, ...(sent && { cookie: sent }) } }, resolve)
      asked.on('error', reject).end(body)
    })
    for (const cookie of answer.headers['set-cookie'] ?? []) {
      const [name, ...value] = cookie.split(';')[0].split('=')
      cookies.set(name, value.join('='))
    }
    let text = ''
    for await (const chunk of answer) text += chunk
    return { status: answer.statusCode, text }
  }
  const shown = await visit('GET', page, {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  })
  if (shown.status !== 200) return { error: shown.text }
  async function call(name, input, token) {
    const answer = await visit(
      'POST',
      `${origin}/@atproto/oauth-provider/~api/${name}`,
      {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        'sec-fetch-mode': 'same-origin',
        origin,
        referer: page,
        'x-csrf-token': cookies.get('csrf-token'),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      JSON.stringify(input),
    )
    return JSON.parse(answer.text)
  }
  const signedIn = await call('sign-in', { locale: 'en', username: handle, password })
  if (!signedIn.account) return { error: JSON.stringify(signedIn) }
  const agreed = await call('consent', { sub: signedIn.account.sub }, signedIn.ephemeralToken)
  if (!agreed.url) return { error: JSON.stringify(agreed) }
  const back = new URL(agreed.url)
  // The page of the server would lead the browser there by this address of its own.
  const redirect = back.searchParams.get('redirect_uri')
  return { back: redirect ? `${redirect}?${new URLSearchParams([...back.searchParams].filter(([name]) => name !== 'redirect_uri' && name !== 'redirect_mode'))}` : agreed.url }
}

async function end() {
  const hurry = setTimeout(() => process.exit(0), 3000)
  hurry.unref()
  await network.close().catch(() => {})
  process.exit(0)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
process.stdin.resume().on('end', end).on('close', end)

console.log(JSON.stringify({ url: network.pds.url, plc: network.plc.url, appview: network.bsky?.url }))
