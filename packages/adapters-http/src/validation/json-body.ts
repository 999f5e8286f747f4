import { HttpProblemError } from '../problems/http-problem.js'
import { invalidRequest, malformedRequest } from '../problems/http-problems.js'
import { duplicateMembers } from './duplicate-members.js'
import { pointerTo } from './json-pointer.js'
import { quotedName } from './quoted-name.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const decode = (body: Uint8Array): string => {
  try {
    return utf8.decode(body)
  } catch (cause) {
    throw new HttpProblemError(malformedRequest('The request body is not UTF-8.'), { cause })
  }
}

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new HttpProblemError(malformedRequest('The request body is not JSON.'), { cause })
  }
}

/**
 * Reads a JSON body; an empty one is undefined. Nothing is repaired: a byte order mark is not JSON, and a member that is
 * given twice is refused, as one of the two would be dropped.
 * @throws {HttpProblemError}
 */
export const parseJsonBody = (body: Uint8Array): unknown => {
  if (body.length === 0) return undefined
  const json = decode(body)
  const value = parse(json)
  const duplicates = duplicateMembers(json)
  if (duplicates.length === 0) return value
  throw new HttpProblemError(
    invalidRequest(
      duplicates.map((name) => ({
        pointer: pointerTo(name),
        code: 'DUPLICATE_FIELD',
        message: `The field ${quotedName(name)} is given more than once.`,
      })),
    ),
  )
}
