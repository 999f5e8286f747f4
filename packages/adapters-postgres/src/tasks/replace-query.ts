import { foldedTitle, foldText, type Task, type TaskKey, type TaskState } from '@taskport/domain'
import { sql } from 'slonik'
import { queryTemplate } from '../connection/query.js'
import { integerRow } from './task-row.js'

const replace = queryTemplate(
  [
    'ownerId',
    'taskId',
    'readVersion',
    'title',
    'description',
    'completedAt',
    'updatedAt',
    'deletedAt',
    'foldedTitle',
    'foldedDescription',
  ],
  (value) => sql.type(integerRow)`
    with owner as (
      update owners set version = version + 1
      where user_id = ${value('ownerId')}
      returning version as next_version
    )
    update tasks set
      title = ${value('title')},
      description = ${value('description')},
      completed_at = ${value('completedAt')}::timestamptz,
      updated_at = ${value('updatedAt')}::timestamptz,
      deleted_at = ${value('deletedAt')}::timestamptz,
      folded_title = ${value('foldedTitle')},
      folded_description = ${value('foldedDescription')},
      version = owner.next_version
    from owner
    where user_id = ${value('ownerId')} and id = ${value('taskId')} and version = ${value('readVersion')}
    returning tasks.version`,
)

/**
 * Writes only if the task still has the version that was read: the check and the write are one statement. Answers the new version: all else is
 * kept as it was given.
 */
export const replaceQuery = ({ ownerId, taskId }: TaskKey, read: Task, task: TaskState) =>
  replace({
    ownerId,
    taskId,
    readVersion: read.version,
    title: task.title,
    description: task.description,
    completedAt: task.completedAt,
    updatedAt: task.updatedAt,
    deletedAt: task.deletedAt,
    foldedTitle: foldedTitle(task.title),
    foldedDescription: foldText(task.description ?? ''),
  })
