import type { Insertion, Task, TaskRepository } from '@taskport/domain'
import type { Database } from '../connection/database.js'
import { isTaken } from '../connection/database-fault.js'
import { changesQuery } from './changes-query.js'
import { findQuery } from './find-query.js'
import { insertQuery, obstacleQuery } from './insert-queries.js'
import { listQuery } from './list-query.js'
import { purgeQuery } from './purge-query.js'
import { replaceQuery } from './replace-query.js'

/** Null when another creation of the same id came first. */
const unlessTaken = (error: unknown): null => {
  if (isTaken(error, 'tasks_pkey')) return null
  throw error
}

/** A page of what a query has answered, which was asked for one more than the page holds. */
const page = (tasks: readonly Task[], limit: number) => ({
  tasks: tasks.slice(0, limit),
  hasMore: tasks.length > limit,
})

/** Keeps tasks in PostgreSQL. */
export const postgresTasks = ({ run, runApart, runForAll }: Database): TaskRepository => ({
  find: (key) => run(key.ownerId, (session) => session.maybe(findQuery(key))),

  list: (query) =>
    // Words may have to be looked for in everything that an owner has.
    (query.words.length > 0 ? runApart : run)(query.ownerId, async (session) =>
      page(await session.all(listQuery(query)), query.limit),
    ),

  changes: (query) =>
    run(query.ownerId, async (session) => {
      const rows = await session.all(changesQuery(query))
      const { latestVersion = 0, purgedVersion = 0 } = rows[0] ?? {}
      const tasks = rows.flatMap(({ task }) => (task === null ? [] : [task]))
      return { ...page(tasks, query.limit), latestVersion, purgedVersion }
    }),

  insert: (state, options = {}) =>
    run(state.userId, async (session): Promise<Insertion> => {
      for (;;) {
        const version = await session.maybe(insertQuery(state, options)).catch(unlessTaken)
        if (version !== null) return { outcome: 'inserted', task: { ...state, version } }
        const obstacle = await session.maybe(obstacleQuery(state, options))
        if (obstacle?.repeated) return { outcome: 'repeated', task: obstacle.repeated }
        if (obstacle?.isTaken) return { outcome: 'taken' }
        if (obstacle?.isFull) return { outcome: 'full' }
        // A purge took it away between the two statements: the id is free, or there is room.
      }
    }),

  update: (key, change) =>
    run(key.ownerId, async (session) => {
      for (;;) {
        const task = await session.maybe(findQuery(key))
        if (task === null) return null
        const changed = change(task)
        if (changed === task) return task
        const version = await session.maybe(replaceQuery(key, task, changed))
        if (version !== null) return { ...changed, version }
      }
    }),

  purge: (order) => runForAll(async (session) => (await session.maybe(purgeQuery(order))) ?? 0),
})
