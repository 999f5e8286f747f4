import { limits } from '../limits.js'
import type { Ports } from '../ports/ports.js'
import type { Task } from '../task/task.js'
import { TaskError } from '../task/task-error.js'
import { checkPageSize } from './check-page-size.js'

/**
 * How much a client has seen: all changes up to `version`. Deletions up to `purgedVersion` were forgotten before it began, so
 * it cannot have missed them.
 */
export interface SyncMark {
  readonly version: number
  readonly purgedVersion: number
}

export interface ListChanges {
  readonly ownerId: string
  /** The `since` of the answer before; absent: everything from the beginning. */
  readonly since?: SyncMark | undefined
  /** At most so many tasks, 1 to 1,000; absent: 1,000. */
  readonly limit?: number | undefined
}

/** The changed tasks in the order of their changes, those in the trash among them; `since` is the mark to go on from. */
export interface TaskChangesPage {
  readonly tasks: readonly Task[]
  readonly since: SyncMark
  readonly hasMore: boolean
}

/**
 * Answers what changed since a mark, each task once, in its latest state. A client that applies the pages in order ends with
 * exactly the owner's tasks.
 * @throws {TaskError} CHANGES_GONE when it may have missed a deletion, or its mark is of a future that never came (a restored
 * backup)
 */
export const listChanges =
  ({ tasks }: Pick<Ports, 'tasks'>) =>
  async ({ ownerId, since, limit = limits.pageSize.default }: ListChanges): Promise<TaskChangesPage> => {
    const changed = await tasks.changes({
      ownerId,
      afterVersion: since?.version ?? 0,
      limit: checkPageSize(limit),
    })
    const { latestVersion, purgedVersion, hasMore } = changed
    if (since !== undefined) {
      const hasMissed = purgedVersion > Math.max(since.version, since.purgedVersion)
      if (hasMissed || since.version > latestVersion) throw new TaskError({ code: 'CHANGES_GONE' })
    }
    const seen = hasMore ? changed.tasks.at(-1)?.version : undefined
    return {
      tasks: changed.tasks,
      since: { version: seen ?? latestVersion, purgedVersion: since?.purgedVersion ?? purgedVersion },
      hasMore,
    }
  }
