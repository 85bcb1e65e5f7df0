// The arithmetic of the results page and its files for spreadsheets. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'

const FOLDER = new URL('../../main/content/jcr_root/static/clientlibs/smo/console/results/', import.meta.url)
const { average, back, daily, growth, heat, latest, present, single, sorted, span, sum } = await import(`${FOLDER}figures.js`)
const { cell, csv } = await import(`${FOLDER}csv.js`)

const row = (value, posts, figures) => ({ value, posts, figures })
const likes = (number, posts = 1) => ({ likes: { sum: number, posts } })

test('a figure that nobody gives is not available, and never 0', () => {
  assert.equal(sum(row('x', 2, {}), 'likes'), null)
  assert.equal(average(row('x', 2, {}), 'likes'), null)
  assert.equal(sum(row('x', 2, likes(0)), 'likes'), 0)
  assert.equal(cell(null), '')
  assert.equal(cell(0), '0')
})

test('an average is of those posts only that have the figure', () => {
  assert.equal(average(row('x', 10, likes(6, 2)), 'likes'), 3)
})

test('a column that is empty from top to bottom is left out', () => {
  assert.deepEqual(present([row('x', 1, likes(1)), row('y', 1, {})]).map((one) => one.name), ['likes'])
})

test('what is not available stands last, whichever way a column is sorted', () => {
  const rows = [row('none', 1, {}), row('few', 1, likes(1)), row('many', 1, likes(9))]
  assert.deepEqual(sorted(rows, 'likes', true).map((one) => one.value), ['many', 'few', 'none'])
  assert.deepEqual(sorted(rows, 'likes', false).map((one) => one.value), ['few', 'many', 'none'])
})

test('what a page shows has the figures of its last day, and no others', () => {
  const watched = [{ id: 'v1', days: { '2026-11-29': { views: 1, likes: 1 }, '2026-11-30': { views: 5 } } }, { id: 'v2', days: {} }];
  assert.deepEqual(single(watched), [row('v1', 1, { views: { sum: 5, posts: 1 } }), row('v2', 1, {})]);
});

test('growth carries the last number of a post on until there is another', () => {
  const posts = [
    { network: 'toy', days: { '2026-11-01': { likes: 1 }, '2026-11-03': { likes: 4 } } },
    { network: 'toy', days: { '2026-11-02': { likes: 10 } } },
    { network: 'mute', days: { '2026-11-02': { views: 10 } } },
  ]
  assert.deepEqual(growth(posts, 'likes'), {
    days: ['2026-11-01', '2026-11-02', '2026-11-03'], series: [{ network: 'toy', values: [1, 11, 14] }],
  })
})

test('a network has no line before its first number', () => {
  const posts = [{ network: 'a', days: { '2026-11-01': { likes: 1 } } }, { network: 'b', days: { '2026-11-02': { likes: 2 } } }]
  assert.deepEqual(growth(posts, 'likes').series[1].values, [null, 2])
})

test('the last figures of posts add up by network, with clicks where there are short links', () => {
  const posts = [
    { network: 'toy', days: { '2026-11-01': { likes: 1 }, '2026-11-03': { likes: 4 } }, clicked: { '2026-11-03': 2 } },
    { network: 'toy', days: {}, clicked: null },
  ]
  assert.deepEqual(latest(posts), [row('toy', 2, { likes: { sum: 4, posts: 1 }, clicks: { sum: 2, posts: 1 } })])
})

test('days without a click are days with none', () => {
  assert.deepEqual(daily({ toy: { '2026-11-01': 1, '2026-11-03': 2 } }), { days: ['2026-11-01', '2026-11-02', '2026-11-03'], series: [{ network: 'toy', values: [1, 0, 2] }] })
  assert.deepEqual(daily({}), { days: [], series: [] })
})

test('days of a period', () => {
  assert.deepEqual(span('2027-02-27', '2027-03-01'), ['2027-02-27', '2027-02-28', '2027-03-01'])
  assert.equal(back('2027-03-01', 2), '2027-02-28')
})

test('best times say when there is too little, and nothing of cells with fewer than three posts', () => {
  assert.equal(heat([row('1 9', 29, { engagement: { sum: 58, posts: 29 } })]).enough, false)
  const found = heat([row('1 9', 30, { engagement: { sum: 60, posts: 28 } }), row('1 11', 1, { engagement: { sum: 24, posts: 1 } }), row('7 23', 2, { engagement: { sum: 9, posts: 2 } })])
  assert.equal(found.enough, true)
  assert.deepEqual(found.rows[0].cells[3], { posts: 29, average: 84 / 29 })
  assert.deepEqual(found.rows[6].cells[7], { posts: 2, average: null })
})

test('no spreadsheet computes what strangers wrote', () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1']) {
    assert.match(cell(evil), /^"?'/, JSON.stringify(evil))
  }
  for (const evil of ['x;=1+1', 'x; @SUM(1)', 'x\t=1']) assert.doesNotMatch(cell(evil), /[;\t] *[=+\-@]/, evil)
  assert.equal(cell(-1), '-1')
  assert.equal(csv([['a"b', 'c,d'], ['=x', null]]), '\uFEFF"a""b","c,d"\r\n\'=x,\r\n')
})
