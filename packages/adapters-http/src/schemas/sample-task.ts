import { parseInstant, parseTaskId, type Task, type TaskId } from '@taskport/domain'

const taskId = (text: string): TaskId => {
  const id = parseTaskId(text)
  if (id === null) throw new RangeError(`${text} is no UUID`)
  return id
}

/** The task that every example of the documentation is made from. */
export const sampleTask: Task = {
  id: taskId('019aa5c2-3b7e-7c21-9d0a-5f1f6a0c9e11'),
  title: 'Buy milk',
  description: 'Two litres',
  status: 'pending',
  userId: 'alice',
  createdAt: parseInstant('2026-11-21T08:41:00.123Z'),
  updatedAt: parseInstant('2026-11-21T08:41:00.123Z'),
  completedAt: null,
  deletedAt: null,
  version: 12,
}

const later = parseInstant('2026-11-21T09:05:30.456Z')

export const sampleCompletedTask: Task = {
  ...sampleTask,
  status: 'completed',
  completedAt: later,
  updatedAt: later,
  version: 15,
}

export const sampleDeletedTask: Task = {
  ...sampleTask,
  id: taskId('019aa5c2-9f10-7d4c-8b52-0c6e2f4a7b33'),
  title: 'Call Bob',
  description: null,
  deletedAt: later,
  updatedAt: later,
  version: 14,
}

/** What a cursor or a sync mark looks like. */
export const sampleToken = 'Jq2nXy0sZ3l5c0VtQm9wbFtbMTUsMF1d'
