import { Type } from '@sinclair/typebox'
import { taskReference } from './task-schemas.js'

/** The name of the Problem schema, among the server's shared schemas and in the OpenAPI document. */
export const problemSchemaId = 'Problem'

/** RFC 9457, with `success`, `error` and `code` for the frontends that read those. */
export const problemSchema = Type.Object(
  {
    success: Type.Literal(false),
    error: Type.String({ description: 'A sentence for a person; the same as `detail`.' }),
    detail: Type.String(),
    type: Type.String({ description: '`urn:taskport:problem:` and the code in lower case.' }),
    title: Type.String({ description: 'The same for every problem of this code.' }),
    status: Type.Integer(),
    code: Type.String({ description: 'For programs; never changes.', examples: ['TASK_NOT_FOUND'] }),
    requestId: Type.String({ description: 'Names this request in the server’s log.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.String({ description: 'The field (JSON pointer, RFC 6901) or query parameter.' }),
          code: Type.String(),
          message: Type.String(),
        }),
        { description: 'On 422: everything that is wrong, not just the first.' },
      ),
    ),
    current: Type.Optional(taskReference),
  },
  { $id: problemSchemaId, additionalProperties: false },
)

/** When each status is answered, for the documentation. */
const meanings = {
  400: 'Not JSON, not UTF-8, more than one Authorization header, or a malformed URL.',
  401: 'No token, or none that is accepted.',
  404: 'This caller has no such task.',
  409: 'The id is in use with other content; or a task to restore is not in the trash.',
  410: 'Deletions since then were forgotten: start over.',
  412: 'The task has another version than `If-Match` names; `current` is the task as it is now.',
  413: 'The body is larger than 64 KiB.',
  415: 'The body is not JSON.',
  422: 'A field or query parameter is missing, unknown, of the wrong type or out of range; `errors` names each.',
  500: 'A fault of ours.',
  503: 'The database is away or too busy; `Retry-After` says when to try again.',
} as const

/** The response schemas of these statuses and of those that every route of the API can answer. */
export const problemResponses = (...statuses: readonly (keyof typeof meanings)[]) =>
  Object.fromEntries(
    [...new Set([...statuses, 400, 401, 422, 500, 503] as const)].map((status) => [
      status,
      {
        description: meanings[status],
        content: { 'application/problem+json': { schema: Type.Ref(`${problemSchemaId}#`) } },
      },
    ]),
  )
