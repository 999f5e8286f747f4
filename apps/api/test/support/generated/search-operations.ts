import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { tokenOf } from '../tokens.js'
import { findCounterexample, type Search } from './find-counterexample.js'
import { emptyMemory, type Memory } from './memory.js'
import type { Operation } from './operations.js'
import { type PlannedRequest, validRequests } from './planned-request.js'
import { runProgram } from './run-program.js'
import { runWrongRequest } from './run-wrong-request.js'
import { type Send, sender, type Target } from './send-request.js'
import { wrongRequests } from './wrong-request.js'

/** A creation of a task and its way into the trash, so that every operation has what it is about. */
const beginning = (operations: readonly Operation[]): PlannedRequest[] => {
  const plain = { path: {}, query: {}, header: {}, bodyId: null, repeats: null }
  const [create, remove] = ['POST /api/tasks', 'DELETE /api/tasks/{id}'].map((name) =>
    operations.find((one) => one.name === name),
  )
  if (create === undefined || remove === undefined) return []
  return [
    { ...plain, operation: create, body: { title: 'Buy milk', description: 'Two litres' } },
    { ...plain, operation: create, body: { title: 'Gone', status: 'completed' } },
    { ...plain, operation: remove, path: { id: { earlier: 1 } }, body: undefined },
  ]
}

interface Tried {
  /** Called with the operation and the status of every answer. */
  readonly onAnswer?: (operation: Operation, status: number) => void
  /** Called with what each program has left behind. */
  readonly onEnd?: (memory: Memory) => Promise<void>
}

const heard =
  (send: Send, onAnswer: (operation: Operation, status: number) => void): Send =>
  async (request) => {
    const answer = await send(request)
    onAnswer(request.operation, answer.status)
    return answer
  }

/** Sends programs of valid requests of these operations, each by a user of its own. Answers what went wrong; null: nothing. */
export const searchValid = (
  target: Target,
  operations: readonly Operation[],
  length: { readonly min: number; readonly max: number },
  { onAnswer = () => {}, onEnd, ...search }: Search & Tried & { readonly all?: readonly Operation[] },
): Promise<string | null> => {
  const start = beginning(search.all ?? operations)
  const requests = fc.array(fc.oneof(...operations.map(validRequests)), {
    minLength: length.min,
    maxLength: length.max,
    size: 'max',
  })
  return findCounterexample(
    requests,
    async (program) => {
      const memory = emptyMemory(`user-${randomUUID()}`)
      const send = heard(sender(target, tokenOf(memory.userId)), onAnswer)
      await runProgram([...start, ...program], send, memory)
      await onEnd?.(memory)
    },
    search,
  )
}

/**
 * Breaks everything that the document says of an operation, one thing at a time. Answers all that was not refused as it
 * must be, or what was found until it was this.
 */
export const searchWrong = async (
  target: Target,
  operation: Operation,
  { taskId, userId }: { readonly taskId: string; readonly userId: string },
  { onAnswer = () => {}, until, ...search }: Search & Tried & { readonly until?: RegExp },
): Promise<readonly string[]> => {
  const send = heard(sender(target, tokenOf(userId)), onAnswer)
  const found: string[] = []
  for (const { requests, ...wrong } of wrongRequests(operation, taskId, userId)) {
    const counterexample = await findCounterexample(
      requests,
      (request) => runWrongRequest(wrong, request, send),
      search,
    )
    if (counterexample !== null) found.push(counterexample)
    if (counterexample !== null && until?.test(counterexample)) break
  }
  return found
}
