import { type Static, Type } from '@sinclair/typebox'
import type { TaskStatus } from '@taskport/domain'
import { domainRules } from '../validation/domain-rules.js'
import { sampleTask } from './sample-task.js'

/** The name of the Task schema, among the server's shared schemas and in the OpenAPI document. */
const taskSchemaId = 'Task'

const status = (description: string) =>
  Type.Unsafe<TaskStatus>({
    type: 'string',
    enum: ['pending', 'completed'],
    description,
    examples: [sampleTask.status],
  })

const title = () =>
  Type.String({
    domainRule: 'title',
    description:
      'Kept without white space around it, which its length does not count. Something of it must be visible: also of what is beyond ' +
      'U+FFFF, where the pattern takes everything.',
    examples: [sampleTask.title],
  })

const description = (words: string) =>
  Type.Unsafe<string | null>({
    type: ['string', 'null'],
    domainRule: 'description',
    description: words,
    examples: [sampleTask.description],
  })

const instant = (words: string) =>
  Type.String({
    format: 'date-time',
    description: `${words}, ISO 8601 in UTC with milliseconds.`,
    examples: [sampleTask.createdAt],
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
    id: Type.String({ format: 'uuid', examples: [sampleTask.id] }),
    title: Type.String({ documented: domainRules.title.documented, examples: [sampleTask.title] }),
    description: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      documented: domainRules.description.documented,
      examples: [sampleTask.description],
    }),
    status: status('Completed exactly when `completedAt` is not null.'),
    userId: Type.String({
      description: 'The owner, as the token names them.',
      examples: [sampleTask.userId],
    }),
    createdAt: instant('When it was created'),
    updatedAt: instant('When it was last changed; moves on every change'),
    completedAt: instantOrNull('Since when it is completed; null when it is not'),
    deletedAt: instantOrNull('Since when it is in the trash; null when it is not'),
    version: Type.Integer({
      minimum: 1,
      description: 'Grows with every change of any of the owner’s tasks; also the ETag.',
      examples: [sampleTask.version],
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
        examples: [sampleTask.id],
      }),
    ),
    title: title(),
    description: Type.Optional(description('Absent or null: none.')),
    status: Type.Optional(status('Absent: pending.')),
  },
  {
    additionalProperties: false,
    examples: [{ id: sampleTask.id, title: sampleTask.title, description: sampleTask.description }],
  },
)

export const changeTaskBody = Type.Object(
  {
    title: Type.Optional(title()),
    description: Type.Optional(description('Null clears it.')),
    status: Type.Optional(status('Completing sets `completedAt`, reopening clears it.')),
  },
  {
    additionalProperties: false,
    description: 'What is absent stays as it is (RFC 7396).',
    examples: [{ status: 'completed' }],
  },
)

/** No schema refuses an id here: a text that is no UUID names no task, which is a 404 like any other. */
export const taskParams = Type.Object({
  id: Type.String({
    documented: domainRules.taskId.documented,
    description: 'The id of the task, a UUID in either case; any other text names no task (404).',
    examples: [sampleTask.id],
  }),
})
