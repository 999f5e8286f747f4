import { type Task, type TaskChanges, TaskportError, type Tasks } from '@taskport/client'
import { mergeTexts } from './merge-texts.js'
import type { TaskChange, TaskTexts } from './task-change.js'

/** Somebody else has changed the same text of the task to something else; only the person can say which is to stay. */
export class TextsConflict extends Error {
  override readonly name = 'TextsConflict'

  constructor(
    readonly current: Task,
    readonly fields: readonly (keyof TaskTexts)[],
  ) {
    super('The task has been changed elsewhere')
  }
}

/** How often a change is tried on top of ever newer versions. */
const mostVersions = 5

const refusedBy = (error: unknown, code: TaskportError['code']): boolean =>
  error instanceof TaskportError && error.code === code

/**
 * Does something to a task on condition that it is as it was last known, and again on what it is by then: what somebody else has
 * changed meanwhile is looked at before it is written over.
 */
const onLatest = async <Result>(
  task: Task,
  attempt: (task: Task) => Result | Promise<Result>,
): Promise<Result> => {
  let latest = task
  for (let version = 1; ; version += 1) {
    try {
      return await attempt(latest)
    } catch (error) {
      const isStale = error instanceof TaskportError && error.code === 'VERSION_CONFLICT'
      if (!isStale || version === mostVersions) throw error
      latest = error.current
    }
  }
}

const editOf = (change: TaskChange & { readonly kind: 'edit' }, task: Task): TaskChanges | null => {
  const merged = mergeTexts(change.seen, change.texts, task)
  if (merged.outcome === 'conflict') throw new TextsConflict(task, merged.fields)
  return merged.outcome === 'nothing' ? null : merged.changes
}

/**
 * Carries out what a person has done, however often it is asked to: a change that has arrived already is not made twice.
 * @param known the task as it was last answered; null when it never was
 * @returns the task as it is then
 * @throws {TextsConflict}
 * @throws {TaskportError}
 */
export const sendChange = async (tasks: Tasks, change: TaskChange, known: Task | null): Promise<Task> => {
  if (change.kind === 'create') {
    const { title, description } = change.texts
    return tasks.create({ id: change.id, title, ...(description === null ? {} : { description }) })
  }
  if (change.kind === 'restore') {
    try {
      // Whatever its version: nothing is written over, and that of a task just deleted is not told.
      return await tasks.restore(change.id)
    } catch (error) {
      if (refusedBy(error, 'TASK_NOT_DELETED')) return tasks.get(change.id)
      throw error
    }
  }
  const latest = known ?? (await tasks.get(change.id))
  return onLatest(latest, async (task) => {
    switch (change.kind) {
      case 'edit': {
        const changes = editOf(change, task)
        return changes === null ? task : tasks.update(task, changes)
      }
      case 'finish':
        return task.status === change.status ? task : tasks.update(task, { status: change.status })
      case 'remove': {
        if (task.deletedAt === null) await tasks.remove(task)
        // The answer does not tell its version; it is this at least, and the feed tells the rest.
        return { ...task, deletedAt: change.at, version: task.version + 1 }
      }
    }
  })
}
