import { Gauge, type Registry } from '@prometheus-io/client'
import { figuresIn } from './figures-in.js'

/** Told of each time that the trash was to be emptied. */
export interface TrashMeter {
  purged(tasks: number): void
  failed(): void
}

/** The figures of the trash. */
export const trashMetrics = (registry: Registry): TrashMeter => {
  const { counter } = figuresIn(registry)
  const purgedTasks = counter(
    'taskport_trash_purged_tasks_total',
    'Tasks that were in the trash for too long and are gone for good.',
  )
  const failures = counter(
    'taskport_trash_purge_failures_total',
    'Times that the trash could not be emptied.',
  )
  const lastPurge = new Gauge({
    name: 'taskport_trash_last_purge_timestamp_seconds',
    help: 'When the trash was last emptied by this instance, in seconds since 1970; 0: not yet.',
    aggregator: 'max',
    registers: [registry],
  })
  return {
    purged: (tasks) => {
      purgedTasks.inc(tasks)
      lastPurge.setToCurrentTime()
    },
    failed: () => failures.inc(),
  }
}
