import type { Insertion, Task, TaskKey, TaskRepository, TaskState } from '@taskport/domain'
import { sql } from 'slonik'
import type { Database, Session } from '../connection/database.js'
import { createdAs } from './created-as.js'
import { createdTaskRow, taskColumns, taskRow } from './task-row.js'

const find = (session: Session, { ownerId, taskId }: TaskKey): Promise<Task | null> =>
  session.maybe(sql.type(taskRow)`
    select ${taskColumns}
    from tasks
    where user_id = ${ownerId} and id = ${taskId}`)

const insert = (session: Session, task: TaskState): Promise<Task | null> =>
  session.maybe(sql.type(taskRow)`
    with owner as (
      insert into owners (user_id, version)
      values (${task.userId}, 1)
      on conflict (user_id) do update set version = owners.version + 1
      returning version
    )
    insert into tasks
      (user_id, id, title, description, completed_at, created_at, updated_at, deleted_at, version, created_as)
    select
      ${task.userId}, ${task.id}, ${task.title}, ${task.description}, ${task.completedAt}::timestamptz,
      ${task.createdAt}::timestamptz, ${task.updatedAt}::timestamptz, ${task.deletedAt}::timestamptz,
      owner.version, ${createdAs(task)}
    from owner
    on conflict (user_id, id) do nothing
    returning ${taskColumns}`)

const findCreated = (session: Session, task: TaskState) =>
  session.maybe(sql.type(createdTaskRow)`
    select ${taskColumns}, created_as = ${createdAs(task)} as is_repeated
    from tasks
    where user_id = ${task.userId} and id = ${task.id}`)

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
      version = owner.next_version
    from owner
    where user_id = ${ownerId} and id = ${taskId} and version = ${read.version}
    returning ${taskColumns}`)

/** Keeps tasks in PostgreSQL. */
export const postgresTasks = ({ run }: Database): TaskRepository => ({
  find: (key) => run((session) => find(session, key)),

  // Ordered by the table's columns, as the index is: a bare created_at is the answered one, in UTC.
  list: ({ ownerId, limit }) =>
    run((session) =>
      session.all(sql.type(taskRow)`
        select ${taskColumns}
        from tasks
        where user_id = ${ownerId} and deleted_at is null
        order by tasks.created_at desc, tasks.id desc
        limit ${limit}`),
    ),

  insert: (state) =>
    run(async (session): Promise<Insertion> => {
      const task = await insert(session, state)
      if (task !== null) return { outcome: 'inserted', task }
      const earlier = await findCreated(session, state)
      return earlier?.isRepeated ? { outcome: 'repeated', task: earlier.task } : { outcome: 'taken' }
    }),

  update: (key, change) =>
    run(async (session) => {
      for (;;) {
        const task = await find(session, key)
        if (task === null) return null
        const changed = change(task)
        if (changed === task) return task
        const replaced = await replace(session, key, task, changed)
        if (replaced !== null) return replaced
      }
    }),
})
