import assert from 'node:assert/strict'
import type { Answer } from '../call.js'
import { asCurl } from './as-curl.js'
import { checkAnswer } from './check-answer.js'
import { isJson, json, list } from './json.js'
import type { Operation } from './operations.js'
import type { ReadyRequest } from './resolve-request.js'
import type { Send } from './send-request.js'
import type { WrongRequests } from './wrong-request.js'

const pointersIn = (body: unknown): readonly unknown[] | null => {
  if (!isJson(body) || body.errors === undefined) return null
  return [...new Set(list(body.errors).map((error) => (isJson(error) ? error.pointer : error)))]
}

/** Whether the document has refusals with this status name what is wrong; others say it in words. */
const namesFields = ({ answers }: Operation, status: number): boolean =>
  'errors' in json(answers.get(status)?.body?.schema.properties)

/**
 * Sends a request that the document does not allow.
 * @throws {Error} with a command line to repeat it, when it is not refused as it must be, naming what is wrong and nothing else
 */
export const runWrongRequest = async (
  { what, status, pointer }: Omit<WrongRequests, 'requests'>,
  request: ReadyRequest,
  send: Send,
): Promise<void> => {
  let answer: Answer | null = null
  try {
    answer = await send(request)
    assert.equal(answer.status, status)
    checkAnswer(request.operation, answer)
    assert.deepEqual(
      pointersIn(answer.body),
      pointer === null || !namesFields(request.operation, status) ? null : [pointer],
      'The wrong field is not named alone',
    )
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new Error([`${what}: ${message}`, asCurl(request, answer)].join('\n'), { cause })
  }
}
