import { Gauge, type Registry } from '@prometheus-io/client'
import type { DatabaseLoad, DatabaseMeter, TurnedAwayCause } from '@taskport/adapters-postgres'
import { figuresIn } from './figures-in.js'

const waitBuckets = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const causes: Readonly<Record<TurnedAwayCause, string>> = {
  'queue-full': 'queue_full',
  'too-slow': 'too_slow',
  'deadline-waiting': 'deadline_waiting',
  'deadline-running': 'deadline_running',
}

export interface DatabaseMetrics {
  readonly meter: DatabaseMeter
  /** From now on the load is asked for whenever the figures are. */
  watch(load: () => DatabaseLoad): void
}

/** The figures of the way to the database: its admission gate and its pool. */
export const databaseMetrics = (registry: Registry): DatabaseMetrics => {
  const { counter, gauge, histogram } = figuresIn(registry)
  const waits = histogram(
    'taskport_db_gate_wait_seconds',
    'How long work waited before the admission gate until it was let in.',
    waitBuckets,
  )
  const turnedAway = counter(
    'taskport_db_gate_turned_away_total',
    'Work turned away by the admission gate: no place in the queue, a turn that would come too late, or a deadline that came while it waited or ran.',
    'cause',
  )
  for (const cause of Object.values(causes)) turnedAway.inc({ cause }, 0)
  const repetitions = counter(
    'taskport_db_statements_repeated_total',
    'Statements sent once more, because others were quicker or a pooler had changed their session.',
  )

  return {
    meter: {
      admitted: (waitedSeconds) => waits.observe(waitedSeconds),
      turnedAway: (cause) => turnedAway.inc({ cause: causes[cause] }),
      statementRepeated: () => repetitions.inc(),
    },
    watch: (load) => {
      gauge(
        'taskport_db_gate_running',
        'Work that the admission gate has let in and that has not ended.',
        () => load().running,
      )
      gauge('taskport_db_gate_waiting', 'Work that waits before the admission gate.', () => load().waiting)
      const connections = new Gauge({
        name: 'taskport_db_connections',
        help: 'Connections to the database, by what they are doing.',
        labelNames: ['state'] as const,
        registers: [registry],
        collect: () => {
          for (const [state, count] of Object.entries(load().connections)) connections.set({ state }, count)
        },
      })
    },
  }
}
