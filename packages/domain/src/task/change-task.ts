import { type Instant, instantAfter } from '../instant.js'
import { completionOf } from './completion.js'
import type { Task, TaskState, TaskStatus } from './task.js'
import { trimTitle } from './title.js'

/** What to change (RFC 7396): absent leaves it, null clears it. */
export interface TaskChanges {
  readonly title?: string | undefined
  readonly description?: string | null | undefined
  readonly status?: TaskStatus | undefined
}

/** The changed task, or the very same object when nothing would differ. Completing what is completed keeps its date. */
export const changeTask = (task: Task, changes: TaskChanges, now: Instant): TaskState => {
  const title = changes.title === undefined ? task.title : trimTitle(changes.title)
  const description = changes.description === undefined ? task.description : changes.description
  const status = changes.status ?? task.status
  if (title === task.title && description === task.description && status === task.status) return task

  const updatedAt = instantAfter(task.updatedAt, now)
  const completion = status === task.status ? {} : completionOf(status, updatedAt)
  return { ...task, title, description, ...completion, updatedAt }
}
