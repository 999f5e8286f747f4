import type { Worker } from 'node:cluster'
import type { Logger } from '../logger.js'

const quietMs = 60_000

/** Logs which workers did not tell their figures in time, once a minute at most. */
export const silentWorkers = (
  logger: Pick<Logger, 'warn'>,
  now: () => number = () => performance.now(),
): ((workers: readonly Pick<Worker, 'process'>[]) => void) => {
  let lastAt = Number.NEGATIVE_INFINITY
  return (workers) => {
    if (workers.length === 0 || now() - lastAt < quietMs) return
    lastAt = now()
    logger.warn(
      { workers: workers.map(({ process }) => process.pid) },
      'Workers did not tell their figures in time: they are counted as they were before',
    )
  }
}
