import type { TaskUseCases } from '@taskport/domain'
import type { Logger } from './logger.js'
import type { TrashMeter } from './metrics/trash-metrics.js'

const intervalMs = 3_600_000

export interface RegularPurge {
  /** Begins no further batch, and waits for one under way. */
  stop(): Promise<void>
}

/**
 * Empties the trash of what has been in it for `days` days, now and every hour. Several instances may do so: the repository
 * lets one work at a time. A purge that fails is logged, and left to the next; while one is under way, none
 * begins.
 */
export const startRegularPurge = (
  purgeTrash: TaskUseCases['purgeTrash'],
  { days, logger, meter }: { readonly days: number; readonly logger: Logger; readonly meter: TrashMeter },
): RegularPurge => {
  let isStopping = false
  const purge = async () => {
    try {
      const purged = await purgeTrash({ days, goesOn: () => !isStopping })
      meter.purged(purged)
      if (purged > 0) logger.info({ purged, days }, 'Emptied the trash of what nobody can restore any more')
    } catch (error) {
      meter.failed()
      logger.warn({ err: error }, 'The trash could not be emptied; the next try is in an hour')
    }
  }
  let underWay: Promise<void> | null = null
  const begin = () => {
    underWay ??= purge().finally(() => {
      underWay = null
    })
  }
  begin()
  const timer = setInterval(begin, intervalMs)
  return {
    stop: async () => {
      isStopping = true
      clearInterval(timer)
      await underWay
    },
  }
}
