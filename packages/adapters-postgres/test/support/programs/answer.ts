import type { TaskId, TaskStatus } from '@taskport/domain'

/**
 * A task as answers are compared. Versions may have gaps, which differ from store to store; so `version` is a rank here: 1 is
 * the owner's first change, 2 the second.
 */
export interface PlainTask {
  readonly id: TaskId
  readonly userId: string
  readonly title: string
  readonly description: string | null
  readonly status: TaskStatus
  readonly createdAt: string
  readonly updatedAt: string
  readonly completedAt: string | null
  readonly deletedAt: string | null
  readonly version: number
}

/** Where a list goes on; a version is a rank. */
export type Place =
  | { readonly sort: 'created'; readonly createdAt: string; readonly taskId: string }
  | { readonly sort: 'updated'; readonly version: number }
  | { readonly sort: 'title'; readonly foldedTitle: string; readonly taskId: string }

/** Where a feed goes on; both are ranks, a version between two changes having that of the earlier one. */
export interface PlainMark {
  readonly version: number
  readonly purgedVersion: number
}

export interface PlainProblem {
  readonly field: string
  readonly problem: string
}

export interface PlainRefusal {
  readonly code: string
  /** Of a VERSION_CONFLICT. */
  readonly current?: PlainTask
  /** Of an INVALID_TEXT. */
  readonly problems?: readonly PlainProblem[]
}

/** What any command answers, in a form in which two stores can be compared. */
export type Answer =
  | { readonly kind: 'task'; readonly task: PlainTask }
  | { readonly kind: 'creation'; readonly task: PlainTask; readonly created: boolean }
  | { readonly kind: 'list'; readonly tasks: readonly PlainTask[]; readonly next: Place | null }
  | {
      readonly kind: 'changes'
      readonly tasks: readonly PlainTask[]
      readonly since: PlainMark
      readonly hasMore: boolean
    }
  | { readonly kind: 'purge'; readonly purged: number }
  | { readonly kind: 'refusal'; readonly refusal: PlainRefusal }
  /** Anything thrown that is no refusal: never right. */
  | { readonly kind: 'fault'; readonly message: string }
