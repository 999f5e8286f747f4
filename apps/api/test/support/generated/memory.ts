import { isJson, type Json } from './json.js'

/** A task as the last answer about it showed it. */
export interface KnownTask {
  readonly task: Json
  readonly isDeleted: boolean
  /** Whether a change has been made since that no answer showed: its version and its dates are others. */
  readonly isStale: boolean
  /** What it was created with. */
  readonly creation: Json
}

/** What one user has been answered so far. */
export interface Memory {
  readonly userId: string
  readonly tasks: Map<string, KnownTask>
  /** The lists whose next page an answer has given. */
  readonly cursors: { readonly path: string; readonly query: Readonly<Record<string, string>> }[]
  readonly sinces: string[]
  /** Bodies of creations that were answered 201. */
  readonly creations: Json[]
}

export const emptyMemory = (userId: string): Memory => ({
  userId,
  tasks: new Map(),
  cursors: [],
  sinces: [],
  creations: [],
})

/** The data of a success. */
export const dataOf = (body: unknown): unknown => (isJson(body) && 'data' in body ? body.data : body)

/** Whether a value of an answer is a task. */
export const isTask = (value: unknown): value is Json & { readonly id: string } =>
  isJson(value) && typeof value.id === 'string' && typeof value.title === 'string'

/** One of a list by a number that may be greater than its length; undefined when there is none. */
export const nth = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items.length === 0 ? undefined : items[index % items.length]
