import type { Instant } from '../instant.js'
import type { TaskId } from '../task/task-id.js'
import type { TaskRepository } from './task-repository.js'

/** The driven ports: what the use cases need of the outside. */
export interface Ports {
  readonly tasks: TaskRepository
  /** The present. It may stand still or go back; the rules allow for that. */
  readonly now: () => Instant
  /** An id that no task has had before. */
  readonly newTaskId: () => TaskId
}
