import type { Instant } from '../instant.js'
import type { TaskId } from './task-id.js'

export type TaskStatus = 'pending' | 'completed'

/** A task is completed exactly when it says since when. */
export type Completion =
  | { readonly status: 'pending'; readonly completedAt: null }
  | { readonly status: 'completed'; readonly completedAt: Instant }

interface TaskFields {
  readonly id: TaskId
  /** The owner: opaque, 1 to 255 characters, compared exactly. */
  readonly userId: string
  /** Trimmed, 1 to 255 characters, something of it visible. */
  readonly title: string
  /** At most 1,000 characters; null when there is none. */
  readonly description: string | null
  readonly createdAt: Instant
  /** Moves forward on every change, a delete included. */
  readonly updatedAt: Instant
  /** Since when the task is in the trash; null when it is not. */
  readonly deletedAt: Instant | null
}

/** What a task is, before a repository has given it a version. */
export type TaskState = TaskFields & Completion

/**
 * A task as a repository keeps it. `version` is a positive integer, taken from the owner's counter at every change, so it
 * grows from change to change over all tasks of one owner.
 */
export type Task = TaskState & { readonly version: number }

/** Names one task of one owner. There is no way to name a task without its owner. */
export interface TaskKey {
  readonly ownerId: string
  readonly taskId: TaskId
}
