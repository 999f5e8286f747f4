import type { Task } from '@taskport/client'

const at = '2026-11-21T09:00:00.000Z'

/** A task with the texts and times that a test does not care for. */
export const taskOf = (task: Partial<Task> & Pick<Task, 'id'>): Task => ({
  title: `Task ${task.id}`,
  description: null,
  status: 'pending',
  userId: 'ada',
  createdAt: at,
  updatedAt: at,
  completedAt: null,
  deletedAt: null,
  version: 1,
  ...task,
})
