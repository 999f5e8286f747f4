import type { Workload } from './workloads.js'

/** What the generator is told to do. */
export interface LoadJob {
  readonly url: string
  readonly workload: Workload
  readonly seconds: number
  readonly connections: number
  readonly tokens: readonly string[]
  readonly tasksPerUser: number
}

/** What the generator has seen. */
export interface LoadResult {
  /** Answers of status 2xx. */
  readonly answered: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Everything that was not answered 2xx. */
  readonly errors: number
}
