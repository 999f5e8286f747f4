import {
  foldedTitle,
  foldText,
  type Insertion,
  type Task,
  type TaskKey,
  type TaskRepository,
  type TaskState,
} from '@taskport/domain'
import { sql } from 'slonik'
import type { Database } from '../connection/database.js'
import { isTaken } from '../connection/database-fault.js'
import type { Session } from '../connection/session.js'
import { changesQuery } from './changes-query.js'
import { createdAs } from './created-as.js'
import { listQuery } from './list-query.js'
import { purgeQuery } from './purge-query.js'
import { obstacleRow, taskColumns, taskRow } from './task-row.js'

const find = (session: Session, { ownerId, taskId }: TaskKey): Promise<Task | null> =>
  session.maybe(sql.type(taskRow)`
    select ${taskColumns}
    from tasks
    where user_id = ${ownerId} and id = ${taskId}`)

/**
 * Takes the version and counts the task in one change of the owner's row. An id that is taken costs neither: it is looked for before, and
 * where it is taken meanwhile, the whole statement fails, so that the count holds whatever happens.
 */
const insert = (session: Session, task: TaskState, quota: number | null): Promise<Task | null> =>
  session.maybe(sql.type(taskRow)`
    with owner as (
      insert into owners (user_id, version, task_count)
      select ${task.userId}, 1, 1
      where not exists (select from tasks where user_id = ${task.userId} and id = ${task.id})
      on conflict (user_id) do update set version = owners.version + 1, task_count = owners.task_count + 1
      where ${quota}::bigint is null or owners.task_count < ${quota}::bigint
      returning version
    )
    insert into tasks
      (user_id, id, title, description, completed_at, created_at, updated_at, deleted_at,
       folded_title, folded_description, created_as, version)
    select
      ${task.userId}, ${task.id}, ${task.title}, ${task.description}, ${task.completedAt}::timestamptz,
      ${task.createdAt}::timestamptz, ${task.updatedAt}::timestamptz, ${task.deletedAt}::timestamptz,
      ${foldedTitle(task.title)}, ${foldText(task.description ?? '')}, ${createdAs(task)}, owner.version
    from owner
    returning ${taskColumns}`)

/** Null when another creation of the same id came first. */
const unlessTaken = (error: unknown): null => {
  if (isTaken(error, 'tasks_pkey')) return null
  throw error
}

/** Why a task was not inserted: what is there by its id, and whether its owner has room for another. */
const findObstacle = (session: Session, task: TaskState, quota: number | null) =>
  session.maybe(sql.type(obstacleRow)`
    select earlier.*, (owners.task_count >= ${quota}::bigint) is true as is_full
    from owners
    left join lateral (
      select ${taskColumns}, created_as = ${createdAs(task)} as is_repeated
      from tasks
      where user_id = ${task.userId} and id = ${task.id}
    ) earlier on true
    where owners.user_id = ${task.userId}`)

/** Writes only if the task still has the version that was read: the check and the write are one statement. */
const replace = (
  session: Session,
  { ownerId, taskId }: TaskKey,
  read: Task,
  task: TaskState,
): Promise<Task | null> =>
  session.maybe(sql.type(taskRow)`
    with owner as (
      update owners set version = version + 1
      where user_id = ${ownerId}
      returning version as next_version
    )
    update tasks set
      title = ${task.title},
      description = ${task.description},
      completed_at = ${task.completedAt}::timestamptz,
      updated_at = ${task.updatedAt}::timestamptz,
      deleted_at = ${task.deletedAt}::timestamptz,
      folded_title = ${foldedTitle(task.title)},
      folded_description = ${foldText(task.description ?? '')},
      version = owner.next_version
    from owner
    where user_id = ${ownerId} and id = ${taskId} and version = ${read.version}
    returning ${taskColumns}`)

/** A page of what a query has answered, which was asked for one more than the page holds. */
const page = (tasks: readonly Task[], limit: number) => ({
  tasks: tasks.slice(0, limit),
  hasMore: tasks.length > limit,
})

/** Keeps tasks in PostgreSQL. */
export const postgresTasks = ({ run, runForAll }: Database): TaskRepository => ({
  find: (key) => run(key.ownerId, (session) => find(session, key)),

  list: (query) =>
    run(query.ownerId, async (session) => page(await session.all(listQuery(query)), query.limit)),

  changes: (query) =>
    run(query.ownerId, async (session) => {
      const rows = await session.all(changesQuery(query))
      const { latestVersion = 0, purgedVersion = 0 } = rows[0] ?? {}
      const tasks = rows.flatMap(({ task }) => (task === null ? [] : [task]))
      return { ...page(tasks, query.limit), latestVersion, purgedVersion }
    }),

  insert: (state, quota) =>
    run(state.userId, async (session): Promise<Insertion> => {
      for (;;) {
        const task = await insert(session, state, quota ?? null).catch(unlessTaken)
        if (task !== null) return { outcome: 'inserted', task }
        const obstacle = await findObstacle(session, state, quota ?? null)
        if (obstacle?.repeated) return { outcome: 'repeated', task: obstacle.repeated }
        if (obstacle?.isTaken) return { outcome: 'taken' }
        if (obstacle?.isFull) return { outcome: 'full' }
        // A purge took it away between the two statements: the id is free, or there is room.
      }
    }),

  update: (key, change) =>
    run(key.ownerId, async (session) => {
      for (;;) {
        const task = await find(session, key)
        if (task === null) return null
        const changed = change(task)
        if (changed === task) return task
        const replaced = await replace(session, key, task, changed)
        if (replaced !== null) return replaced
      }
    }),

  purge: (order) => runForAll(async (session) => (await session.maybe(purgeQuery(order))) ?? 0),
})
