import { at } from '../at.js'
import { call } from '../call.js'
import { pathParameters } from './path-parameters.js'
import type { Target } from './target.js'

export interface QueryParameter {
  readonly name: string
  readonly isRequired: boolean
  /** What may stand there; null when it is any text. */
  readonly choices: readonly string[] | null
  readonly isText: boolean
  /** Something valid; undefined when the document gives nothing. */
  readonly example: string | undefined
}

/** A route, with what the document says that a request for it is made of. */
export interface Operation {
  /** Like `GET /api/tasks/:id`. */
  readonly route: string
  readonly method: string
  /** Like `/api/tasks/:id`. */
  readonly url: string
  readonly parameters: readonly string[]
  readonly query: readonly QueryParameter[]
  /** The document's own example of a body; undefined when there is no body. */
  readonly body: unknown
}

/** What is there for everybody: health, metrics, the documentation, and the browser's question about CORS. */
const openRoutes = [/^(GET|HEAD) \/(health|metrics|docs|openapi\.json)(\/|$)/, /^OPTIONS \*$/]

export const isOpen = (route: string): boolean => openRoutes.some((open) => open.test(route))

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value))

const queryParameter = (parameter: unknown): QueryParameter => {
  const schema = at(parameter, 'schema')
  const choices = at(schema, 'enum')
  const example =
    at(parameter, 'example') ??
    list(at(schema, 'examples'))[0] ??
    at(schema, 'example') ??
    at(schema, 'default') ??
    list(choices)[0] ??
    at(schema, 'minimum')
  return {
    name: String(at(parameter, 'name')),
    isRequired: at(parameter, 'required') === true,
    choices: Array.isArray(choices) ? choices.map(String) : null,
    isText: at(schema, 'type') === 'string' && !Array.isArray(choices),
    example: textOf(example),
  }
}

/** @throws {Error} a sentence that says what is missing for a request to be made */
const operationOf = (document: unknown, route: string): Operation => {
  const [method = '', url = ''] = route.split(' ')
  const operations = at(document, 'paths', url.replaceAll(/:(\w+)/g, '{$1}'))
  // A HEAD route is documented by its GET.
  const operation = at(operations, method.toLowerCase()) ?? (method === 'HEAD' ? at(operations, 'get') : null)
  if (typeof operation !== 'object' || operation === null) {
    throw new Error(`${route} is not in /openapi.json, so no request for it can be made: document it.`)
  }
  const parameters = [...url.matchAll(/:(\w+)|\*/g)].map(([whole, name = whole]) => name)
  for (const name of parameters) {
    if (pathParameters.includes(name)) continue
    throw new Error(
      `${route} has the path parameter "${name}", and the isolation matrix does not know what stands there: say so in path-parameters.ts.`,
    )
  }
  const query = list(at(operation, 'parameters'))
    .filter((parameter) => at(parameter, 'in') === 'query')
    .map(queryParameter)
  for (const { name, isRequired, example } of query) {
    if (!isRequired || example !== undefined) continue
    throw new Error(`${route} requires the query parameter "${name}": give its schema an example.`)
  }
  const media = at(operation, 'requestBody', 'content', 'application/json')
  const body = at(media, 'example') ?? list(at(media, 'schema', 'examples'))[0]
  if (media !== undefined && body === undefined) {
    throw new Error(`${route} takes a body: give its schema an example.`)
  }
  return { route, method, url, parameters, query, body }
}

/** Every route that wants a token, as far as requests for it can be made, and a sentence for each other one. */
export const readOperations = async ({ address, routes }: Target) => {
  const { body: document } = await call(address, '/openapi.json')
  const operations: Operation[] = []
  const problems: string[] = []
  for (const route of routes.filter((one) => !isOpen(one))) {
    try {
      operations.push(operationOf(document, route))
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
  return { operations, problems }
}
