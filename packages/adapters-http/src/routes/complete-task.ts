import type { Task, TaskUseCases, ToggleTask } from '@taskport/domain'
import { statusOf } from '../schemas/completion.js'

/**
 * What a request to complete a task means, at either face: `completed` sets it, which can be repeated; without it the task is turned.
 * @throws {TaskError} TASK_NOT_FOUND, VERSION_CONFLICT
 */
export const completeTask =
  ({ toggleTask, updateTask }: Pick<TaskUseCases, 'toggleTask' | 'updateTask'>) =>
  (about: ToggleTask, completed: boolean | undefined): Promise<Task> => {
    const status = statusOf(completed)
    return status === undefined ? toggleTask(about) : updateTask({ ...about, changes: { status } })
  }
