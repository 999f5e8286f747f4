import { foldedTitle, foldText, type InsertOptions, type TaskState } from '@taskport/domain'
import { type FragmentSqlToken, sql } from 'slonik'
import { queryTemplate } from '../connection/query.js'
import { createdAs } from './created-as.js'
import { integerRow, obstacleRow, taskColumns } from './task-row.js'

const names = [
  'userId',
  'id',
  'title',
  'description',
  'completedAt',
  'createdAt',
  'updatedAt',
  'deletedAt',
  'foldedTitle',
  'foldedDescription',
  'createdAs',
  'quota',
] as const

type Value = (name: (typeof names)[number]) => string

const unlessThere = (value: Value) => sql.fragment`
  where not exists (select from tasks where user_id = ${value('userId')}::text and id = ${value('id')}::uuid)`

const insertTemplate = (condition: (value: Value) => FragmentSqlToken) =>
  queryTemplate(
    names,
    (value) => sql.type(integerRow)`
    with owner as (
      insert into owners (user_id, version, task_count)
      select ${value('userId')}::text, 1, 1
      ${condition(value)}
      on conflict (user_id) do update set version = owners.version + 1, task_count = owners.task_count + 1
      where ${value('quota')}::bigint is null or owners.task_count < ${value('quota')}::bigint
      returning version
    )
    insert into tasks
      (user_id, id, title, description, completed_at, created_at, updated_at, deleted_at,
       folded_title, folded_description, created_as, version)
    select
      ${value('userId')}::text, ${value('id')}::uuid, ${value('title')}, ${value('description')},
      ${value('completedAt')}::timestamptz, ${value('createdAt')}::timestamptz,
      ${value('updatedAt')}::timestamptz, ${value('deletedAt')}::timestamptz,
      ${value('foldedTitle')}, ${value('foldedDescription')}, ${value('createdAs')}, owner.version
    from owner
    returning version`,
  )

const insertUnlessThere = insertTemplate(unlessThere)
const insertAtOnce = insertTemplate(() => sql.fragment``)

/**
 * Takes the version and counts the task in one change of the owner's row. An id that is taken costs neither: unless it is new it is looked for
 * before, which costs a tenth of all, and where it is taken all the same, the whole statement fails, so that the count holds whatever happens.
 * Answers the version alone: all else is kept as it was given.
 */
export const insertQuery = (task: TaskState, { quota, isIdNew = false }: InsertOptions) =>
  (isIdNew ? insertAtOnce : insertUnlessThere)({
    userId: task.userId,
    id: task.id,
    title: task.title,
    description: task.description,
    completedAt: task.completedAt,
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    deletedAt: task.deletedAt,
    foldedTitle: foldedTitle(task.title),
    foldedDescription: foldText(task.description ?? ''),
    createdAs: createdAs(task),
    quota: quota ?? null,
  })

const obstacle = queryTemplate(
  ['userId', 'id', 'createdAs', 'quota'],
  (value) => sql.type(obstacleRow)`
    select earlier.*, (owners.task_count >= ${value('quota')}::bigint) is true as is_full
    from owners
    left join lateral (
      select ${taskColumns}, created_as = ${value('createdAs')} as is_repeated
      from tasks
      where user_id = ${value('userId')} and id = ${value('id')}
    ) earlier on true
    where owners.user_id = ${value('userId')}`,
)

/** Why a task was not inserted: what is there by its id, and whether its owner has room for another. */
export const obstacleQuery = (task: TaskState, { quota }: InsertOptions) =>
  obstacle({ userId: task.userId, id: task.id, createdAs: createdAs(task), quota: quota ?? null })
