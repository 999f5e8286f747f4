import { type Static, Type } from '@sinclair/typebox'
import type { TaskStatus } from '@taskport/domain'

/** The name of the Task schema, among the server's shared schemas and in the OpenAPI document. */
export const taskSchemaId = 'Task'

const exampleId = '019aa5c2-3b7e-7c21-9d0a-5f1f6a0c9e11'
const exampleInstant = '2026-11-21T08:41:00.123Z'

const status = (description: string) =>
  Type.Unsafe<TaskStatus>({
    type: 'string',
    enum: ['pending', 'completed'],
    description,
    examples: ['pending'],
  })

const title = () =>
  Type.String({
    domainRule: 'title',
    description:
      'Kept without white space around it; the length is counted in characters after that. Something must be visible.',
    examples: ['Buy milk'],
  })

const description = (words: string) =>
  Type.Unsafe<string | null>({
    type: ['string', 'null'],
    domainRule: 'description',
    description: words,
    examples: ['Two litres'],
  })

const instant = (words: string) =>
  Type.String({
    format: 'date-time',
    description: `${words}, ISO 8601 in UTC with milliseconds.`,
    examples: [exampleInstant],
  })

const instantOrNull = (words: string) =>
  Type.Unsafe<string | null>({
    type: ['string', 'null'],
    format: 'date-time',
    description: `${words}, ISO 8601 in UTC with milliseconds.`,
    examples: [null],
  })

export const taskSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid', examples: [exampleId] }),
    title: Type.String({ examples: ['Buy milk'] }),
    description: Type.Unsafe<string | null>({ type: ['string', 'null'], examples: ['Two litres'] }),
    status: status('Completed exactly when `completedAt` is not null.'),
    userId: Type.String({ description: 'The owner, as the token names them.', examples: ['alice'] }),
    createdAt: instant('When it was created'),
    updatedAt: instant('When it was last changed; moves on every change'),
    completedAt: instantOrNull('Since when it is completed; null when it is not'),
    deletedAt: instantOrNull('Since when it is in the trash; null when it is not'),
    version: Type.Integer({
      minimum: 1,
      description: 'Grows with every change of any of the owner’s tasks; also the ETag.',
      examples: [1],
    }),
  },
  { $id: taskSchemaId, additionalProperties: false },
)

type TaskJson = Static<typeof taskSchema>

/** Points to the Task among the server's shared schemas. */
export const taskReference = Type.Unsafe<TaskJson>(Type.Ref(`${taskSchemaId}#`))

export const taskReferences = Type.Unsafe<readonly TaskJson[]>(Type.Array(taskReference))

export const createTaskBody = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        domainRule: 'taskId',
        description:
          'Chosen by the client, so that a retry creates nothing twice. Absent: a UUID of version 7 is made.',
        examples: [exampleId],
      }),
    ),
    title: title(),
    description: Type.Optional(description('Absent or null: none.')),
    status: Type.Optional(status('Absent: pending.')),
  },
  { additionalProperties: false },
)

export const changeTaskBody = Type.Object(
  {
    title: Type.Optional(title()),
    description: Type.Optional(description('Null clears it.')),
    status: Type.Optional(status('Completing sets `completedAt`, reopening clears it.')),
  },
  { additionalProperties: false, description: 'What is absent stays as it is (RFC 7396).' },
)

/** Any text is accepted here: one that is no UUID names no task, which is a 404 like any other. */
export const taskParams = Type.Object({
  id: Type.String({ description: 'The id of the task, a UUID.', examples: [exampleId] }),
})
