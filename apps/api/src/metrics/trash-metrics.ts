import { Counter, Gauge, type Registry } from '@prometheus-io/client'

/** Told of each time that the trash was to be emptied. */
export interface TrashMeter {
  purged(tasks: number): void
  failed(): void
}

/** The figures of the trash. */
export const trashMetrics = (registry: Registry): TrashMeter => {
  const registers = [registry]
  const purgedTasks = new Counter({
    name: 'taskport_trash_purged_tasks_total',
    help: 'Tasks that were in the trash for too long and are gone for good.',
    registers,
  })
  const failures = new Counter({
    name: 'taskport_trash_purge_failures_total',
    help: 'Times that the trash could not be emptied.',
    registers,
  })
  const lastPurge = new Gauge({
    name: 'taskport_trash_last_purge_timestamp_seconds',
    help: 'When the trash was last emptied by this instance, in seconds since 1970; 0: not yet.',
    aggregator: 'max',
    registers,
  })
  return {
    purged: (tasks) => {
      purgedTasks.inc(tasks)
      lastPurge.setToCurrentTime()
    },
    failed: () => failures.inc(),
  }
}
