import type { Task } from '@taskport/client'

/** The texts of a task that a person edits. */
export interface TaskTexts {
  readonly title: string
  /** Null: none. */
  readonly description: string | null
}

/** One thing that a person has done, on its way to the API. `id` is the task's. */
export type TaskChange =
  | { readonly kind: 'create'; readonly id: string; readonly texts: TaskTexts }
  | {
      readonly kind: 'edit'
      readonly id: string
      /** As the person saw them when the editing began. */
      readonly seen: TaskTexts
      readonly texts: TaskTexts
    }
  | { readonly kind: 'finish'; readonly id: string; readonly status: Task['status'] }
  | { readonly kind: 'remove'; readonly id: string; readonly at: string }
  | { readonly kind: 'restore'; readonly id: string }

/** Greater than every version: what has just been done is the latest change. */
const unsentVersion = Number.MAX_SAFE_INTEGER

/** Later than every answer: it will be created after all that has been answered, whatever the clocks here and there say. */
const notYet = '9999-12-31T23:59:59.999Z'

const createdTask = ({ id, texts }: TaskChange & { readonly kind: 'create' }): Task => ({
  id,
  ...texts,
  status: 'pending',
  userId: '',
  createdAt: notYet,
  updatedAt: notYet,
  completedAt: null,
  deletedAt: null,
  version: unsentVersion,
})

const changed = (task: Task, change: TaskChange): Task => {
  switch (change.kind) {
    case 'create':
      return task
    case 'edit':
      return { ...task, ...change.texts, version: unsentVersion }
    case 'finish':
      return { ...task, status: change.status, version: unsentVersion }
    case 'remove':
      return { ...task, deletedAt: change.at, version: unsentVersion }
    case 'restore':
      return { ...task, deletedAt: null, version: unsentVersion }
  }
}

/** The task as it will be once its changes have arrived; null when it is known from nowhere. */
export const withChanges = (task: Task | null, changes: readonly TaskChange[]): Task | null => {
  let result = task
  for (const change of changes) {
    if (result !== null) result = changed(result, change)
    else if (change.kind === 'create') result = createdTask(change)
  }
  return result
}
