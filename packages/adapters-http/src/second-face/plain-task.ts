import { type Static, Type } from '@sinclair/typebox'
import type { Task } from '@taskport/domain'
import { type AnswerHeader, withHeaders } from '../schemas/answer-headers.js'
import { taskSchema } from '../schemas/task-schemas.js'

/** The name of the schema, among the server's shared schemas and in the OpenAPI document. */
const plainTaskSchemaId = 'PlainTask'

const { id, title, description, userId, createdAt, updatedAt } = taskSchema.properties

export const plainTaskSchema = Type.Object(
  {
    id,
    user_id: userId,
    title,
    description,
    completed: Type.Boolean({ examples: [false] }),
    created_at: createdAt,
    updated_at: updatedAt,
  },
  { $id: plainTaskSchemaId, additionalProperties: false },
)

type PlainTask = Static<typeof plainTaskSchema>

/** The task as this face shows it. Its version is the ETag; that it is in the trash is not shown. */
export const plainTask = ({
  id,
  userId,
  title,
  description,
  status,
  createdAt,
  updatedAt,
}: Task): PlainTask => ({
  id,
  user_id: userId,
  title,
  description,
  completed: status === 'completed',
  created_at: createdAt,
  updated_at: updatedAt,
})

const reference = Type.Unsafe<PlainTask>(Type.Ref(`${plainTaskSchemaId}#`))

/** The answer that is one task. */
export const plainTaskResponse = (words: string, example: Task, ...headers: readonly AnswerHeader[]) => ({
  description: words,
  content: { 'application/json': { schema: reference, example: plainTask(example) } },
  ...withHeaders(...headers),
})

/** The answer that is a bare list. */
export const plainTasksResponse = (words: string, examples: readonly Task[]) => ({
  description: words,
  content: { 'application/json': { schema: Type.Array(reference), example: examples.map(plainTask) } },
})
