import type { components, operations } from './openapi/contract.js'

/** What may be left out may also be given as undefined, which sends nothing. */
type Lenient<Shape> = {
  [Name in keyof Shape]: undefined extends Shape[Name] ? Shape[Name] | undefined : Shape[Name]
}

type Query<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>

/** A task as the API answers it. Instants are ISO 8601 in UTC with milliseconds: their text order is their time order. */
export type Task = components['schemas']['Task']

export type TaskStatus = Task['status']

/** Which version of which task a caller has seen; every `Task` is one. */
export type TaskInHand = Pick<Task, 'id' | 'version'>

/** A task to create. Without an `id` the client chooses one, so that a creation can be sent again and creates one task. */
export type NewTask = Lenient<operations['createTask']['requestBody']['content']['application/json']>

/** What to change of a task: absent leaves it, null clears the description (RFC 7396). */
export type TaskChanges = Lenient<operations['patchTask']['requestBody']['content']['application/json']>

/** Which tasks, in which order; `limit` is how many a page holds, 1 to 1,000 (default 1,000). */
export type TaskFilter = Lenient<Omit<Query<'listTasks'>, 'cursor'>>

/** A filter, and the `nextCursor` of the page before; null or absent: the first page. */
export type TaskQuery = TaskFilter & { readonly cursor?: string | null | undefined }

/** A page of tasks; `nextCursor` is null on the last. */
export type TaskPage = operations['listTasks']['responses'][200]['content']['application/json']['data']

/** `since` is that of the last answer; null or absent: everything. `limit` is how many a page holds, 1 to 1,000 (default 1,000). */
export type ChangesQuery = Lenient<Omit<Query<'listChanges'>, 'since'>> & {
  readonly since?: string | null | undefined
}

/** Tasks that changed, deleted ones too, in the order of the changes; keep `since` for the next time. */
export type ChangesPage = operations['listChanges']['responses'][200]['content']['application/json']['data']

/** A refusal as the API writes it (RFC 9457). */
export type Problem = components['schemas']['Problem']

/** A wrong field or query parameter: where it is (JSON pointer, RFC 6901), what kind of wrong, and a sentence for a person. */
export type FieldError = NonNullable<Problem['errors']>[number]
