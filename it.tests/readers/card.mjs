// What two readers make of a page's tags, as JSON. Usage: node card.mjs URL
import { unfurl } from 'unfurl.js'
import sdtt from 'structured-data-testing-tool'
import presets from 'structured-data-testing-tool/presets.js'

const url = process.argv[2]
const { Google, Twitter, Facebook, SocialMedia } = presets
const html = await (await fetch(url)).text()
const tested = await sdtt
  .structuredDataTest(html, { presets: [Google, Twitter, Facebook, SocialMedia] })
  .catch((error) => error.res)
const told = ({ description, type, group }) => ({ description, type, group })
console.log(
  JSON.stringify({
    unfurl: await unfurl(url),
    structured: {
      failed: tested.failed.map((test) => ({ ...told(test), error: test.error?.message })),
      schemas: tested.schemas,
    },
  }),
)
