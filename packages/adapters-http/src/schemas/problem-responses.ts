import { Type } from '@sinclair/typebox'
import { limits } from '@taskport/domain'
import type { HttpProblem } from '../problems/http-problem.js'
import {
  bodyTooLarge,
  internalError,
  invalidRequest,
  malformedRequest,
  serviceUnavailable,
  tooManyRequests,
  unauthorized,
  unsupportedMediaType,
} from '../problems/http-problems.js'
import { problemBody } from '../problems/problem-reply.js'
import { refusalProblem } from '../problems/refusal-problems.js'
import { textProblemMessage } from '../validation/text-problem-message.js'
import { type AnswerHeader, withHeaders } from './answer-headers.js'
import { problemSchemaId } from './problem-schema.js'
import { sampleCompletedTask } from './sample-task.js'

interface Documented {
  readonly when: string
  readonly problem: HttpProblem
  readonly headers?: readonly AnswerHeader[]
}

const invalid =
  'A field or query parameter is missing, unknown, of the wrong type or out of range; `errors` names each.'

const unknownField = (kind: string, name: string) => ({
  pointer: `/${name}`,
  code: 'UNKNOWN_FIELD',
  message: `There is no ${kind} named "${name}".`,
})

/** When each problem is answered, and one of its kind. */
const problems = {
  MALFORMED_REQUEST: {
    when: 'Not JSON, not UTF-8, more than one Authorization header, a condition that cannot be read, or a malformed URL.',
    problem: malformedRequest('The URL is malformed.'),
  },
  UNAUTHORIZED: {
    when: 'No token, or none that is accepted.',
    problem: unauthorized,
    headers: ['WWW-Authenticate'],
  },
  TASK_QUOTA_REACHED: {
    when: 'The caller has as many tasks as one may keep, those in the trash too.',
    problem: refusalProblem({ code: 'TASK_QUOTA_REACHED', quota: limits.taskQuota.default }),
  },
  TASK_NOT_FOUND: {
    when: 'This caller has no such task.',
    problem: refusalProblem({ code: 'TASK_NOT_FOUND' }),
  },
  TASK_ID_TAKEN: {
    when: 'The id is in use with other content.',
    problem: refusalProblem({ code: 'TASK_ID_TAKEN' }),
  },
  TASK_NOT_DELETED: {
    when: 'The task is not in the trash.',
    problem: refusalProblem({ code: 'TASK_NOT_DELETED' }),
  },
  CHANGES_GONE: {
    when: 'Deletions since then were forgotten: start over.',
    problem: refusalProblem({ code: 'CHANGES_GONE' }),
  },
  VERSION_CONFLICT: {
    when: 'The task has another version than `If-Match` names; `current` is the task as it is now.',
    problem: refusalProblem({ code: 'VERSION_CONFLICT', current: sampleCompletedTask }),
    headers: ['ETag'],
  },
  BODY_TOO_LARGE: { when: 'The body is larger than 64 KiB.', problem: bodyTooLarge },
  UNSUPPORTED_MEDIA_TYPE: { when: 'The body is not JSON.', problem: unsupportedMediaType },
  INVALID_BODY: {
    when: invalid,
    problem: invalidRequest([
      unknownField('field', 'userId'),
      { pointer: '/title', code: 'BLANK', message: textProblemMessage('title', 'BLANK') },
    ]),
  },
  INVALID_QUERY: { when: invalid, problem: invalidRequest([unknownField('query parameter', 'page')]) },
  TOO_MANY_REQUESTS: {
    when: 'The caller, or its address, has sent more than it may in this minute; `Retry-After` says when to go on.',
    problem: tooManyRequests(30),
    headers: ['Retry-After'],
  },
  INTERNAL_ERROR: { when: 'A fault of ours.', problem: internalError },
  SERVICE_UNAVAILABLE: {
    when:
      'The database is away or too busy, or the keys for the token cannot be had; `Retry-After` says when to try again. ' +
      'Nothing was changed, and nothing will be, unless `code` is `OUTCOME_UNKNOWN`: then the connection to the database broke under a ' +
      'change, and sending it again with the same id, or reading the task, tells what became of it.',
    problem: serviceUnavailable(1),
    headers: ['Retry-After'],
  },
} as const satisfies Readonly<Record<string, Documented>>

type ProblemName = keyof typeof problems

const everywhere = [
  'MALFORMED_REQUEST',
  'UNAUTHORIZED',
  'INVALID_QUERY',
  'TOO_MANY_REQUESTS',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
] as const

/** What a route that reads a body can answer beside. */
export const bodyProblems = ['BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'INVALID_BODY'] as const

const sampleRequestId = '3b20f0f5-9a63-4a64-8a5c-6a1a3f1f2f0f'

/** The response schemas of these problems and of those that every route of the API can answer. */
export const problemResponses = (...names: readonly ProblemName[]) =>
  Object.fromEntries(
    [...everywhere, ...names].map((name) => {
      const { when, problem, headers = [] }: Documented = problems[name]
      const example = problemBody(problem, sampleRequestId)
      const content = { schema: Type.Ref(`${problemSchemaId}#`), example }
      return [
        problem.status,
        {
          description: when,
          content: { 'application/problem+json': content },
          ...withHeaders(...headers),
        },
      ]
    }),
  )
