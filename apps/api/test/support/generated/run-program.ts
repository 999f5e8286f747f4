import assert from 'node:assert/strict'
import type { Answer } from '../call.js'
import { asCurl } from './as-curl.js'
import { checkAnswer } from './check-answer.js'
import { expectedStatuses } from './expected-statuses.js'
import { learnFromAnswer } from './learn-from-answer.js'
import type { Memory } from './memory.js'
import type { PlannedRequest } from './planned-request.js'
import { type ReadyRequest, resolveRequest } from './resolve-request.js'
import type { Send } from './send-request.js'

const judge = (request: ReadyRequest, answer: Answer, memory: Memory): void => {
  checkAnswer(request.operation, answer)
  const expected = expectedStatuses(request, memory)
  assert.ok(
    expected.includes(answer.status),
    `${answer.status} is not explained by what was answered before, but ${expected.join(' or ')} would be`,
  )
  learnFromAnswer(request, answer, memory)
}

/**
 * Sends requests that the document allows, one after the other, each filled in with what the answers before it gave.
 * @throws {Error} with command lines to repeat it, when an answer is not what the document and the earlier answers promise
 */
export const runProgram = async (
  requests: readonly PlannedRequest[],
  send: Send,
  memory: Memory,
): Promise<void> => {
  const transcript: string[] = []
  for (const planned of requests) {
    const request = resolveRequest(planned, memory)
    let answer: Answer | null = null
    try {
      answer = await send(request)
      judge(request, answer, memory)
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new Error([message, ...transcript, asCurl(request, answer)].join('\n'), { cause })
    }
    transcript.push(asCurl(request, answer))
  }
}
