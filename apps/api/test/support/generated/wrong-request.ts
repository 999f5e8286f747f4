import fc from 'fast-check'
import { type Json, json } from './json.js'
import { emptyMemory } from './memory.js'
import type { Operation, Parameter } from './operations.js'
import { isOpaque, validRequests } from './planned-request.js'
import { type ReadyRequest, resolveRequest } from './resolve-request.js'
import { validValue } from './valid-value.js'
import { wrongTextValues, wrongValues } from './wrong-value.js'

/** One way to break what the document says of an operation, and how it is to be refused. */
export interface WrongRequests {
  readonly what: string
  readonly status: number
  /** What `errors` must name, and nothing else; null: there are no `errors`. */
  readonly pointer: string | null
  readonly requests: fc.Arbitrary<ReadyRequest>
}

const pointerTo = (place: readonly string[]): string =>
  place.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Valid requests about one task that is there, without a condition, so that there is nothing else to refuse. */
const goodRequests = (operation: Operation, taskId: string, userId: string): fc.Arbitrary<ReadyRequest> => {
  const path = Object.fromEntries(
    operation.parameters
      .filter(({ place }) => place === 'path')
      .map(({ name }) => [name, { given: name === 'userId' ? userId : taskId }]),
  )
  return validRequests(operation).map((request) =>
    resolveRequest({ ...request, path, header: {}, bodyId: null, repeats: null }, emptyMemory(userId)),
  )
}

const withQuery = (request: ReadyRequest, name: string, ...values: readonly string[]): ReadyRequest => ({
  ...request,
  query: [...request.query.filter(([one]) => one !== name), ...values.map((value) => [name, value] as const)],
})

/** What can be sent in each place: a path segment that URLs do not swallow, a header's characters. */
const isPossible: Readonly<Record<Parameter['place'], (text: string) => boolean>> = {
  path: (text) => !['', '.', '..'].includes(text),
  query: () => true,
  header: (text) => /^[\t\x20-\x7E\x80-\xFF]*$/.test(text) && text === text.trim(),
}

const statuses = { path: 404, query: 422, header: 400 } as const

const inPlace = (request: ReadyRequest, { name, place }: Parameter, text: string): ReadyRequest => {
  switch (place) {
    case 'path':
      return { ...request, pathValues: { ...request.pathValues, [name]: text } }
    case 'query':
      return withQuery(request, name, text)
    case 'header':
      return { ...request, headers: { ...request.headers, [name]: text } }
  }
}

const wrongParameter = (parameter: Parameter, good: fc.Arbitrary<ReadyRequest>): WrongRequests[] => {
  const { name, place, schema } = parameter
  const status = name === 'userId' ? 403 : statuses[place]
  const pointer = place === 'query' ? pointerTo([name]) : null
  const wrong = wrongTextValues(schema, isPossible[place]).map(
    ({ what, values }): WrongRequests => ({
      what: `${name} in the ${place}: ${what}`,
      status,
      pointer,
      requests: fc.tuple(good, values).map(([request, value]) => inPlace(request, parameter, String(value))),
    }),
  )
  if (place !== 'query') return wrong
  const texts = validValue(schema).map(String)
  const twice: WrongRequests = {
    what: `${name} in the query: twice`,
    status,
    pointer,
    requests: fc
      .tuple(good, texts, texts)
      .map(([request, one, other]) => withQuery(request, name, one, other)),
  }
  const madeUp: WrongRequests = {
    what: `${name} in the query: made up`,
    status,
    pointer,
    requests: fc.tuple(good, texts).map(([request, text]) => withQuery(request, name, text)),
  }
  return [...wrong, twice, ...(isOpaque(name) ? [madeUp] : [])]
}

const unknownParameters = (good: fc.Arbitrary<ReadyRequest>, { parameters }: Operation): WrongRequests[] =>
  ['x', 'userId', 'Limit', 'limit[]', '__proto__', 'constructor', '', '\0']
    .filter((name) => parameters.every((one) => one.name !== name))
    .map((name) => ({
      what: `an unknown query parameter ${JSON.stringify(name)}`,
      status: 422,
      pointer: pointerTo([name]),
      requests: good.map((request) => withQuery(request, name, '5')),
    }))

const rawBody = (
  good: fc.Arbitrary<ReadyRequest>,
  what: string,
  status: number,
  change: (body: string) => string,
): WrongRequests => ({
  what,
  status,
  pointer: null,
  requests: good.map((request) => ({ ...request, rawBody: change(JSON.stringify(request.body ?? {})) })),
})

const wrongBodies = (
  good: fc.Arbitrary<ReadyRequest>,
  schema: Json,
  isRequired: boolean,
): WrongRequests[] => {
  const wrong = wrongValues(schema).map(
    ({ what, values, place }): WrongRequests => ({
      what: `the body: ${what}`,
      status: 422,
      pointer: pointerTo(place),
      requests: fc.tuple(good, values).map(([request, body]) => ({ ...request, body })),
    }),
  )
  const missing: WrongRequests = {
    what: 'no body',
    status: 422,
    pointer: '',
    requests: good.map((request) => ({ ...request, body: undefined })),
  }
  return [
    ...wrong,
    ...(isRequired ? [missing] : []),
    rawBody(good, 'a body that ends too early', 400, (body) => body.slice(0, -1)),
    rawBody(good, 'a body and something behind it', 400, (body) => `${body},`),
  ]
}

/** Of operations that need no body too: what is sent is read, or refused. */
const unreadableBodies = (good: fc.Arbitrary<ReadyRequest>): WrongRequests[] => [
  rawBody(good, 'a body over 64 KiB', 413, (body) => body + ' '.repeat(64 * 1024)),
  ...[
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'gzip' },
  ].map((headers) => ({
    what: JSON.stringify(headers),
    status: 415,
    pointer: null,
    requests: good.map((request) => ({
      ...request,
      body: request.body ?? {},
      headers: { ...request.headers, ...headers },
    })),
  })),
]

/** Every way in which one thing of what the document says of an operation can be broken. `taskId` is a task of the user's. */
export const wrongRequests = (
  operation: Operation,
  taskId: string,
  userId: string,
): readonly WrongRequests[] => {
  const good = goodRequests(operation, taskId, userId)
  const { answers, body, parameters, needsToken } = operation
  const notUtf8 = good.map((request): ReadyRequest => ({ ...request, rawQuery: 'x=%FF' }))
  const withoutToken = good.map((request): ReadyRequest => ({ ...request, withoutToken: true }))
  return [
    ...parameters.flatMap((parameter) => wrongParameter(parameter, good)),
    ...(body === null ? [] : wrongBodies(good, json(body.schema), body.isRequired)),
    ...(answers.has(415) ? unreadableBodies(good) : []),
    ...(needsToken ? unknownParameters(good, operation) : []),
    ...(needsToken
      ? [
          { what: 'a URL that is not UTF-8', status: 400, pointer: null, requests: notUtf8 },
          { what: 'no token', status: 401, pointer: null, requests: withoutToken },
        ]
      : []),
  ]
}
