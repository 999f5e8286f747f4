import { Type } from '@sinclair/typebox'
import { limits } from '@taskport/domain'
import type { HttpProblem } from '../problems/http-problem.js'
import {
  bodyTooLarge,
  foreignPath,
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
  /** What the problem shows, where it is written whole. */
  readonly shows?: string
  readonly problem: HttpProblem
  readonly headers?: readonly AnswerHeader[]
}

const invalid = {
  when: 'A field or query parameter is missing, unknown, of the wrong type or out of range.',
  shows: '`errors` names each.',
}

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
  FOREIGN_PATH: {
    when: 'The user id in the path is not the caller’s.',
    problem: foreignPath,
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
    when: 'The task has another version than `If-Match` names.',
    shows: '`current` is the task as it is now.',
    problem: refusalProblem({ code: 'VERSION_CONFLICT', current: sampleCompletedTask }),
    headers: ['ETag'],
  },
  BODY_TOO_LARGE: { when: 'The body is larger than 64 KiB.', problem: bodyTooLarge },
  UNSUPPORTED_MEDIA_TYPE: { when: 'The body is not JSON.', problem: unsupportedMediaType },
  INVALID_BODY: {
    ...invalid,
    problem: invalidRequest([
      unknownField('field', 'userId'),
      { pointer: '/title', code: 'BLANK', message: textProblemMessage('title', 'BLANK') },
    ]),
  },
  INVALID_QUERY: { ...invalid, problem: invalidRequest([unknownField('query parameter', 'page')]) },
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

/** A problem that the document tells of. */
export type ProblemName = keyof typeof problems

const everywhere = [
  'MALFORMED_REQUEST',
  'UNAUTHORIZED',
  'INVALID_QUERY',
  'TOO_MANY_REQUESTS',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
] as const

/** What a route that needs no body can answer beside, where it is sent one. */
export const needlessBodyProblems = ['BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const

/** What a route that reads a body can answer beside. */
export const bodyProblems = [...needlessBodyProblems, 'INVALID_BODY'] as const

const sampleRequestId = '3b20f0f5-9a63-4a64-8a5c-6a1a3f1f2f0f'

/** How a face of the API writes problems. */
interface ProblemForm {
  readonly mediaType: string
  readonly schemaId: string
  readonly body: (problem: HttpProblem, requestId: string) => unknown
  /** Whether more than a sentence is written. */
  readonly isWhole: boolean
}

const described = ({ when, shows }: Documented, isWhole: boolean): string =>
  isWhole && shows !== undefined ? `${when} ${shows}` : when

/**
 * Makes the response schemas of these problems and of those that every route of the API can answer. Of several with one status the
 * last is the example.
 */
export const responsesAs =
  ({ mediaType, schemaId, body, isWhole }: ProblemForm) =>
  (...names: readonly ProblemName[]) => {
    const told: Documented[] = [...everywhere, ...names].map((name) => problems[name])
    return Object.fromEntries(
      told.map(({ problem, headers = [] }) => {
        const sameStatus = told.filter((other) => other.problem.status === problem.status)
        const content = { schema: Type.Ref(`${schemaId}#`), example: body(problem, sampleRequestId) }
        return [
          problem.status,
          {
            description: [...new Set(sameStatus.map((one) => described(one, isWhole)))].join(' '),
            content: { [mediaType]: content },
            ...withHeaders(...headers),
          },
        ]
      }),
    )
  }

/** Problems whole, with all that RFC 9457 and the frontends ask for. */
export const problemResponses = responsesAs({
  mediaType: 'application/problem+json',
  schemaId: problemSchemaId,
  body: problemBody,
  isWhole: true,
})
