import { Type } from '@sinclair/typebox'

const nullable = (schema: object) => Type.Unsafe<string | null>({ ...schema, type: ['string', 'null'] })

const status = Type.Unsafe<'pending' | 'completed'>({ type: 'string', enum: ['pending', 'completed'] })

/** A `Date` or a text: fast-json-stringify writes either. */
const instant = Type.Unsafe<Date | string>({ type: 'string', format: 'date-time' })
const instantOrNull = Type.Unsafe<Date | string | null>({ type: ['string', 'null'], format: 'date-time' })

const task = Type.Object({
  id: Type.String({ format: 'uuid' }),
  title: Type.String(),
  description: nullable({}),
  status,
  userId: Type.String(),
  createdAt: instant,
  updatedAt: instant,
  completedAt: instantOrNull,
  deletedAt: instantOrNull,
  version: Type.Integer(),
})

const title = Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' })
const description = nullable({ maxLength: 1000 })

export const taskParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const listQuery = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 1000, default: 1000 }) },
  { additionalProperties: false },
)

export const createBody = Type.Object(
  {
    id: Type.Optional(Type.String({ format: 'uuid' })),
    title,
    description: Type.Optional(description),
    status: Type.Optional(status),
  },
  { additionalProperties: false },
)

export const updateBody = Type.Object(
  { title: Type.Optional(title), description: Type.Optional(description), status: Type.Optional(status) },
  { additionalProperties: false },
)

export const taskAnswer = Type.Object({ success: Type.Boolean(), data: task })

export const listAnswer = Type.Object({
  success: Type.Boolean(),
  data: Type.Object({ tasks: Type.Array(task), nextCursor: nullable({}) }),
})

export const problemAnswer = Type.Object({ success: Type.Boolean(), error: Type.String() })
