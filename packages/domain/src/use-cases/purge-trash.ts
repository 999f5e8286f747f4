import { daysBefore } from '../instant.js'
import { limits } from '../limits.js'
import type { Ports } from '../ports/ports.js'

/** Small enough that nobody who writes meanwhile waits for long. */
const batchSize = 500

export interface PurgeTrash {
  /** How long a task stays restorable, in days; absent: 30. */
  readonly days?: number | undefined
  /** Asked before every further batch; false leaves the rest to another time. Absent: until all is forgotten. */
  readonly goesOn?: (() => boolean) | undefined
}

/** Forgets what has been in the trash for so long, of all owners, batch by batch, and answers how many tasks that were. */
export const purgeTrash =
  ({ tasks, now }: Pick<Ports, 'tasks' | 'now'>) =>
  async ({ days = limits.trashDays.default, goesOn = () => true }: PurgeTrash = {}): Promise<number> => {
    const deletedBefore = daysBefore(now(), days)
    let purged = 0
    let batch: number
    do {
      batch = await tasks.purge({ deletedBefore, limit: batchSize })
      purged += batch
    } while (batch === batchSize && goesOn())
    return purged
  }
