import type { Task } from '@taskport/client'
import { type TaskChange, withChanges } from './task-change.js'
import { belongs, comparePlaces } from './task-place.js'
import type { TaskView } from './task-view.js'

/** One row: a task as the person has left it. */
export interface ShownTask {
  readonly task: Task
  /** Whether something of it is still on its way. */
  readonly isUnsent: boolean
}

const byTask = (changes: readonly TaskChange[]): ReadonlyMap<string, readonly TaskChange[]> =>
  Map.groupBy(changes, ({ id }) => id)

/**
 * What a view shows: the tasks that the API has answered, with what is on its way laid over them. Nothing is written into the
 * answers, so that a change that is refused is gone as soon as it is no longer laid over.
 * @param known tasks by id that are in other views; what comes back from the trash is found there
 */
export const shownTasks = (
  view: TaskView,
  answered: readonly Task[],
  changes: readonly TaskChange[],
  known: ReadonlyMap<string, Task>,
): readonly ShownTask[] => {
  if (changes.length === 0) return answered.map((task) => ({ task, isUnsent: false }))
  const waiting = byTask(changes)
  const shown: ShownTask[] = []
  const arrivals: Task[] = []
  for (const task of answered) {
    const own = waiting.get(task.id)
    if (own === undefined) {
      shown.push({ task, isUnsent: false })
      continue
    }
    const after = withChanges(task, own)
    if (after === null || !belongs(view, after)) continue
    // It stays where it is until the API has answered: rows that jump while they are worked on lose their reader.
    shown.push({ task: after, isUnsent: true })
  }
  const here = new Set(answered.map(({ id }) => id))
  for (const [id, own] of waiting) {
    if (here.has(id)) continue
    const task = withChanges(known.get(id) ?? null, own)
    if (task !== null && belongs(view, task)) arrivals.push(task)
  }
  for (const task of arrivals) {
    const index = shown.findIndex((one) => comparePlaces(view, task, one.task) < 0)
    shown.splice(index === -1 ? shown.length : index, 0, { task, isUnsent: true })
  }
  return shown
}
