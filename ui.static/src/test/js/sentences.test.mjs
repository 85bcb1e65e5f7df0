// That whatever the server says to people is said in each language. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sentences, textsOf } from './javasentences.mjs'

const CONSOLE = fileURLToPath(new URL('../../main/content/jcr_root/static/clientlibs/smo/console/', import.meta.url))
const { speaking, told } = await import(`${CONSOLE}sentences.js`)
const { withProblems } = await import(`${CONSOLE}../preview/findings.js`)
const { speaker } = await import(`${CONSOLE}speaker.js`)
const tags = readdirSync(`${CONSOLE}words`).filter((name) => name.endsWith('.js')).map((name) => name.replace('.js', ''))
const catalogues = {}
for (const tag of tags) catalogues[tag] = (await import(`${CONSOLE}sentences/${tag}.js`)).default
const said = sentences()
const places = (text) => (text.match(/\{\d\}/g) || []).sort()

for (const tag of tags) {
  test(`each sentence of the Java sources is there in ${tag}, and no other`, () => {
    assert.ok(said.size > 800, said.size)
    assert.deepEqual([...said].filter(([text]) => !catalogues[tag][text]).map(([text, file]) => `${file}: ${text}`), [], 'translate these')
    assert.deepEqual(Object.keys(catalogues[tag]).filter((text) => !said.has(text)), [], 'nobody says these any more')
  })

  test(`translations of ${tag} have the places of their sentences, and no line is empty`, () => {
    for (const [text, to] of Object.entries(catalogues[tag])) {
      assert.ok(to.trim(), text)
      assert.deepEqual(places(to), places(text), text)
    }
  })

  test(`whatever is filled in, a sentence is found again in ${tag}`, () => {
    const say = speaker(catalogues[tag], tag)
    for (const [text, to] of Object.entries(catalogues[tag])) {
      const fill = (template) => template.replace(/\{(\d)\}/g, (place, i) => `qq${i}`)
      const bare = (filled) => filled.replace(/[\u2066\u2068\u2069]/g, '')
      assert.equal(bare(say(fill(text))), bare(fill(to)), text)
    }
  })

  test(`what is typed as it stands, and the header of tokens, stay in ${tag}`, () => {
    for (const [text, to] of Object.entries(catalogues[tag])) {
      for (const typed of text.match(/X-SMO-Token|https:\/\/[^\s{]+\w|\/bin\/smo\/\w+|\bw_|write:favourites|pages_manage_posts|22:00-7:00|2027-01-31(?:T[\d:+]+)?|next free slot|#14213d|de=mastodon/g) || []) {
        assert.ok(to.includes(typed), `${text}: ${typed}`)
      }
    }
  })
}

const german = speaker(catalogues.de, 'de', { Sent: 'Gepostet' })

test('a sentence in a sentence is said, and words of a network stay as they are', () => {
  assert.equal(german('Given up after 3 tries: LinkedIn limits calls: {"message":"Too many"}'),
    'Nach 3 Versuchen aufgegeben: LinkedIn begrenzt Aufrufe: {"message":"Too many"}')
  assert.equal(german('The page cannot be loaded: there is no such host'), 'Die Seite lässt sich nicht laden: einen solchen Host gibt es nicht')
})

test('sentences behind each other are said one by one, and one that nobody knows stays English', () => {
  assert.equal(german('The network had it already. Its words say that its page is gone.'), 'Das Netzwerk hatte ihn schon. Sein Text sagt, dass seine Seite weg ist.')
  assert.equal(german('Computer says no. The session was renewed.'), 'Computer says no. Die Sitzung wurde erneuert.')
  assert.equal(german('Computer says no.'), 'Computer says no.')
})

test('a sentence that always stands behind another one is said there, however long that is', () => {
  assert.equal(german(`Sling ${'says '.repeat(20)}no. Start again later.`), `Sling ${'says '.repeat(20)}no. Beginnen Sie später von vorn.`)
})

test('a stop behind a sentence of a connector is no other sentence', () => {
  assert.equal(german('The connection names no channel.'), 'Die Verbindung nennt keinen Kanal.')
})

test('what is filled in reaches over no end of a sentence', () => {
  assert.equal(german('There is no connection museum. The session was renewed.'), 'Die Verbindung museum gibt es nicht. Die Sitzung wurde erneuert.')
  assert.equal(german('The network refuses the account: Token is gone. Ask us. Sign in again, or enter a new token.'),
    'Das Netzwerk weist das Konto ab: Token is gone. Ask us. Melden Sie sich neu an oder geben Sie ein neues Token ein.')
})

test('times and states in a sentence are those of the language', () => {
  assert.equal(german('Quiet hours until 2026-11-30 22:00 (Europe/Berlin).'), 'Ruhezeit bis 30.11.2026, 22:00 (Europe/Berlin).')
  assert.equal(german('mastodon pauses until 2026-11-30T21:00:00.123Z: It was stopped.'), 'mastodon pausiert bis 30.11.2026, 21:00 (UTC): Er wurde angehalten.')
  assert.equal(german('A post that is SENT cannot be changed here.'), 'Ein Beitrag in diesem Zustand lässt sich hier nicht ändern: Gepostet.')
  assert.equal(german('The time 2026-13-77 99:00 is past.'), 'Die Zeit 2026-13-77 99:00 ist vorbei.')
})

test('in lines from right to left what is filled in keeps its own direction', () => {
  assert.match(speaker({ 'There is no network {0}.': 'لا {0}' }, 'ar')('There is no network @a@b.'), /\u2068@a@b\u2069/)
})

test('in lines from right to left what is typed keeps its own direction, with its signs', () => {
  for (const [text, to] of Object.entries(catalogues.ar)) {
    const outside = to.replace(/\u2066[^\u2069]+\u2069/g, '').replace(/\{\d\}/g, '')
    assert.doesNotMatch(outside, /[#@/=_-][a-z0-9]|[a-z0-9][/=_:-][a-z0-9]/i, text)
  }
})

test('a text of any length and any number of stops takes no time to speak of', () => {
  const text = `The page cannot be loaded: ${'{0} answered {1}. A: '.repeat(180)}`
  assert.ok(text.length < 4000)
  assert.match(german(text), /^Die Seite/)
  assert.equal(german('A. '.repeat(100000)), 'A. '.repeat(100000))
})

test('only what the server says for people is said, and it is asked for no catalogue in English', async () => {
  const answer = () => ({ reason: 'Taken back.', title: 'Taken back.', posts: [{ waits: 'It was stopped.', text: 'It was stopped.', note: null }], wrong: { at: 'This is a whole number.' } })
  speaking('en-GB')
  assert.deepEqual(await told(answer()), answer())
  speaking('de-AT')
  assert.deepEqual(await told(answer()), {
    reason: 'Zurückgenommen.', title: 'Taken back.', posts: [{ waits: 'Er wurde angehalten.', text: 'It was stopped.', note: null }], wrong: { at: 'Das ist eine ganze Zahl.' },
  })
  speaking('en')
})

test('what is wrong with a card, a mail or words that a network has already is said whole', () => {
  assert.equal(german('twitterSite "a b" (the site) is not an account such as @user'), 'twitterSite „a b“ (die Site) passt nicht; erwartet wird: ein Konto wie @user')
  assert.equal(german('The mail for ada did not go: Computer says no. It may be out, so it is not tried again.'),
    'Die Mail für ada ging nicht hinaus: Computer says no. Sie ist vielleicht draußen; deshalb folgt kein neuer Versuch.')
  assert.equal(german('hooks.example (1a) is told nothing since 2026-12-01T00:00:00Z: HTTP 500. Set it right, then press Send again from here in the console, under Administration.'),
    'hooks.example (1a) erfährt nichts seit 01.12.2026, 00:00 (UTC): HTTP 500. Bringen Sie es in Ordnung und drücken Sie dann in der Konsole unter Administration auf „Ab hier erneut senden“.')
  assert.equal(german('LinkedIn takes the same words only once, and has them already, in https://www.linkedin.com/feed/update/1; change them'),
    'LinkedIn nimmt denselben Text nur einmal und hat ihn schon, in https://www.linkedin.com/feed/update/1; ändern Sie ihn')
})

test('of what is found in a page, problems of its card are sentences, and other findings keep their figures', async () => {
  speaking('de')
  assert.deepEqual(await withProblems({ findings: [{ code: 'problem', parameters: ['picture "/a.svg" (the site) is not there'] }, { code: 'title-short', parameters: ['4'] }] }), {
    findings: [{ code: 'problem', parameters: ['Bild „/a.svg“ (die Site) ist nicht da'] }, { code: 'title-short', parameters: ['4'] }],
  })
  speaking('en')
})

test('sentences are read from Java as they are put together', () => {
  assert.deepEqual(textsOf(`class A {
    private static final String GONE = "The post is gone: ";
    @Property(label = "No sentence of ours") int days;
    // "Nor is this one"
    String a(int n) {
      LOG.warn("Not for people: {}", n);
      throw new Refusal("There are " + n + (n == 1 ? " post" : " posts") + " left,"
          + " \\"{\\" included");
    }
    String b() { return GONE + reason; }
    String c() { return "%d of %d parts %s out".formatted(a, b, b == 1 ? "is" : "are"); }
  }`).filter((text) => / /.test(text)), [
    'The post is gone: ', 'There are {0} post left, "{" included', 'There are {0} posts left, "{" included', 'The post is gone: {0}',
    '{0} of {1} parts is out', '{0} of {1} parts are out',
  ])
})
