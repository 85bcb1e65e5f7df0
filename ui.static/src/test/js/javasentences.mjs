import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Finds in Java sources the sentences that people may read: string literals and what is put together of them with +. What is filled in
// stands as {0}, {1} in the order of the source, so that a translation may turn it round.

/** What belongs together in Java: words, punctuation, { text } of strings, { group, inner } of brackets. */
export function parsed(source) {
  const open = [{ inner: [] }]
  const add = (token) => open.at(-1).inner.push(token)
  const token = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""[ \t]*\n([\s\S]*?)"""|"((?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\.)+'|[A-Za-z_$][\w$]*|\d[\w.]*|->|::|&&|\|\||[=!<>]=|[\s\S]/gy
  for (const [all, block, text] of source.matchAll(token)) {
    if (/^(\s|\/\/|\/\*)/.test(all)) continue
    if (block !== undefined) add({ text: block.replace(/\\\n\s*/g, '').replace(/\s+/g, ' ').trim() })
    else if (text !== undefined) add({ text: unescaped(text) })
    else if ('([{'.includes(all)) open.push({ group: all, inner: [] })
    else if (')]}'.includes(all)) add(open.pop())
    else add(all)
  }
  return open[0].inner
}

const unescaped = (text) => text.replace(/\\(u+([0-9a-fA-F]{4})|.)/g, (all, one, code) => (code ? String.fromCharCode(parseInt(code, 16))
  : ({ n: '\n', t: '\t', r: '\r' })[one] ?? one))

const ENDS = new Set([',', ';', '=', '->', 'return', 'throw', 'yield', 'case', 'default', 'else', '?', ':', '&&', '||', '==', '!='])

/** Without annotations, and without what is written to the log. */
function spoken(tokens, logs) {
  const kept = []
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === '@' && tokens[i + 1] !== 'interface') {
      i += 1
      while (tokens[i + 1] === '.') i += 2
      if (tokens[i + 1]?.group === '(') i += 1
    } else if (!logs && /^(log|LOG|logger|LOGGER)$/.test(tokens[i]) && tokens[i + 1] === '.' && tokens[i + 3]?.group === '(') {
      i += 3
    } else kept.push(tokens[i])
  }
  return kept
}

function pieces(tokens) {
  const all = [[]]
  for (const token of tokens) {
    if (ENDS.has(token)) all.push([])
    else if (token.group === '{') all.push([token], [])
    else all.at(-1).push(token)
  }
  return all
}

const split = (tokens, by) => tokens.reduce((all, token) => {
  if (token === by) all.push([])
  else all.at(-1).push(token)
  return all
}, [[]])

const MOST = 16
const HOLE = null

/** All that an expression may say, each as a list of texts and holes. */
function said(tokens, constants) {
  return split(tokens, '+').reduce((all, operand) => {
    const ways = ofOperand(operand, constants)
    const grown = all.flatMap((start) => ways.map((way) => [...start, ...way]))
    return grown.length > MOST ? all.map((start) => [...start, HOLE]) : grown
  }, [[]])
}

function ofOperand(operand, constants) {
  const [first, dot, name] = operand
  if (operand.length === 1 && first.text !== undefined) return [[first.text]]
  if (operand.length === 1 && constants.has(first)) return [[constants.get(first)]]
  if (dot === '.' && name === 'formatted') {
    const texts = ofOperand([first], constants)
    return texts.flatMap((parts) => formatted(parts, split(operand[3].inner, ','), constants))
  }
  if (operand.length === 1 && first.group === '(') {
    const ask = first.inner.indexOf('?')
    const ways = pieces(first.inner.slice(ask + 1)).flatMap((one) => said(one, constants))
    if (ways.some((way) => way.some((part) => part !== HOLE))) return ways
  }
  if (first === 'String' && name === 'format') {
    const [text, ...values] = split(operand[3].inner, ',').filter((one) => one[0] !== 'Locale')
    return said(text, constants).flatMap((parts) => formatted(parts, values, constants))
  }
  return [[HOLE]]
}

/** A text for String.format; of a value that is one of several words, each of them. */
function formatted(parts, values, constants) {
  let i = 0
  return parts.flatMap((part) => (part === HOLE ? [HOLE] : part.split(/%(?:\d\$)?[-,\d.]*[sd]/).flatMap((text, n) => (n ? [{ value: values[i++] }, text] : [text]))))
    .reduce((all, part) => {
      const ways = part?.value?.includes('?') ? ofOperand([{ group: '(', inner: part.value }], constants) : [[typeof part === 'string' ? part : HOLE]]
      return all.flatMap((start) => ways.map((way) => [...start, ...way]))
    }, [[]])
}

function template(parts) {
  let i = 0
  return parts.map((part) => (part === HOLE ? `{${i++}}` : part)).join('').replace(/\{\}|%[sd]/g, () => `{${i++}}`)
}

/** Constants of the file that are plain text. */
function constantsOf(tokens, into = new Map()) {
  tokens.forEach((token, i) => {
    if (token.group) constantsOf(token.inner, into)
    if (token === 'String' && /^[A-Z_]+$/.test(tokens[i + 1]) && tokens[i + 2] === '=') {
      const end = tokens.indexOf(';', i)
      const all = said(tokens.slice(i + 3, end), into)
      if (all.length === 1 && !all[0].includes(HOLE)) into.set(tokens[i + 1], all[0].join(''))
    }
  })
  return into
}

/** Each text of the source, with {0}, {1} for what is filled in. */
export function textsOf(source, logs = false) {
  const tree = parsed(source)
  const constants = constantsOf(tree)
  const found = []
  const visit = (tokens) => {
    const kept = spoken(tokens, logs)
    for (const piece of pieces(kept)) {
      const all = split(piece, '+')
      const joined = all.length > 1 || all[0].some((token) => token.text !== undefined)
      for (const way of joined ? said(piece, constants) : []) if (way.some((part) => part !== HOLE)) found.push(template(way))
      for (const token of piece) if (token.group && !(all.length > 1 && all.some((one) => one.length === 1 && one[0] === token))) visit(token.inner)
    }
  }
  visit(tree)
  return found
}

const HOME = fileURLToPath(new URL('../../../../', import.meta.url))

/** Where sentences for the console are written. What AEM's and Sling CMS's own pages and workflows say is none of the console. */
const SAYING = /^(engine|connectors|core|api)\/src\/main\/java\/dev\/smo\/.*\.java$/

/** What is written there and never comes to the console, and why. */
const UNSAID = [
  [/^api\/(?!.*outbound\/Answer)/, 'faults of whoever programs against it'],
  [/^core\/.*\/smo\/(?!outbound|raster\/|networks\/|links\/|settings\/|feed\/catalog|card\/impl\/(?:FirstUsable|CardImages|CardValues|Cards)\.java)/, 'pages and feeds for the public, and answers to other servers'],
  [/^core\/.*\/(ShortLinkFilter|FeedDocument|PublicAddress|HttpOutbound|StaticFiles)\.java$/, 'faults of the installation, for the log'],
  [/^engine\/.*\/assistant\//, 'English for assistants, whose people read what those make of it'],
  [/^engine\/.*\/administration\/(SupportText|SupportReport|SupportBundle)\.java$/, 'a file for whoever helps, in English'],
  [/^engine\/.*\/mail\/(RawMessage|MailText|MailWords|ConfirmationText|UnsubscribeServlet)\.java$/, 'mails, which have words of their own in ten languages'],
  [/^engine\/.*\/webmention\//, 'answers to other servers, and the log'],
  [/^engine\/.*\/collecting\//, 'answers of other instances, for the log'],
  [/^engine\/.*\/console\/(ClientDocumentServlet|FailurePage|SignInCookies)\.java$/, 'a document for networks, and a page without the console'],
  [/^engine\/.*\/ledger\/(Archive|Journal|JournalLines|JournalRecord|Pointers|Ledger|PostRecord|Decision)\.java$/, 'a damaged disk, for the log'],
  [/^engine\/.*\/(SyndicationRequest|LedgerSyndication|NotedStops|Outbox|ConfigurationPackage|ConfigurationJson|People|SignIns|SentTally|ICalendar|PersonName|SyndicationPolicy|AccountTypes)\.java$/, 'faults of code that calls it, for the log'],
  [/^connectors\/.*\/(sandbox\/Timeline|sandbox\/TimelineServlet|nostr\/Schnorr|SigningKey|Tid|words\/)/, 'faults of the installation, for the log'],
]

/** Files whose texts are put behind others, as what a network or a connection said; they begin small. */
const PUT_BEHIND = /\/(FailureWords|Conversation|Exchange|AddressRules|HttpOutbound|BoundedHtml|NetworkCalls|CallDeadline|WebPFile|SourceFile|Login|ContainerPublisher|RelayRefusedException|SlackApi|ClockCheck|CatchUpCheck|ConnectionsCheck|Environment|AccountName|AccountNames|Decisions|NewEditions|Digests|PostResponder|PostEditor|LastWords|Lanes|PublicHtml|FieldProblem|Identities|SandboxConnector|Sessions|EnteredSecrets|Again|FirstUsable|CardImages|CardValues|Cards)\.java$/

/** What is put together in a way that no reader of sources sees. */
const ALSO = ['sent again', 'approved', 'rejected', 'cancelled'].flatMap((what) => [`${what} by {0}`, `${what} by {0}: {1}`])
  .concat(['You signed in as {0}, which signs in elsewhere than {1}. Sign in as the site.', 'You signed in as {0}, which cannot be asked whether it belongs to {1}.', 'behind', 'later'])

/** Names of networks stand in many sentences that are the same but for them; those are one sentence, with a place for the name. */
const NETWORKS = /(?<![\w.])(Bluesky|Facebook|Google|Instagram|LinkedIn|Mastodon|Meta|Pinterest|Reddit|Slack|Telegram|Discord|Teams|Threads|Tumblr|X|YouTube)(?![\w])/

/** Paths, addresses, selectors, patterns and the like. */
const NO_WORDS = /^(https?:|--|\w+[:;] ?\w+[;,])|<\w|SELECT|\\[a-z]|\w\[|\w=\{|see Progress$|every Java|Java makes|Java does|^\{\d\}([a-z/@]|;\w)|^Basic |\(zone\)|^Could not find|^DAY limit|^(Google Business Profile|JSON Feed)$|\{\d\}END|\n| $|^\{?\w+\}? is no longer available/

function forPeople(text, small) {
  return / /.test(text) && /[a-z]{3}/.test(text.replace(/\{\d\}/g, '')) && !NO_WORDS.test(text) && (/^["'{A-Z]/.test(text) || small)
}

function withoutNetwork(text) {
  const hole = text.match(NETWORKS)
  if (!hole) return null
  const before = (text.slice(0, hole.index).match(/\{\d\}/g) || []).length
  return text.replace(/\{(\d)\}/g, (all, i) => (Number(i) >= before ? `{${Number(i) + 1}}` : all)).replace(NETWORKS, `{${before}}`)
}

/** All sentences of the Java sources that may come to the console, in the order of their files; with where they stand. */
export function sentences() {
  const found = new Map(ALSO.map((text) => [text, 'also']))
  const described = new Set(readFileSync(`${HOME}connectors/src/main/resources/dev/smo/connectors/words_de.properties`, 'utf8')
    .split('\n').map((line) => line.split(/(?<!\\)=/)[0].replace(/\\(.)/g, '$1')))
  for (const module of ['api', 'core', 'engine', 'connectors']) {
    const files = readdirSync(`${HOME}${module}/src/main/java`, { recursive: true }).map((file) => `${module}/src/main/java/${file.replaceAll('\\', '/')}`).sort()
    for (const file of files.filter((one) => SAYING.test(one) && !UNSAID.some(([which]) => which.test(one)))) {
      for (const text of textsOf(readFileSync(HOME + file, 'utf8'), /\/health\/|MailCheck|WebhooksCheck/.test(file))) {
        if (forPeople(text, PUT_BEHIND.test(file)) && !described.has(text) && !found.has(text)) found.set(text, file.replace(/.*\/|\.java/g, ''))
      }
    }
  }
  const same = new Map()
  for (const text of found.keys()) {
    const bare = withoutNetwork(text)
    if (bare) same.set(bare, [...(same.get(bare) || []), text])
  }
  const folded = new Map()
  for (const [text, file] of found) {
    const bare = withoutNetwork(text)
    const key = bare && (same.get(bare).length > 1 || found.has(bare)) ? bare : text
    if (!folded.has(key)) folded.set(key, file)
  }
  return folded
}
