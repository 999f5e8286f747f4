import { type ListTasks, parseInstant, parseTaskId, type TaskPosition } from '@taskport/domain'
import { HttpProblemError } from '../problems/http-problem.js'
import { invalidRequest } from '../problems/http-problems.js'
import type { OpaqueTokens } from './opaque-tokens.js'

type CursorQuery = Pick<ListTasks, 'ownerId' | 'status' | 'search' | 'sort' | 'order' | 'isDeleted'>

/** A cursor goes on with the list that it came from: the same filters, the same order. */
const purposeOf = ({
  status = 'all',
  search,
  sort = 'created',
  order = 'desc',
  isDeleted = false,
}: CursorQuery) => JSON.stringify(['list', status, search ?? null, sort, order, isDeleted])

const contentOf = (place: TaskPosition): readonly (string | number)[] => {
  switch (place.sort) {
    case 'created':
      return [place.createdAt, place.taskId]
    case 'updated':
      return [place.version]
    case 'title':
      return [place.foldedTitle, place.taskId]
  }
}

const placeOf = (sort: TaskPosition['sort'], content: unknown): TaskPosition | null => {
  if (!Array.isArray(content)) return null
  const [key, id]: unknown[] = content
  if (sort === 'updated') return typeof key === 'number' ? { sort, version: key } : null
  const taskId = typeof id === 'string' ? parseTaskId(id) : null
  if (typeof key !== 'string' || taskId === null) return null
  return sort === 'created'
    ? { sort, createdAt: parseInstant(key), taskId }
    : { sort, foldedTitle: key, taskId }
}

/** The cursor that goes on behind a place; null when there is nothing behind it. */
export const sealCursor = (
  tokens: OpaqueTokens,
  query: CursorQuery,
  next: TaskPosition | null,
): string | null => next && tokens.seal(purposeOf(query), query.ownerId, contentOf(next))

/** The place that a cursor goes on from. @throws {HttpProblemError} 422 when this list has not answered it */
export const openCursor = (tokens: OpaqueTokens, query: CursorQuery, cursor: string): TaskPosition => {
  const place = placeOf(query.sort ?? 'created', tokens.open(purposeOf(query), query.ownerId, cursor))
  if (place !== null) return place
  const message = 'The cursor must be the nextCursor of a page of this very list: the same filters and order.'
  throw new HttpProblemError(invalidRequest([{ pointer: '/cursor', code: 'NOT_OF_THIS_LIST', message }]))
}
