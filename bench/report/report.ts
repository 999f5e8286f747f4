import type { Figures } from '../measuring/figures.js'
import { geometricMean, median } from '../measuring/median.js'
import { type ServerName, serverNames } from '../servers/server.js'
import { type Results, summaryOf } from './results.js'
import { textTable } from './text-table.js'

const head = [
  '',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU µs',
  'database µs',
  'memory MB',
  'errors',
  'CPU : plain',
  'CPU : tuned',
  'CPU : equal',
  'rate : plain',
  'rate : tuned',
  'rate : equal',
]

const references = ['plain', 'tuned', 'equal'] as const
const figures = ['processorPerRequest', 'requestsPerSecond'] as const

const times = (ratio: number): string => ratio.toFixed(2)

const row = (label: string, figures: Figures, ratios: readonly string[]): string[] => [
  label,
  figures.requestsPerSecond.toFixed(0),
  figures.p50.toFixed(0),
  figures.p99.toFixed(0),
  figures.processorPerRequest.toFixed(0),
  figures.databasePerRequest.toFixed(0),
  figures.memory.toFixed(0),
  figures.errors.toString(),
  ...ratios,
]

type Summary = Readonly<Record<ServerName, Figures>>

const ratio = (summary: Summary, figure: 'processorPerRequest' | 'requestsPerSecond', to: ServerName) =>
  summary.taskport[figure] / summary[to][figure]

const ratiosOf = (summary: Summary): string[] =>
  figures.flatMap((figure) => references.map((to) => times(ratio(summary, figure, to))))

/** Every workload and server, medians of the rounds, and how Taskport stands to the references. */
export const report = (results: Results): string => {
  const rows = results.workloads.flatMap((workload) => {
    const summary = summaryOf(workload)
    const floor = workload.floor.length === 0 ? 'not installed' : median(workload.floor).toFixed(0)
    return [
      ...serverNames.map((name) =>
        row(`${workload.workload}: ${name}`, summary[name], name === 'taskport' ? ratiosOf(summary) : []),
      ),
      [`${workload.workload}: pgbench`, floor],
    ]
  })
  const summaries = results.workloads.map(summaryOf)
  const mean = (figure: 'processorPerRequest' | 'requestsPerSecond', to: ServerName): string =>
    times(geometricMean(summaries.map((summary) => ratio(summary, figure, to))))
  const means = [
    'geometric mean',
    ...Array<string>(7).fill(''),
    ...figures.flatMap((figure) => references.map((to) => mean(figure, to))),
  ]
  return textTable([head, ...rows, means])
}

/** How Taskport's figures stand to those of an earlier run, each by itself and set against the tuned reference of its own run. */
export const comparison = (now: Results, earlier: Results): string => {
  const rows = now.workloads.flatMap((workload) => {
    const before = earlier.workloads.find((one) => one.workload === workload.workload)
    if (before === undefined) return []
    const [present, past] = [summaryOf(workload), summaryOf(before)]
    return [
      [
        workload.workload,
        times(present.taskport.processorPerRequest / past.taskport.processorPerRequest),
        times(ratio(present, 'processorPerRequest', 'tuned') / ratio(past, 'processorPerRequest', 'tuned')),
        times(present.taskport.requestsPerSecond / past.taskport.requestsPerSecond),
        times(ratio(present, 'requestsPerSecond', 'tuned') / ratio(past, 'requestsPerSecond', 'tuned')),
      ],
    ]
  })
  return textTable([
    [`against ${earlier.at}`, 'CPU', 'CPU beside tuned', 'rate', 'rate beside tuned'],
    ...rows,
  ])
}
