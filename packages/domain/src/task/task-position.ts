import type { Instant } from '../instant.js'
import { compareCodePoints } from './compare-code-points.js'
import { foldedTitle } from './folded-title.js'
import type { Task } from './task.js'
import type { TaskId } from './task-id.js'

/** `updated` is the order of the owner's changes, which no clock can upset; `title` that of the folded titles' code points. */
export type TaskSort = 'created' | 'updated' | 'title'

/** Where a task stands in an order: what comes after it is the next page. No two tasks of an owner stand in the same place. */
export type TaskPosition =
  | { readonly sort: 'created'; readonly createdAt: Instant; readonly taskId: TaskId }
  | { readonly sort: 'updated'; readonly version: number }
  | { readonly sort: 'title'; readonly foldedTitle: string; readonly taskId: TaskId }

/** The place of a task in an order. */
export const positionOf = (task: Task, sort: TaskSort): TaskPosition => {
  switch (sort) {
    case 'created':
      return { sort, createdAt: task.createdAt, taskId: task.id }
    case 'updated':
      return { sort, version: task.version }
    case 'title':
      return { sort, foldedTitle: foldedTitle(task.title), taskId: task.id }
  }
}

/** Negative when `a` comes before `b` in ascending order. @throws {RangeError} for places in different orders */
export const comparePositions = (a: TaskPosition, b: TaskPosition): number => {
  if (a.sort === 'created' && b.sort === 'created') {
    return compareCodePoints(a.createdAt, b.createdAt) || compareCodePoints(a.taskId, b.taskId)
  }
  if (a.sort === 'updated' && b.sort === 'updated') return a.version - b.version
  if (a.sort === 'title' && b.sort === 'title') {
    return compareCodePoints(a.foldedTitle, b.foldedTitle) || compareCodePoints(a.taskId, b.taskId)
  }
  throw new RangeError(`A place by ${a.sort} cannot be compared with one by ${b.sort}`)
}
