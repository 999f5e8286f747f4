import { isJson, type Json } from './json.js'
import type { KnownTask, Memory } from './memory.js'
import type { Operation } from './operations.js'
import type { ReadyRequest } from './resolve-request.js'

/** The tags of a conditional header, weak ones marked by `W/`. */
const tagsIn = (header: string): readonly string[] => header.match(/(W\/)?"[^"]*"/g) ?? []

const isAny = (header: string): boolean => header.trim() === '*'

/** RFC 9110, 13.1.1: compared strongly. */
const allowsChange = (header: string | undefined, tag: string): boolean =>
  header === undefined || isAny(header) || tagsIn(header).includes(tag)

/** RFC 9110, 13.1.2: compared weakly. */
const knows = (header: string | undefined, tag: string): boolean =>
  header !== undefined && (isAny(header) || tagsIn(header).some((one) => one.replace(/^W\//, '') === tag))

const successes = ({ answers }: Operation): readonly number[] =>
  [...answers.keys()].filter((status) => status >= 200 && status < 300)

/** What a creation is compared by when it is sent again. */
const creationOf = ({ title, description = null, status = 'pending' }: Json): string =>
  JSON.stringify([String(title).trim(), description, status])

const ofNoTask = ({ operation, body }: ReadyRequest, { tasks }: Memory): readonly number[] => {
  if (operation.method !== 'POST' || !isJson(body)) return successes(operation)
  const same = typeof body.id === 'string' ? tasks.get(body.id.toLowerCase()) : undefined
  if (same === undefined) return [201]
  return creationOf(same.creation) === creationOf(body) ? [200] : [409]
}

const restores = ({ path }: Operation): boolean => path.endsWith('/restore')

const ofTask = ({ operation, headers }: ReadyRequest, known: KnownTask | undefined): readonly number[] => {
  if (known === undefined) return [404]
  if (known.isDeleted && !restores(operation)) return [404]
  const done = restores(operation) && !known.isDeleted ? [409] : successes(operation)
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers
  if (known.isStale) {
    return [...done, ...(ifMatch === undefined ? [] : [412]), ...(ifNoneMatch === undefined ? [] : [304])]
  }
  const tag = `"${known.task.version}"`
  if (!allowsChange(ifMatch, tag)) return [412]
  return knows(ifNoneMatch, tag) ? [304] : done
}

/** The statuses that a request which the document allows can be answered with, going by all earlier answers. */
export const expectedStatuses = (request: ReadyRequest, memory: Memory): readonly number[] => {
  const { id, userId } = request.pathValues
  if (userId !== undefined && userId !== memory.userId) return [403]
  return id === undefined ? ofNoTask(request, memory) : ofTask(request, memory.tasks.get(id.toLowerCase()))
}
