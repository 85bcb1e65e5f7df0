// Things compared in turns, so that whatever else the machine does falls on all of them alike.
import http from 'node:http'

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

/** One GET as a visitor; its time in milliseconds to the last byte, status and size. */
export function visit(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint()
    http
      .get(url, { agent, headers }, (response) => {
        const parts = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () => {
          const body = Buffer.concat(parts)
          resolve({
            millis: Number(process.hrtime.bigint() - start) / 1e6,
            status: response.statusCode,
            headers: response.headers,
            body,
          })
        })
        response.on('error', reject)
      })
      .on('error', reject)
  })
}

/**
 * Asks for each address in turn, `each` times a round. Gives the median of every round for every address, and the
 * ratio of each to the first: its median over the rounds, and the middle half of the rounds.
 */
export async function compare(urls, { warmUp, rounds, each }) {
  const names = Object.keys(urls)
  for (let i = 0; i < warmUp; i++) {
    for (const name of names) {
      await ok(urls[name])
    }
  }
  const medians = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const times = Object.fromEntries(names.map((name) => [name, []]))
    for (let i = 0; i < each; i++) {
      // Who goes first changes, since the one after a slow answer finds other caches warm.
      for (const name of i % 2 ? [...names].reverse() : names) {
        times[name].push((await ok(urls[name])).millis)
      }
    }
    names.forEach((name) => medians[name].push(median(times[name])))
  }
  return names.map((name) => {
    const ratios = medians[name].map((value, round) => value / medians[names[0]][round]).sort((a, b) => a - b)
    return {
      name,
      millis: median(medians[name]),
      ratio: median(ratios),
      low: ratios[Math.floor(ratios.length / 4)],
      high: ratios[Math.ceil((ratios.length * 3) / 4) - 1],
    }
  })
}

async function ok(url) {
  const answer = await visit(url)
  if (answer.status !== 200) {
    throw new Error(`${url} answers ${answer.status}`)
  }
  return answer
}

/** Prints what `compare` found; as figures for plot.mjs, too, where it is of a benchmark. */
export function print(title, rows, bench) {
  console.log(`\n${title}`)
  for (const { name, millis, ratio, low, high } of rows) {
    const spread = `${ratio.toFixed(3)} (middle half of the rounds ${low.toFixed(3)} to ${high.toFixed(3)})`
    console.log(`  ${name.padEnd(34)} ${millis.toFixed(2).padStart(8)} ms   ratio ${spread}`)
  }
  for (const { name, millis, ratio, low, high } of bench ? rows.slice(1) : []) {
    console.log(`figure ${JSON.stringify({ bench, page: `${title}: ${name}`, millis, ratio, low, high })}`)
  }
}
