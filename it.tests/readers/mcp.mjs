// The client of the Model Context Protocol's own SDK, which checks what a server answers against the protocol, at SMO's endpoint.
// Usage: node mcp.mjs ENDPOINT PAGE CONNECTION; exits with 0 if all is well.
import assert from 'node:assert/strict'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [endpoint, page, connection] = process.argv.slice(2)

async function step(sentence, work) {
  await work()
  console.log(`ok  ${sentence}`)
}

function connect(headers) {
  const client = new Client({ name: 'smo-it', version: '1.0.0' })
  const failed = []
  client.onerror = (error) => failed.push(error)
  return client.connect(new StreamableHTTPClientTransport(new URL(endpoint), { requestInit: { headers } })).then(() => ({ client, failed }))
}

const { client, failed } = await connect({ Authorization: `Basic ${btoa('admin:admin')}` })
const use = (name, args) => client.callTool({ name, arguments: args })

await step('a session begins', async () => {
  assert.equal(client.getServerVersion().name, 'smo')
  assert.ok(client.getServerCapabilities().tools)
  await client.ping()
})
await step('tools are listed with their forms', async () => {
  const { tools } = await client.listTools()
  assert.deepEqual(tools.map((tool) => tool.name).sort(), ['ask_for_approval', 'list_posts', 'propose_words', 'show_calendar', 'show_post', 'what_would_be_posted'])
  assert.equal(tools.find((tool) => tool.name === 'list_posts').annotations.readOnlyHint, true)
})
await step('a post is looked at, planned and found', async () => {
  const { preview } = (await use('what_would_be_posted', { page })).structuredContent
  assert.equal(preview.page.path, page)
  const wish = { page, connections: connection, text: 'By the SDK: {title} {url}' }
  const [planned] = (await use('ask_for_approval', wish)).structuredContent.results
  assert.equal(planned.error, '')
  assert.equal((await use('ask_for_approval', wish)).structuredContent.results[0].id, planned.id)
  const shown = await use('show_post', { id: planned.id })
  assert.equal(shown.structuredContent.posts[0].state, 'AWAITING_APPROVAL')
  assert.equal(JSON.parse(shown.content[0].text).posts[0].id, planned.id)
  assert.ok((await use('show_calendar', { from: '2026-12-01', to: '2026-12-07' })).structuredContent.days)
  assert.ok((await use('list_posts', { q: page })).structuredContent.posts.length > 0)
})
await step('what cannot be done is told to the model, what is no call to the program', async () => {
  const nothing = await use('show_post', { id: 'nothing' })
  assert.equal(nothing.isError, true)
  assert.equal(nothing.content[0].text, 'There is no such post.')
  assert.equal((await use('show_post', { id: 'a', more: 'b' })).isError, true)
  await assert.rejects(use('approve', {}), /There is no tool approve/)
  await assert.rejects(client.listPrompts())
})
await step('a stranger cannot connect', async () => {
  await assert.rejects(connect({}), { code: 401 })
})
await client.close()
assert.deepEqual(failed, [])
