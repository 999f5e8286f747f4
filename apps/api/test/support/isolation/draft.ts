import type { Sent } from './exchange.js'
import type { Knowledge } from './knowledge.js'
import type { Operation } from './operations.js'
import { fillPath } from './path-parameters.js'

/** A request that is being made: a variation changes parts of it. */
export interface Draft {
  /** The task in the path, encoded as it will be written. */
  readonly pathId: string
  /** The user in the path, where a route has one. */
  readonly pathUserId: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** The example of a body, about another task: whatever id stands in it. */
const aboutTask = (example: unknown, taskId: string): unknown => {
  if (typeof example === 'string') return uuid.test(example) ? taskId : example
  if (Array.isArray(example)) return example.map((item) => aboutTask(item, taskId))
  if (typeof example !== 'object' || example === null) return example
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, aboutTask(value, taskId)]))
}

/** The request that the document tells of, valid for whoever owns the task. */
export const plainDraft = (
  { query, body }: Operation,
  { taskId }: Pick<Knowledge, 'taskId'>,
  callerId: string,
): Draft => ({
  pathId: taskId,
  pathUserId: callerId,
  query: Object.fromEntries(
    query.flatMap(({ name, isRequired, example }) => (isRequired ? [[name, example ?? '']] : [])),
  ),
  headers: {},
  body: aboutTask(body, taskId),
})

/** The request as it is sent; `callerId` null: without a token. */
export const sentAs = ({ method, url }: Operation, draft: Draft, callerId: string | null): Sent => {
  const query = Object.entries(draft.query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return {
    method,
    path: [fillPath(url, draft), ...(query.length === 0 ? [] : [query.join('&')])].join('?'),
    userId: callerId,
    headers: draft.headers,
    body: draft.body,
  }
}
