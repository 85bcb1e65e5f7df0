// Days, views and events of the calendar. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'

const CALENDAR = '../../main/content/jcr_root/static/clientlibs/smo/console/calendar/model.js'
const {
  clock, events, firstDay, found, heading, IN_MONTH, isDay, isEmpty, placed, plusMonths, query, question, rows, span, step, wall,
} = await import(CALENDAR)

test('a month shows the whole weeks in which it begins and ends', () => {
  assert.deepEqual(span('month', '2026-12-15', 1), { from: '2026-11-30', to: '2027-01-03' })
  assert.deepEqual(span('month', '2026-12-15', 0), { from: '2026-11-29', to: '2027-01-02' })
  assert.deepEqual(span('month', '2027-02-28', 1), { from: '2027-02-01', to: '2027-02-28' })
})

test('a week has seven days over both changes of the clock, and a list has the days of its month', () => {
  assert.deepEqual(span('week', '2026-03-29', 1), { from: '2026-03-23', to: '2026-03-29' })
  assert.deepEqual(span('week', '2026-10-25', 0), { from: '2026-10-25', to: '2026-10-31' })
  assert.deepEqual(span('list', '2028-02-10', 1), { from: '2028-02-01', to: '2028-02-29' })
  assert.deepEqual(span('day', '2026-03-29', 1), { from: '2026-03-29', to: '2026-03-29' })
})

test('the buttons go on by what is shown, and no month is left out at its end', () => {
  assert.equal(step('month', '2027-01-31', 1), '2027-02-28')
  assert.equal(step('list', '2027-03-31', -1), '2027-02-28')
  assert.equal(step('week', '2026-12-28', 1), '2027-01-04')
  assert.equal(step('day', '2026-03-29', -1), '2026-03-28')
  assert.equal(plusMonths('2026-12-31', 2), '2027-02-28')
})

test('what an address says wrongly is as usual', () => {
  assert.equal(isDay('2026-02-30'), false)
  assert.equal(isDay('2026-2-3'), false)
  assert.equal(isDay('2028-02-29'), true)
  const usual = placed({ view: 'year', date: '2026-13-01', skip: '-1' }, '2026-12-05', false)
  assert.deepEqual([usual.view, usual.date, usual.skip], ['month', '2026-12-05', 0])
  assert.equal(placed({}, '2026-12-05', true).view, 'list')
})

test('the server is asked for the days that show, and for no more entries than there is room for', () => {
  const place = placed({ view: 'month', date: '2026-12-15', network: 'tiny' }, '2026-12-05', false)
  assert.deepEqual(question(place, 1), { from: '2026-11-30', to: '2027-01-03', most: IN_MONTH, network: 'tiny' })
  const day = placed({ view: 'day', date: '2026-12-15', skip: '100' }, '2026-12-05', false)
  assert.deepEqual(question(day, 1), { from: '2026-12-15', to: '2026-12-15', most: 100, skip: 100 })
})

test('a filter stays when somebody goes on, and a place in a long day does not', () => {
  const place = placed({ view: 'day', date: '2026-12-15', skip: '100', state: 'FAILED' }, '2026-12-05', false)
  assert.deepEqual(query(place, { date: '2026-12-16' }), { view: 'day', date: '2026-12-16', connection: '', network: '', state: 'FAILED', site: '', zone: '' })
})

test('a week begins on the day on which it does where a language is spoken', () => {
  assert.equal(firstDay('de-DE'), 1)
  assert.equal(firstDay('en-US'), 0)
  assert.equal(firstDay('no such tag'), 1)
})

test('headings name what is shown', () => {
  assert.equal(heading('month', '2026-12-15', 1, 'en-GB'), 'December 2026')
  assert.match(heading('day', '2026-12-15', 1, 'en-GB'), /^Tuesday,? 15 December 2026$/)
  assert.match(heading('week', '2026-12-30', 1, 'en-GB'), /28 December 2026.*3 January 2027/)
})

