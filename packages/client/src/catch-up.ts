import type { CallOptions } from './call-api.js'
import type { ChangesPage, ChangesQuery, Task } from './contract-types.js'
import { TaskportError } from './taskport-error.js'

/** All that changed, each task once and in its latest state, deleted ones with their `deletedAt`. */
export interface CatchUp {
  readonly tasks: readonly Task[]
  /** Send it next time. */
  readonly since: string
  /** True: these are all tasks there are, to be kept instead of what was kept; false: on top of it. */
  readonly isEverything: boolean
}

type Changes = (query: ChangesQuery, options?: CallOptions) => Promise<ChangesPage>

const readAll = async (changes: Changes, query: ChangesQuery, options?: CallOptions): Promise<CatchUp> => {
  const latest = new Map<string, Task>()
  let since = query.since
  for (;;) {
    const page: ChangesPage = await changes({ ...query, since }, options)
    for (const task of page.tasks) {
      // Behind all others, where its latest change is.
      latest.delete(task.id)
      latest.set(task.id, task)
    }
    since = page.since
    if (!page.hasMore) {
      return { tasks: [...latest.values()], since: page.since, isEverything: (query.since ?? null) === null }
    }
  }
}

/** Reads pages of changes until there are no more; from the beginning when the mark is too old. */
export const catchUp =
  (changes: Changes) =>
  async (query: ChangesQuery = {}, options?: CallOptions): Promise<CatchUp> => {
    try {
      return await readAll(changes, query, options)
    } catch (error) {
      const isGone = error instanceof TaskportError && error.code === 'CHANGES_GONE'
      if (!isGone) throw error
      return readAll(changes, { ...query, since: null }, options)
    }
  }
