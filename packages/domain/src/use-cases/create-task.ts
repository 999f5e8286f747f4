import type { Ports } from '../ports/ports.js'
import { checkContent } from '../task/check-content.js'
import { completionOf } from '../task/completion.js'
import type { Task, TaskStatus } from '../task/task.js'
import { TaskError } from '../task/task-error.js'
import type { TaskId } from '../task/task-id.js'
import { trimTitle } from '../task/title.js'

export interface CreateTask {
  readonly ownerId: string
  /** Chosen by the caller, so that a retry creates nothing twice; absent: a new one is made. */
  readonly taskId?: TaskId | undefined
  readonly title: string
  readonly description?: string | null | undefined
  /** Absent: pending. */
  readonly status?: TaskStatus | undefined
}

/** `created` is false when the same creation had happened before; then the task is as it is now. */
export interface TaskCreation {
  readonly task: Task
  readonly created: boolean
}

export interface CreationLimits {
  /** How many tasks an owner may keep, those in the trash too; see `limits.taskQuota`. */
  readonly taskQuota: number
}

/**
 * Adds a task. @throws {TaskError} INVALID_TEXT; TASK_ID_TAKEN when the id was used with other content; TASK_QUOTA_REACHED
 */
export const createTask =
  ({ tasks, now, newTaskId }: Ports, { taskQuota }: CreationLimits) =>
  async ({
    ownerId,
    taskId,
    title,
    description = null,
    status = 'pending',
  }: CreateTask): Promise<TaskCreation> => {
    checkContent({ title, description })
    const createdAt = now()
    const task = {
      id: taskId ?? newTaskId(),
      userId: ownerId,
      title: trimTitle(title),
      description,
      ...completionOf(status, createdAt),
      createdAt,
      updatedAt: createdAt,
      deletedAt: null,
    }
    const insertion = await tasks.insert(task, { quota: taskQuota, isIdNew: taskId === undefined })
    if (insertion.outcome === 'taken') throw new TaskError({ code: 'TASK_ID_TAKEN' })
    if (insertion.outcome === 'full') throw new TaskError({ code: 'TASK_QUOTA_REACHED', quota: taskQuota })
    return { task: insertion.task, created: insertion.outcome === 'inserted' }
  }
