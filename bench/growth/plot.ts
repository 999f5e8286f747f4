import { type Cost, grown, type Operation } from './measure-growth.js'
import { ratiosOf } from './ratios.js'
import type { Size } from './sizes.js'

const width = 360
const height = 260
const margin = { left: 44, right: 84, top: 28, bottom: 36 }
const highest = 2
/** What counts as flat. */
export const flatness = 1.5

const colours: Readonly<Record<Operation, string>> = {
  list: '#1b6ca8',
  get: '#2a9d5c',
  create: '#c2571a',
  update: '#8a3ab9',
  changes: '#6b6b6b',
}

const xOf = (count: number, [least, most]: readonly [number, number]): number =>
  margin.left +
  ((Math.log10(count) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))) *
    (width - margin.left - margin.right)

const yOf = (ratio: number): number =>
  height - margin.bottom - (Math.min(ratio, highest) / highest) * (height - margin.top - margin.bottom)

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${content}</text>`

const panel = (line: Size['line'], costs: readonly Cost[]): string => {
  const own = costs.filter(({ size }) => size.line === line)
  const counts = own.map(({ size }) => size.count)
  const range = [Math.min(...counts), Math.max(...counts)] as const
  const right = width - margin.right
  const grid = [0, 0.5, 1, 1.5, 2].map(
    (ratio) =>
      `<line x1="${margin.left}" x2="${right}" y1="${yOf(ratio)}" y2="${yOf(ratio)}" stroke="${ratio === flatness ? '#b00' : '#ddd'}"/>` +
      text(margin.left - 6, yOf(ratio) + 4, `${ratio} ×`, 'text-anchor="end"'),
  )
  const ticks = counts.map((count) =>
    text(xOf(count, range), height - margin.bottom + 16, count.toLocaleString('en'), 'text-anchor="middle"'),
  )
  const lines = grown.map((operation, index) => {
    const points = own.map((cost) => {
      const ratio = ratiosOf(cost, costs).find((one) => one.operation === operation)?.ratio ?? 0
      return `${xOf(cost.size.count, range).toFixed(1)},${yOf(ratio).toFixed(1)}`
    })
    const label = text(right + 10, margin.top + 12 + 16 * index, operation, `fill="${colours[operation]}"`)
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colours[operation]}" stroke-width="2"/>${label}`
  })
  return [text(margin.left, 16, line, 'font-weight="bold"'), ...grid, ...ticks, ...lines].join('\n')
}

/** An SVG of how each operation's cost stands to that at the smallest size; the red line is what counts as flat. */
export const plot = (costs: readonly Cost[]): string => {
  const lines = [...new Set(costs.map(({ size }) => size.line))]
  const panels = lines.map(
    (line, index) => `<g transform="translate(0 ${index * height})">\n${panel(line, costs)}\n</g>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${lines.length * height}" font-family="sans-serif" font-size="11">
<title>How the cost of each operation grows with the data</title>
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
</svg>
`
}
