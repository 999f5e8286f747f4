import { parseArgs } from 'node:util'
import { type Workload, workloads } from './load/workloads.js'

export interface BenchOptions {
  readonly rounds: number
  /** How long each server is asked in each round and workload. */
  readonly seconds: number
  readonly workloads: readonly Workload[]
  readonly connections: number
  /** Processes of the API. */
  readonly workers: number
  /** Whether the servers are kept to core 0, and what asks and what stores to core 1. */
  readonly isPinned: boolean
  /** Whether only the start is measured. */
  readonly isStartOnly: boolean
  /** Where the API's processor profiles are written; null: none are taken, which cost time. */
  readonly profileDirectory: string | null
  /** A file of an earlier run to compare with; null: none. */
  readonly earlier: string | null
}

const usage = `npm run bench -- [--rounds 5] [--seconds 3] [--workload list …] [--connections 64] [--workers 1] [--no-pin]
  [--start] [--profile <directory>] [--compare bench/results/….json]`

const positive = (name: string, text: string): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name} must be a whole number above 0.\n${usage}`)
}

const isWorkload = (text: string): text is (typeof workloads)[number] =>
  workloads.some((workload) => workload === text)

/** Reads the command line. @throws {Error} saying what may stand there */
export const readOptions = (args: readonly string[]): BenchOptions => {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      workload: { type: 'string', multiple: true, default: [...workloads] },
      connections: { type: 'string', default: '64' },
      workers: { type: 'string', default: '1' },
      pin: { type: 'boolean', default: true },
      start: { type: 'boolean', default: false },
      profile: { type: 'string' },
      compare: { type: 'string' },
    },
  })
  const asked = values.workload.filter(isWorkload)
  if (asked.length < values.workload.length) {
    throw new Error(`--workload must be one of ${workloads.join(', ')}.\n${usage}`)
  }
  return {
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    workloads: asked,
    connections: positive('connections', values.connections),
    workers: positive('workers', values.workers),
    isPinned: values.pin,
    isStartOnly: values.start,
    profileDirectory: values.profile ?? null,
    earlier: values.compare ?? null,
  }
}
