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

/** What every query for tasks selects first, in the order of `at`. */
export const taskColumns = sql.fragment`
  user_id, id, title, description, version, completed_at, created_at, updated_at, deleted_at`

const at = {
  userId: 0,
  id: 1,
  title: 2,
  description: 3,
  version: 4,
  completedAt: 5,
  createdAt: 6,
  updatedAt: 7,
  deletedAt: 8,
  /** Behind them. */
  next: 9,
} as const

const taskId = (row: Row): TaskId => {
  const id = parseTaskId(text(row, at.id))
  if (id === null) throw new TypeError('The query answered an id that is no UUID')
  return id
}

const readTask = (row: Row): Task => {
  const id = taskId(row)
  const userId = text(row, at.userId)
  const title = text(row, at.title)
  const description = textOrNull(row, at.description)
  // Most tasks were last changed when they were created, or when they were completed: equal texts are read once.
  const createdAt = instant(row, at.createdAt)
  const updatedAt = row[at.updatedAt] === row[at.createdAt] ? createdAt : instant(row, at.updatedAt)
  const completedAt =
    row[at.completedAt] === row[at.updatedAt] ? updatedAt : instantOrNull(row, at.completedAt)
  const deletedAt = instantOrNull(row, at.deletedAt)
  const version = integer(row, at.version)
  // Written out twice, as spreading what differs takes as long as all the rest; in the order in which tasks are answered.
  return completedAt === null
    ? {
        id,
        title,
        description,
        status: 'pending',
        userId,
        createdAt,
        updatedAt,
        completedAt,
        deletedAt,
        version,
      }
    : {
        id,
        title,
        description,
        status: 'completed',
        userId,
        createdAt,
        updatedAt,
        completedAt,
        deletedAt,
        version,
      }
}

/** Reads a row of `taskColumns`. */
export const taskRow = rowReader(readTask)

/**
 * Reads a row of `taskColumns` and `is_repeated` (whether the task was created with the content asked about), all null where
 * there is no task, then `is_full` of its owner.
 */
export const obstacleRow = rowReader((row) => ({
  isTaken: row[at.id] !== null,
  repeated: row[at.id] !== null && boolean(row, at.next) ? readTask(row) : null,
  isFull: boolean(row, at.next + 1),
}))

/** Reads a row of `taskColumns`, all null where there is no task, then `latest_version` and `purged_version` of its owner. */
export const changedTaskRow = rowReader((row) => ({
  task: row[at.id] === null ? null : readTask(row),
  latestVersion: integer(row, at.next),
  purgedVersion: integer(row, at.next + 1),
}))

/** Reads a row of one column, a whole number: a count, or the version that a write has taken. */
export const integerRow = rowReader((row) => integer(row, 0))
