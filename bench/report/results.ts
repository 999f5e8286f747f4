import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Workload } from '../load/workloads.js'
import { type Figures, mediansOf } from '../measuring/figures.js'
import { median } from '../measuring/median.js'
import { type ServerName, serverNames } from '../servers/server.js'

/** All rounds of one workload. */
export interface WorkloadResults {
  readonly workload: Workload
  readonly rounds: Readonly<Record<ServerName, Figures[]>>
  /** Transactions a second of pgbench, the floor; empty when it is not installed. */
  readonly floor: number[]
}

export interface Results {
  readonly at: string
  readonly node: string
  readonly seconds: number
  readonly workers: number
  readonly workloads: readonly WorkloadResults[]
}

/** The medians of each server in one workload. */
export const summaryOf = ({ rounds }: WorkloadResults): Readonly<Record<ServerName, Figures>> => ({
  taskport: mediansOf(rounds.taskport, median),
  plain: mediansOf(rounds.plain, median),
  tuned: mediansOf(rounds.tuned, median),
  equal: mediansOf(rounds.equal, median),
})

/** Writes them into a directory, under their time. Returns the file's path. */
export const writeResults = async (directory: string, results: Results): Promise<string> => {
  await mkdir(directory, { recursive: true })
  const file = join(directory, `${results.at.replaceAll(':', '-')}.json`)
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`)
  return file
}

const isResults = (value: unknown): value is Results =>
  typeof value === 'object' && value !== null && 'workloads' in value && Array.isArray(value.workloads)

/** Reads what `writeResults` wrote. @throws {Error} when it is something else */
export const readResults = async (file: string): Promise<Results> => {
  const results: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (isResults(results)) return results
  throw new Error(`${file} holds no results of this benchmark`)
}

/** Requests that failed, over all servers and rounds. */
export const errorsIn = ({ workloads }: Results): number =>
  workloads
    .flatMap(({ rounds }) => serverNames.flatMap((name) => rounds[name]))
    .reduce((sum, { errors }) => sum + errors, 0)
