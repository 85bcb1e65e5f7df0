// What Bluesky's own client takes for links and hashtags, as an oracle for ours. Reads a JSON array of texts from standard input and prints,
// for each, an array of what was found: {"type":"link","start":0,"end":9}, in UTF-8 bytes. Usage: node facets.mjs
import { readFileSync } from 'node:fs'
import { RichText } from '@atproto/api'

const found = JSON.parse(readFileSync(0, 'utf8')).map((text) => {
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  return (rich.facets ?? []).map(({ index, features: [{ $type }] }) => ({
    type: $type.split('#')[1],
    start: index.byteStart,
    end: index.byteEnd,
  }))
})
console.log(JSON.stringify(found))
