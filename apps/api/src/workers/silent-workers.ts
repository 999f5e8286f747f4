import type { Logger } from '../logger.js'

const quietMs = 60_000

/** Logs the process ids of workers that did not tell their figures in time, once a minute at most. */
export const silentWorkers = (
  logger: Pick<Logger, 'warn'>,
  now: () => number = () => performance.now(),
): ((workers: readonly number[]) => void) => {
  let lastAt = Number.NEGATIVE_INFINITY
  return (workers) => {
    if (workers.length === 0 || now() - lastAt < quietMs) return
    lastAt = now()
    logger.warn(
      { workers },
      'Workers did not tell their figures in time: they are counted as they were before',
    )
  }
}
