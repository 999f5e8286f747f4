import { parseInstant, parseTaskId, type TaskState } from '@taskport/domain'

/** A pending task with an id of its own. */
export const newTask = (userId: string, changes: Partial<Pick<TaskState, 'title'>> = {}): TaskState => {
  const id = parseTaskId(crypto.randomUUID())
  if (id === null) throw new Error('A random UUID is an id')
  const at = parseInstant('2026-02-01T00:00:00.000Z')
  return {
    id,
    userId,
    title: 'Task',
    description: null,
    status: 'pending',
    completedAt: null,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    ...changes,
  }
}
