import { Type } from '@sinclair/typebox'
import { listQuery, sortBy } from '../schemas/list-schemas.js'
import { sampleTask } from '../schemas/sample-task.js'
import { changeTaskBody, createTaskBody } from '../schemas/task-schemas.js'

/** Titles go from A to Z, as there is no parameter that turns the order. */
export const plainListQuery = Type.Object(
  {
    status: listQuery.properties.status,
    sort: sortBy(
      'By creation or last change, the newest first, or by title, from A to Z, whatever its case and accents.',
    ),
  },
  { additionalProperties: false },
)

const completed = (words: string) => Type.Boolean({ description: words, examples: [true] })

export const createPlainTaskBody = Type.Object(
  {
    title: createTaskBody.properties.title,
    description: createTaskBody.properties.description,
    completed: Type.Optional(completed('Absent: false.')),
  },
  {
    additionalProperties: false,
    examples: [{ title: sampleTask.title, description: sampleTask.description }],
  },
)

export const changePlainTaskBody = Type.Object(
  {
    title: changeTaskBody.properties.title,
    description: changeTaskBody.properties.description,
    completed: Type.Optional(completed('Whether it is done.')),
  },
  {
    additionalProperties: false,
    description: 'What is absent stays as it is.',
    examples: [{ title: sampleTask.title, description: sampleTask.description, completed: true }],
  },
)

/** No body at all is checked as null. */
export const completeTaskBody = Type.Unsafe<{ readonly completed?: boolean } | null>({
  type: ['object', 'null'],
  properties: {
    completed: completed(
      'Sets it. Absent, like no body: what is done becomes undone, and the other way round.',
    ),
  },
  additionalProperties: false,
  examples: [{ completed: true }],
})
