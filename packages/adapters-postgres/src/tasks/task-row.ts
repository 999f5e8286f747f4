import { parseTaskId, type Task, type TaskId } from '@taskport/domain'
import { sql } from 'slonik'
import {
  boolean,
  instant,
  instantOrNull,
  integer,
  type Row,
  rowReader,
  text,
  textOrNull,
} from '../connection/row.js'

/** What every query for tasks selects. */
export const taskColumns = sql.fragment`
  user_id, id, title, description, version,
  to_json(completed_at at time zone 'utc') as completed_at,
  to_json(created_at at time zone 'utc') as created_at,
  to_json(updated_at at time zone 'utc') as updated_at,
  to_json(deleted_at at time zone 'utc') as deleted_at`

const taskId = (row: Row): TaskId => {
  const id = parseTaskId(text(row, 'id'))
  if (id === null) throw new TypeError('The query answered an id that is no UUID')
  return id
}

const readTask = (row: Row): Task => {
  const completedAt = instantOrNull(row, 'completed_at')
  return {
    id: taskId(row),
    userId: text(row, 'user_id'),
    title: text(row, 'title'),
    description: textOrNull(row, 'description'),
    ...(completedAt === null ? { status: 'pending', completedAt } : { status: 'completed', completedAt }),
    createdAt: instant(row, 'created_at'),
    updatedAt: instant(row, 'updated_at'),
    deletedAt: instantOrNull(row, 'deleted_at'),
    version: integer(row, 'version'),
  }
}

/** Reads a row of `taskColumns`. */
export const taskRow = rowReader(readTask)

/**
 * Reads a row of `taskColumns` and `is_repeated` (whether the task was created with the content asked about), all null where
 * there is no task, with `is_full` of its owner.
 */
export const obstacleRow = rowReader((row) => ({
  isTaken: row.id !== null,
  repeated: row.id !== null && boolean(row, 'is_repeated') ? readTask(row) : null,
  isFull: boolean(row, 'is_full'),
}))

/** Reads a row of `taskColumns`, all null where there is no task, with `latest_version` and `purged_version` of its owner. */
export const changedTaskRow = rowReader((row) => ({
  task: row.id === null ? null : readTask(row),
  latestVersion: integer(row, 'latest_version'),
  purgedVersion: integer(row, 'purged_version'),
}))

/** Reads a row of one column, `count`. */
export const countRow = rowReader((row) => integer(row, 'count'))
