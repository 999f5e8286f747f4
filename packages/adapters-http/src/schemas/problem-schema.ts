import { Type } from '@sinclair/typebox'
import { type ProblemCode, problemCodes } from '../problems/problem-codes.js'
import { taskReference } from './task-schemas.js'

/** The name of the Problem schema, among the server's shared schemas and in the OpenAPI document. */
export const problemSchemaId = 'Problem'

/** RFC 9457, with `success`, `error`, `message` and `code` for the frontends that read those. */
export const problemSchema = Type.Object(
  {
    success: Type.Literal(false),
    error: Type.String({ description: 'A sentence for a person; the same as `detail`.' }),
    detail: Type.String(),
    message: Type.String({ description: 'The same again, for who looks for it here.' }),
    type: Type.String({ description: '`urn:taskport:problem:` and the code in lower case.' }),
    title: Type.String({ description: 'The same for every problem of this code.' }),
    status: Type.Integer(),
    code: Type.Unsafe<ProblemCode>({
      type: 'string',
      enum: [...problemCodes],
      description: 'For programs; never changes.',
      examples: ['TASK_NOT_FOUND'],
    }),
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
