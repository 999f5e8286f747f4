import { isJson, type Json } from './json.js'
import { type Memory, nth } from './memory.js'
import type { Operation } from './operations.js'
import { isOpaque, type Planned, type PlannedRequest } from './planned-request.js'

/** A request as it is sent. */
export interface ReadyRequest {
  readonly operation: Operation
  readonly pathValues: Readonly<Record<string, string>>
  /** Names may stand more than once. */
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly headers: Readonly<Record<string, string>>
  /** A value that is sent as JSON; undefined: none. */
  readonly body: unknown
  /** Sent in place of the body, as it is; absent: the body is. */
  readonly rawBody?: string
  /** Stands behind the query as it is. */
  readonly rawQuery?: string
  readonly withoutToken?: true
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** An id that no task has, for when there is none yet. */
const nobody = '00000000-0000-7000-8000-000000000000'

const idIn = (path: Readonly<Record<string, string>>): string => path.id?.toLowerCase() ?? nobody

const tagOf = (memory: Memory, taskId: string): string => `"${memory.tasks.get(taskId)?.task.version ?? 1}"`

/** Half of the ids are written as nobody writes them. */
const asWritten = (id: string, index: number): string => (index % 5 === 4 ? id.toUpperCase() : id)

const pathValue = (name: string, value: Planned, memory: Memory): string => {
  if ('given' in value) return textOf(value.given)
  if (name !== 'id') return memory.userId
  return asWritten(nth([...memory.tasks.keys()], value.earlier) ?? nobody, value.earlier)
}

const mapped = <Value>(
  record: Readonly<Record<string, Planned>>,
  map: (name: string, value: Planned) => Value,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]))

const queryOf = ({ operation, query }: PlannedRequest, memory: Memory): Readonly<Record<string, string>> => {
  const { cursor, since } = query
  const given = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      isOpaque(name) || !('given' in value) ? [] : [[name, textOf(value.given)]],
    ),
  )
  if (cursor !== undefined && 'earlier' in cursor) {
    const pages = memory.cursors.filter(({ path }) => path === operation.path)
    const page = nth(pages, cursor.earlier)
    if (page !== undefined) return page.query
  }
  const mark = since !== undefined && 'earlier' in since ? nth(memory.sinces, since.earlier) : undefined
  return mark === undefined ? given : { ...given, since: mark }
}

const bodyOf = ({ body, bodyId, repeats }: PlannedRequest, memory: Memory): unknown => {
  const again = repeats === null ? undefined : nth(memory.creations, repeats)
  if (again !== undefined) return again
  const id = bodyId === null ? undefined : nth([...memory.tasks.keys()], bodyId)
  return isJson(body) && id !== undefined ? ({ ...body, id } satisfies Json) : body
}

/** Fills in what earlier answers have given. */
export const resolveRequest = (request: PlannedRequest, memory: Memory): ReadyRequest => {
  const pathValues = mapped(request.path, (name, value) => pathValue(name, value, memory))
  return {
    operation: request.operation,
    pathValues,
    query: Object.entries(queryOf(request, memory)),
    headers: mapped(request.header, (_, value) =>
      'given' in value ? textOf(value.given) : tagOf(memory, idIn(pathValues)),
    ),
    body: bodyOf(request, memory),
  }
}