test('a time is what the clock on the wall shows, wherever the browser is', () => {
  assert.equal(clock('2026-03-29T02:30:00', 'en-GB'), '02:30')
  assert.equal(wall(new Date('2026-10-25T02:30:00Z')), '2026-10-25T02:30')
})

const entry = (id, at, movable = true) => ({ id, at, movable })
const day = (date, entries, count, slots = [], slotCount = slots.length, pages = []) => ({ date, entries, count, slots, slotCount, pages })

test('a day with more posts than came says how many, last', () => {
  const all = events([day('2026-12-01', [entry('a', '2026-12-01T09:00:00'), entry('b', '2026-12-01T10:00:00', false)], 319)], 'month')
  assert.deepEqual(all.map((one) => [one.start, one.startEditable, one.rest || 0]), [
    ['2026-12-01T09:00:00', true, 0], ['2026-12-01T10:00:00', false, 0], ['2026-12-01T23:59:59', false, 317]])
  assert.equal(events([day('2026-12-01', [entry('a', '2026-12-01T09:00:00')], 1)], 'month').length, 1)
})

test('of free slots a month shows two, and counts the others', () => {
  const slots = ['09:00', '12:00', '15:00'].map((time) => ({ connection: 'tiny', at: `2026-12-01T${time}:00` }))
  const all = events([day('2026-12-01', [], 0, slots, 5)], 'month')
  assert.deepEqual(all.map((one) => (one.slot ? one.slot.at : one.free)), ['2026-12-01T09:00:00', '2026-12-01T12:00:00', 3])
})

test('each event has an id of its own, also of posts held together over midnight', () => {
  const all = events([day('2026-12-01', [entry('g', '2026-12-01T23:59:00')], 1), day('2026-12-02', [entry('g', '2026-12-02T00:01:00')], 1)], 'week')
  assert.equal(new Set(all.map((one) => one.id)).size, 2)
})

test('a calendar is empty where nothing is planned and no slot is free', () => {
  assert.equal(isEmpty([]), true)
  assert.equal(isEmpty([day('2026-12-01', [], 0, [], 1)]), false)
})

test('an entry is found again after the data came anew', () => {
  const data = { days: [day('2026-12-01', [entry('a', '2026-12-01T09:00:00')], 1)] }
  assert.equal(found(data, 'a').at, '2026-12-01T09:00:00')
  assert.equal(found(data, 'b'), null)
  assert.equal(found(null, 'a'), null)
})

test('what goes late in the evening reaches into no other day', () => {
  const [early, late] = events([day('2026-12-01', [entry('a', '2026-12-01T09:00:00'), entry('b', '2026-12-01T23:45:00')], 2)], 'week')
  assert.equal(early.end, undefined)
  assert.equal(late.end, '2026-12-01T23:59:59')
})

test('a list has free slots between posts, where their time is', () => {
  const slots = [{ connection: 'tiny', at: '2026-12-01T09:30:00' }]
  const all = rows(day('2026-12-01', [entry('a', '2026-12-01T09:00:00'), entry('b', '2026-12-01T10:00:00')], 2, slots))
  assert.deepEqual(all.map((one) => (one.entry ? one.entry.id : 'free')), ['a', 'free', 'b'])
})

test('a page that is about to be published stands at its time, and is no empty day', async () => {
  const page = { path: '/content/museum/owls', title: 'Owls', at: '2026-12-03T00:00:00', instant: '2026-12-02T23:00:00Z' }
  const only = { ...day('2026-12-03', [], 0), pages: [page] }
  const [drawn] = events([only], 'month')
  assert.equal(drawn.page, page)
  assert.equal(drawn.start, page.at)
  assert.equal(drawn.startEditable, false, 'who publishes it decides when')
  assert.equal(isEmpty([only]), false)
  assert.deepEqual(rows(only).map((row) => row.page), [page])
})
