// Keeps the figures that benchmarks print, and draws them: node plot.mjs LOG... reads their lines `figure {...}` and
// writes docs/benchmarks/figures.json and a picture for each chart below. What was not measured again stays as it was.
import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import * as vega from 'vega'
import { compile } from 'vega-lite'

const folder = new URL('../../docs/benchmarks/', import.meta.url)
const file = new URL('figures.json', folder)
const LINE = /^.*?figure (\{.*\})\s*$/

/** The figures of logs: by benchmark, in the order in which they were printed. */
export function figures(logs) {
  const found = {}
  for (const line of logs.join('\n').split('\n')) {
    const match = line.match(LINE)
    if (match) {
      const { bench, ...figure } = JSON.parse(match[1])
      ;(found[bench] ??= []).push(figure)
    }
  }
  return found
}

/** What is drawn of which benchmark; a chart whose figures are missing is left out. */
const charts = {
  delivery: {
    title: 'Posts a second, by connections and answer of the network',
    transform: [
      { calculate: "datum.connections + ' × ' + datum.answer + ' ms'", as: 'network' },
      { fold: ['planned', 'sent'], as: ['what', 'posts'] },
    ],
    mark: 'bar',
    encoding: {
      y: { field: 'network', title: 'connections × answer', sort: null },
      yOffset: { field: 'what' },
      x: { field: 'posts', type: 'quantitative', title: 'posts a second' },
      fill: { field: 'what', title: null },
    },
  },
  due: {
    title: 'A look for what is due, beside the first 1,000 posts that are out',
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'history', type: 'quantitative', scale: { type: 'log' }, title: 'posts that are out' },
      y: { field: 'ratio', type: 'quantitative', title: 'times as long', scale: { domainMin: 0 } },
    },
  },
  page: {
    title: 'A page with share bar and card, beside the page without',
    encoding: { y: { field: 'page', title: null, sort: null, axis: { labelLimit: 400 } } },
    layer: [
      {
        mark: { type: 'rule', size: 4 },
        encoding: {
          x: { field: 'low', type: 'quantitative', title: 'times as long (median, middle half)', scale: { zero: false } },
          x2: { field: 'high' },
        },
      },
      { mark: { type: 'point', filled: true, size: 90 }, encoding: { x: { field: 'ratio', type: 'quantitative' } } },
    ],
  },
  instance: {
    title: 'An instance with SMO, beside one without',
    mark: 'bar',
    encoding: {
      y: { field: 'what', title: null, sort: null },
      x: { field: 'ratio', type: 'quantitative', title: 'times as much' },
    },
  },
}

async function draw(name, values) {
  const spec = { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', width: 460, background: 'white', data: { values }, ...charts[name] }
  const svg = await new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' }).toSVG()
  writeFileSync(new URL(`${name}.svg`, folder), svg + '\n')
}

const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const day = new Date().toISOString().slice(0, 10)
const measured = figures(process.argv.slice(2).map((log) => readFileSync(log, 'utf8')))
for (const [bench, values] of Object.entries(measured)) {
  known[bench] = { day, values }
}
writeFileSync(file, JSON.stringify(known, null, 2) + '\n')
for (const name of Object.keys(charts).filter((chart) => measured[chart])) {
  await draw(name, measured[name])
}
console.log(`kept: ${Object.keys(measured).join(', ') || 'nothing, no log has a figure'}`)
