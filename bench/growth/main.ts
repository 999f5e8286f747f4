import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBenchDatabase } from '../database.js'
import { textTable } from '../report/text-table.js'
import { grown, measureGrowth } from './measure-growth.js'
import { flatness, plot } from './plot.js'
import { ratiosOf } from './ratios.js'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '1' } },
})

await using database = await openBenchDatabase(1)
const costs = await measureGrowth({
  serverUrl: database.url,
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
})

const rows = costs.map((cost) => [
  `${cost.size.count.toLocaleString('en')} ${cost.size.line}`,
  ...ratiosOf(cost, costs).map(
    ({ microseconds, ratio }) => `${microseconds.toFixed(0)} (${ratio.toFixed(2)} ×)`,
  ),
])
process.stdout.write(`${textTable([['CPU µs a request', ...grown], ...rows])}\n`)

const file = join(import.meta.dirname, '../../growth.svg')
await writeFile(file, plot(costs))
process.stderr.write(`Plotted in ${file}\n`)

const steep = costs.flatMap((cost) => ratiosOf(cost, costs)).filter(({ ratio }) => ratio > flatness)
if (steep.length > 0) {
  process.stderr.write(
    `Not flat within ${flatness} ×: ${[...new Set(steep.map(({ operation }) => operation))].join(', ')}\n`,
  )
  process.exitCode = 1
}
