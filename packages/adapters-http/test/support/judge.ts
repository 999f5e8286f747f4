import assert from 'node:assert/strict'
import { Type } from '@sinclair/typebox'
import type { FastifySchemaValidationError } from 'fastify'
import { fieldErrors } from '../../src/validation/field-errors.js'
import { validatorCompiler } from '../../src/validation/validator-compiler.js'

/** A body with a field of each kind. */
export const body = Type.Object(
  {
    title: Type.String({ domainRule: 'title' }),
    description: Type.Optional(Type.Unsafe({ type: ['string', 'null'], domainRule: 'description' })),
    status: Type.Optional(Type.Unsafe({ type: 'string', enum: ['pending', 'completed'] })),
    id: Type.Optional(Type.String({ domainRule: 'taskId', format: 'date' })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, default: 5 })),
    part: Type.Optional(Type.Object({})),
    kind: Type.Optional(Type.Unsafe({ type: 'string', enum: ['a', 'b'] })),
    fixed: Type.Optional(Type.String({ pattern: '^x$' })),
    ruleless: Type.Optional(Type.String({ domainRule: 'toString' })),
  },
  { additionalProperties: false },
)

/** What a validator says to a part of a request: the value as it is handed on, or what the caller is told. */
export const judge = (schema: object, httpPart: string, data: unknown) => {
  const validate = validatorCompiler()({ schema, httpPart, method: 'POST', url: '/' })
  const result = validate(data)
  if (typeof result !== 'object') assert.fail('a validator answers a value or errors')
  assert.ok(!('then' in result), 'a validator answers at once')
  const { error, value } = result
  if (error === undefined) return { value }
  assert.ok(Array.isArray(error))
  const errors: FastifySchemaValidationError[] = error
  return { told: fieldErrors(errors, httpPart).map(({ pointer, code, message }) => [pointer, code, message]) }
}

/** What the caller is told of such a body; undefined when nothing is wrong. */
export const told = (data: unknown) => judge(body, 'body', data).told
