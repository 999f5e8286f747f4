import type { Task, TaskKey, TaskState } from '../task/task.js'

/** What became of an insert: see `TaskRepository.insert`. */
export type Insertion =
  | { readonly outcome: 'inserted'; readonly task: Task }
  | { readonly outcome: 'repeated'; readonly task: Task }
  | { readonly outcome: 'taken' }

/** Which tasks of whom to list: at most `limit` (1 to 1,000) of them. */
export interface TaskQuery {
  readonly ownerId: string
  readonly limit: number
}

/**
 * Where tasks are kept. Every implementation passes the suite of `@taskport/domain/contract`.
 *
 * Owners are told apart exactly, character by character. Every change takes the next number of its owner's counter as the
 * task's version; versions of one owner become visible in their order. Numbers may be skipped, never reused.
 * A method that cannot be carried out rejects with `StorageUnavailable`, or with a fault of the implementation's own.
 */
export interface TaskRepository {
  /** Returns the task, in the trash or not, or null when this owner has none by that id. */
  find(key: TaskKey): Promise<Task | null>

  /** Returns the owner's tasks that are not in the trash, newest first; among equally old ones, the greater id first. */
  list(query: TaskQuery): Promise<readonly Task[]>

  /**
   * Keeps a new task under its owner and id. When this owner already has a task by that id, nothing changes: the outcome is
   * `repeated`, with that task as it is now, when it was inserted with the same title, description and status (whatever
   * happened to it since), else `taken`. Of several at once, one is `inserted`.
   */
  insert(task: TaskState): Promise<Insertion>

  /**
   * Replaces a task by what `change` makes of it, all or nothing, and returns the result; null when this owner has none by
   * that id. No other change happens between what `change` was given and what it returned; it may be called more than once,
   * so it must be pure. When it returns the very task it was given, nothing is written and no version taken. When it throws,
   * nothing is written and the same error is rejected with. It keeps id, owner and creation date.
   */
  update(key: TaskKey, change: (task: Task) => TaskState): Promise<Task | null>
}
