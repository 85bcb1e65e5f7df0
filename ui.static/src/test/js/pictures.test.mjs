// What the composer works out about pictures, and about hashtags and names that were used before. Usage: node --test ui.static/src/test/js
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, console_, draw, text } from './drawn.mjs'

const load = console_()
const { aspect, fits, isHere, moved, read, reordered, same, shaped, shapes, sized, whole, WHOLE, written } = await load('posts/picture.js')
const { begun, completed, matching, used } = await load('posts/suggest.js')
const say = (key, ...values) => values.reduce((said, value, i) => said.replace(`{${i}}`, value), key)
const PARTS = '/content/a.jpg#xywh=percent:10,0,80,100&focus=50,33.3\n/content/b.png\nhttps://other.example/c.jpg#focus=1,2'

test('pictures are read and written as the server has them', () => {
  const all = read(PARTS, 'A hall\n\nA cat')
  assert.deepEqual(all[0].frame, { x: 0.1, y: 0, width: 0.8, height: 1 })
  assert.deepEqual(all.map(({ alt }) => alt), ['A hall', '', 'A cat'])
  assert.equal(all[1].focus, null)
  assert.deepEqual(written(all), { images: PARTS, imageAlts: 'A hall\n\nA cat' })
  assert.deepEqual(written(read('', '')), { images: '', imageAlts: '' })
  assert.ok(same(all, read(PARTS, 'A hall\n\nA cat')) && !same(all, reordered(all, 0, 1)))
})

test('the text of a picture is one line, or the next picture would have the rest', () => {
  assert.equal(written([whole('/a.jpg', 'Two\nlines'), whole('/b.jpg')]).imageAlts, 'Two lines\n')
})

test('a frame stays inside, whatever is done to it, also where what is written is rounded', () => {
  assert.deepEqual(moved({ x: 0.2, y: 0.2, width: 0.5, height: 0.5 }, 0.9, -3), { x: 0.5, y: 0, width: 0.5, height: 0.5 })
  const third = { x: 1 / 3, y: 0, width: 2 / 3, height: 1 }
  const [, x, wide] = written([{ ...whole('/a.jpg'), frame: third }]).images.match(/percent:([\d.]+),0,([\d.]+),100/).map(Number)
  assert.ok(x + wide <= 100, `${x} + ${wide}`)
  for (const size of [-1, 0, 5]) {
    const { width, height } = sized({ x: 0.4, y: 0.5, width: 0.1, height: 0.1 }, size, size, 0, 1)
    assert.ok(width >= 0.05 && width <= 0.6 && height <= 0.5, `${width} ${height}`)
  }
})

test('a frame keeps the shape that was chosen', () => {
  const square = shaped(WHOLE, 1, 2)
  assert.deepEqual(square, { x: 0.25, y: 0, width: 0.5, height: 1 })
  assert.equal(aspect(sized(square, 0.2, 0.9, 1, 2), 2), 1)
  assert.equal(aspect(sized({ ...square, y: 0.8 }, 0.9, 0.9, 1, 2), 2), 1, 'also where there is little room')
  assert.equal(aspect(shaped({ x: 0.5, y: 0.5, width: 0.1, height: 0.3 }, 1.91, 2), 2).toFixed(2), '1.91')
})

test('only shapes are offered that the network has, and others are told of', () => {
  assert.deepEqual(shapes({ minAspect: 0.8, maxAspect: 1.5 }).map(({ name }) => name), ['1:1', '4:5', '3:2'])
  assert.equal(shapes(null).length, 7)
  assert.ok(fits(WHOLE, 1.5, { minAspect: 0.8, maxAspect: 1.91 }))
  assert.ok(!fits(WHOLE, 2, { minAspect: 0.8, maxAspect: 1.91 }))
  assert.ok(fits(WHOLE, 9, { minAspect: 0, maxAspect: 0 }))
})

test('pictures go earlier and later, and no further than there are', () => {
  assert.deepEqual(reordered(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b'])
  assert.deepEqual(reordered(['a', 'b', 'c'], 2, 1), ['a', 'b', 'c'])
})

test('nothing is loaded from another server', async () => {
  assert.ok(isHere('/content/a.jpg') && !isHere('//evil.example/a.jpg') && !isHere('https://evil.example/a.jpg'))
  const { Strip } = await load('posts/shown.js')
  const drawn = draw(Strip({ say, pictures: read('//evil.example/a.jpg\n/content/b c.jpg', '\nA hall') }))
  assert.deepEqual(all(drawn, 'img').map(({ attributes }) => [attributes.src, attributes.alt]), [['/content/b%20c.jpg', 'A hall']])
  assert.ok(text(drawn).includes('//evil.example/a.jpg'))
})

test('hashtags and names that were used are offered, those first that are used most', () => {
  const known = used(['#Owl at #night', 'See #owl #Owl @museum@social.example.', 'https://a.example/#Not?x=@no mail@no.example #1 # @ann.'])
  assert.deepEqual(known, ['#Owl', '#night', '#owl', '@ann', '@museum@social.example'])
  assert.deepEqual(begun('Look: #ow there', 9), { word: '#ow', from: 6 })
  assert.equal(begun('Look: ow', 8), null)
  assert.equal(begun('mail@example', 12), null)
  assert.deepEqual(matching('#ow', known), ['#Owl', '#owl'])
  assert.deepEqual(matching('#', known).length, 3)
  assert.deepEqual(completed('Look: #ow there', 9, begun('Look: #ow there', 9), '#Owl'), { text: 'Look: #Owl there', caret: 11 })
})
