import type { CreateTask, ListTasks, TaskChanges, TaskKey } from '@taskport/domain'

/** A rank that no change ever has. */
export const neverRank = 1_000_000

interface ChangeOfOne {
  readonly key: TaskKey
  /** The versions that the change may be made to, as ranks (see `PlainTask`); undefined: any. */
  readonly ifRanks: readonly number[] | undefined
}

export interface UpdateCommand extends ChangeOfOne {
  readonly do: 'update'
  readonly changes: TaskChanges
}

export interface TrashCommand extends ChangeOfOne {
  readonly do: 'delete' | 'restore'
}

/** A page of a list: the first, or the one behind the place that the program kept as its `after`th. */
export interface ListCommand {
  readonly do: 'list'
  readonly query: Omit<ListTasks, 'after'>
  readonly after: number | null
}

/** A page of a feed: from the beginning, from the mark kept as the `since`th, or from one that never was. */
export interface ChangesCommand {
  readonly do: 'changes'
  readonly ownerId: string
  readonly limit: number | undefined
  readonly since: number | 'the future' | null
}

/** One call of a use case, in words that mean the same moment to every store. */
export type Command =
  | { readonly do: 'create'; readonly creation: CreateTask }
  | { readonly do: 'get'; readonly key: TaskKey }
  | UpdateCommand
  | TrashCommand
  | ListCommand
  | ChangesCommand
  | { readonly do: 'purge'; readonly days: number | undefined }
