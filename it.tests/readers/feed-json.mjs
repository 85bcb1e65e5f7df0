// What @extractus/feed-extractor makes of a feed, as JSON. Usage: node feed-json.mjs URL
import { extract } from '@extractus/feed-extractor'

console.log(JSON.stringify(await extract(process.argv[2], { useISODateFormat: true })))
