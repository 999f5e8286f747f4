import type { Instant } from '../instant.js'
import type { Task, TaskKey, TaskState, TaskStatus } from '../task/task.js'
import type { TaskPosition, TaskSort } from '../task/task-position.js'

/** What became of an insert: see `TaskRepository.insert`. */
export type Insertion =
  | { readonly outcome: 'inserted'; readonly task: Task }
  | { readonly outcome: 'repeated'; readonly task: Task }
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'full' }

/** How to keep a new task: see `TaskRepository.insert`. */
export interface InsertOptions {
  /** How many tasks its owner may have, those in the trash too; absent: no limit. */
  readonly quota?: number | undefined
  /**
   * Whether its id was made at random for it, so that hardly anything can be there by that id: whoever keeps it need not look before. A mere
   * hint, the outcome is the same; absent: no.
   */
  readonly isIdNew?: boolean | undefined
}

/** Which tasks of whom to list, in which order, from where on. */
export interface TaskQuery {
  readonly ownerId: string
  readonly status: TaskStatus | 'all'
  /** Whether to list the trash instead of what is not in it. */
  readonly isDeleted: boolean
  /** Folded words (see `foldText`); a task has each in its folded title or its folded description. None: all tasks. */
  readonly words: readonly string[]
  readonly sort: TaskSort
  readonly order: 'asc' | 'desc'
  /** Only what comes behind this place, which is one by `sort`; null: from the beginning. */
  readonly after: TaskPosition | null
  /** At most so many, 1 to 1,000. */
  readonly limit: number
}

/** Some tasks in order, and whether there are more behind the last of them. */
export interface TaskPage {
  readonly tasks: readonly Task[]
  readonly hasMore: boolean
}

export interface ChangesQuery {
  readonly ownerId: string
  /** Only what changed after this version; 0: everything. */
  readonly afterVersion: number
  /** At most so many, 1 to 1,000. */
  readonly limit: number
}

/** The changed tasks by ascending version, those in the trash among them, and how things stand at that moment. */
export interface ChangedTasks extends TaskPage {
  /** The owner's counter: all changes up to it are committed and seen; 0 for an owner without any. */
  readonly latestVersion: number
  /** Deletions up to this version may have been forgotten; 0 when none has been. */
  readonly purgedVersion: number
}

export interface PurgeOrder {
  /** Only tasks that are in the trash since before this moment. */
  readonly deletedBefore: Instant
  /** At most so many at once, from 1 on. */
  readonly limit: number
}

/**
 * Where tasks are kept. Every implementation passes the suite of `@taskport/domain/contract`.
 *
 * Owners are told apart exactly, character by character. Every change takes the next number of its owner's counter as the
 * task's version; versions of one owner become visible in their order. Numbers may be skipped, never reused.
 * A method that cannot be carried out rejects with `StorageUnavailable`, or with a fault of the implementation's own. Where the storage
 * was asked and its answer never came, that says `isOutcomeUnknown`; else the method has changed nothing, nor will it later.
 */
export interface TaskRepository {
  /** Returns the task, in the trash or not, or null when this owner has none by that id. */
  find(key: TaskKey): Promise<Task | null>

  /** Returns the tasks that a query asks for, in its order, as they were at one moment. */
  list(query: TaskQuery): Promise<TaskPage>

  /**
   * Returns each task whose version is greater than a given one, once, in its latest state, all from one moment. A reader who
   * goes on from the last version it was given misses no change, however many are made meanwhile.
   */
  changes(query: ChangesQuery): Promise<ChangedTasks>

  /**
   * Keeps a new task under its owner and id. When this owner already has a task by that id, nothing changes: the outcome is
   * `repeated`, with that task as it is now, when it was inserted with the same title, description and status (whatever
   * happened to it since), else `taken`. Of several at once, one is `inserted`. An owner who has `quota` tasks or more, those in
   * the trash too, keeps no new one: the outcome is `full`.
   */
  insert(task: TaskState, options?: InsertOptions): Promise<Insertion>

  /**
   * Replaces a task by what `change` makes of it, all or nothing, and returns the result; null when this owner has none by
   * that id. No other change happens between what `change` was given and what it returned; it may be called more than once,
   * so it must be pure. When it returns the very task it was given, nothing is written and no version taken. When it throws,
   * nothing is written and the same error is rejected with. It keeps id, owner and creation date.
   */
  update(key: TaskKey, change: (task: Task) => TaskState): Promise<Task | null>

  /**
   * Forgets tasks that have been in the trash for long, of any owner, and returns how many. An owner's `purgedVersion` is at
   * least the version of each that was forgotten, from the same moment on. Of several at once, one works and the others
   * return 0. A task that is restored meanwhile is kept.
   */
  purge(order: PurgeOrder): Promise<number>
}
