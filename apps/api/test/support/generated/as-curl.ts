import type { Answer } from '../call.js'
import type { ReadyRequest } from './resolve-request.js'
import { pathOf, sentBody } from './send-request.js'

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Longer answers are cut. */
const shownLength = 1_500

/** A request as a command line for a person to try (`$API` is the server's address), and what was answered. */
export const asCurl = (request: ReadyRequest, answer: Answer | null): string => {
  const body = sentBody(request)
  const headers = [
    ...(request.operation.needsToken && request.withoutToken === undefined
      ? [['authorization', 'Bearer $TOKEN']]
      : []),
    ...(body === undefined ? [] : [['content-type', 'application/json']]),
    ...Object.entries(request.headers),
  ].map(([name, value]) =>
    value === 'Bearer $TOKEN' ? `-H "${name}: ${value}"` : `-H ${quoted(`${name}: ${value}`)}`,
  )
  const parts = [
    `curl -s -X ${request.operation.method}`,
    ...headers,
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
    `"$API"${quoted(pathOf(request))}`,
  ]
  const answered = answer === null ? 'no answer' : `${answer.status} ${answer.text.slice(0, shownLength)}`
  return `${parts.join(' ')}\n  → ${answered}`
}
