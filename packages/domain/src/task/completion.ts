import type { Instant } from '../instant.js'
import type { Completion, TaskStatus } from './task.js'

/** The completion of a task that gets this status now. */
export const completionOf = (status: TaskStatus, now: Instant): Completion =>
  status === 'completed' ? { status, completedAt: now } : { status, completedAt: null }
