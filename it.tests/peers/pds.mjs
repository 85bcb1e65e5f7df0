// A real Bluesky PDS on loopback, with its own PLC directory. Prints one line of JSON when it is up:
//   {"url":"http://localhost:2583","plc":"http://localhost:2582"}
// and ends when its standard input closes or on SIGTERM. Usage: node pds.mjs [port, 0 = any free one]
//
// Two endpoints of ours sit in front of the server, since a real one does not lose answers on demand:
//   POST /_fake/faults {"next":"lose|cut|stall|500|429","times":1}  how the next putRecord calls fail
//   GET  /_fake/calls                                               what was asked so far
import fs from 'node:fs'
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
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))

const { TestNetworkNoAppView } = await import('@atproto/dev-env')
const port = Number(process.argv[2] ?? 0)
const network = await TestNetworkNoAppView.create({ pds: port ? { port } : {} })

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
  req.on('end', () => {
    if (req.url === '/_fake/faults') {
      const { next, times = 1 } = JSON.parse(body)
      for (let i = 0; i < times; i++) faults.push(next)
    }
    res.writeHead(200, { 'content-type': 'application/json' })
    res.end(JSON.stringify(req.url === '/_fake/calls' ? calls : []))
  })
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

console.log(JSON.stringify({ url: network.pds.url, plc: network.plc.url }))
