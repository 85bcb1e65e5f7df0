// What readers that nobody here wrote make of a page's tags, as JSON. Usage: node card.mjs URL
import { extract } from '@extractus/oembed-extractor'
import { getPreviewFromContent } from 'link-preview-js'
import ogs from 'open-graph-scraper'
import sdtt from 'structured-data-testing-tool'
import presets from 'structured-data-testing-tool/presets.js'
import { unfurl } from 'unfurl.js'

const url = process.argv[2]
const { Google, Twitter, Facebook, SocialMedia } = presets
const answer = await fetch(url)
const html = await answer.text()
const headers = Object.fromEntries(answer.headers)
const tested = await sdtt
  .structuredDataTest(html, { presets: [Google, Twitter, Facebook, SocialMedia] })
  .catch((error) => error.res)
const told = ({ description, type, group }) => ({ description, type, group })
console.log(
  JSON.stringify({
    unfurl: await unfurl(url),
    scraper: (await ogs({ html })).result,
    preview: await getPreviewFromContent({ headers, data: html, url }),
    oembed: await extract(url),
    structured: {
      failed: tested.failed.map((test) => ({ ...told(test), error: test.error?.message })),
      schemas: tested.schemas,
    },
  }),
)
