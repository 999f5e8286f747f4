import type { Problem } from './contract-types.js'
import { TaskportError } from './taskport-error.js'

/** Total: a code that is new in the document does not compile until it is here. */
const problemCodes: Readonly<Record<Problem['code'], true>> = {
  MALFORMED_REQUEST: true,
  UNAUTHORIZED: true,
  FOREIGN_PATH: true,
  TASK_QUOTA_REACHED: true,
  ROUTE_NOT_FOUND: true,
  TASK_NOT_FOUND: true,
  METHOD_NOT_ALLOWED: true,
  REQUEST_TIMEOUT: true,
  TASK_ID_TAKEN: true,
  TASK_NOT_DELETED: true,
  CHANGES_GONE: true,
  VERSION_CONFLICT: true,
  BODY_TOO_LARGE: true,
  UNSUPPORTED_MEDIA_TYPE: true,
  EXPECTATION_FAILED: true,
  INVALID_REQUEST: true,
  TOO_MANY_REQUESTS: true,
  HEADERS_TOO_LARGE: true,
  INTERNAL_ERROR: true,
  SERVICE_UNAVAILABLE: true,
  OUTCOME_UNKNOWN: true,
}

/** What proxies in front of the API answer in its place. */
const proxyCodes: Readonly<Record<number, Problem['code']>> = {
  429: 'TOO_MANY_REQUESTS',
  502: 'SERVICE_UNAVAILABLE',
  503: 'SERVICE_UNAVAILABLE',
  504: 'SERVICE_UNAVAILABLE',
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What an envelope holds is believed to be as the document says: the API's own tests hold it to that. */
const isSuccess = <Data>(body: unknown): body is { readonly data: Data } =>
  isObject(body) && body.success === true && 'data' in body

const isProblem = (body: unknown): body is Problem =>
  isObject(body) &&
  typeof body.code === 'string' &&
  Object.hasOwn(problemCodes, body.code) &&
  typeof body.detail === 'string' &&
  (body.code !== 'VERSION_CONFLICT' || isObject(body.current))

/** Seconds or a date (RFC 9110, section 10.2.3), in seconds; null when it is neither. */
const retryAfterOf = ({ headers }: Response): number | null => {
  const header = headers.get('retry-after')
  if (header === null) return null
  const seconds = Number(header)
  const wait = Number.isNaN(seconds) ? Math.ceil((Date.parse(header) - Date.now()) / 1000) : seconds
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}

const refusal = (response: Response, body: unknown): TaskportError => {
  const { status } = response
  const retryAfter = retryAfterOf(response)
  if (!isProblem(body)) {
    const code = proxyCodes[status] ?? 'UNEXPECTED_ANSWER'
    const detail = `The answer (status ${status}) is not one of the task service; try again later`
    return new TaskportError({ code, status, retryAfter, detail })
  }
  const { code, detail, errors, current, requestId } = body
  return new TaskportError({ code, status, detail, errors, current, requestId, retryAfter })
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the API has answered. @throws {TaskportError} when that is a refusal, or none of its answers */
export const readAnswer = async <Data>(response: Response): Promise<Data> => {
  const body = parse(await response.text())
  if (response.ok && isSuccess<Data>(body)) return body.data
  throw refusal(response, body)
}
