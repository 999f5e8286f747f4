import { StorageUnavailable, TaskError } from '@taskport/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type HttpProblem, HttpProblemError } from './http-problem.js'
import {
  bodyTooLarge,
  internalError,
  malformedRequest,
  outcomeUnknown,
  routeNotFound,
  serviceUnavailable,
  unsupportedMediaType,
} from './http-problems.js'
import { sendProblem } from './problem-reply.js'
import { refusalProblem } from './refusal-problems.js'

/**
 * Refusals by Fastify and its plugins, by their codes. A map: whoever throws chooses the code, and an object has members that nobody
 * gave it.
 */
const frameworkProblems: ReadonlyMap<string, HttpProblem> = new Map([
  ['FST_ERR_BAD_URL', malformedRequest('The URL is malformed.')],
  ['FST_ERR_CTP_BODY_TOO_LARGE', bodyTooLarge],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', unsupportedMediaType],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', malformedRequest('The body is not as long as Content-Length says.')],
  // The documentation's files: a path that leads out of their directory leads nowhere.
  ['FST_STATIC_FORBIDDEN_PATH', routeNotFound],
])

/** The caller went away, or was cut off: no fault of ours, and nobody is left to read it. */
const incompleteBody = malformedRequest('The request ended before its body was complete.')

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Only a write can have been done; a request that reads is just sent again. */
const unavailableProblem = (
  { retryAfterSeconds, isOutcomeUnknown }: StorageUnavailable,
  { method }: FastifyRequest,
): HttpProblem =>
  isOutcomeUnknown && method !== 'GET' && method !== 'HEAD'
    ? outcomeUnknown(retryAfterSeconds)
    : serviceUnavailable(retryAfterSeconds)

/** The problem that an error is to the caller; null when it is a fault, of which nobody is told more than that. */
const problemOf = (error: unknown, request: FastifyRequest): HttpProblem | null => {
  if (error instanceof HttpProblemError) return error.problem
  if (error instanceof TaskError) return refusalProblem(error.refusal)
  if (error instanceof StorageUnavailable) return unavailableProblem(error, request)
  if (error instanceof Error && error === request.raw.errored) return incompleteBody
  return frameworkProblems.get(codeOf(error)) ?? null
}

/** Writes a problem in the form of a face of the API. */
export type SendProblem = (reply: FastifyReply, problem: HttpProblem) => FastifyReply

/** The one place where whatever a request threw becomes an answer. Faults are logged, with the request's id. */
export const errorHandler =
  (send: SendProblem) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error, request)
    if (problem === null) request.log.error({ err: error }, 'Request failed by a fault of ours')
    if (problem === incompleteBody) request.log.info('Request ended before its body was complete')
    if (error instanceof StorageUnavailable)
      request.log.warn({ err: error }, 'Request turned away: storage is unavailable')
    return send(reply, problem ?? internalError)
  }

/** Answers as the first face and everything outside of both do. */
export const answerError = errorHandler(sendProblem)
