import { Type } from '@sinclair/typebox'
import { completed } from '../schemas/completion.js'
import { listQuery } from '../schemas/list-schemas.js'
import { sampleTask } from '../schemas/sample-task.js'
import { changeTaskBody, createTaskBody } from '../schemas/task-schemas.js'
import { longestList } from './every-task.js'

/** Every parameter narrows or orders the list by itself: two filters that contradict each other leave nothing. */
export const plainListQuery = Type.Object(
  {
    status: listQuery.properties.status,
    completed: Type.Optional(
      Type.Unsafe<'true' | 'false'>({
        type: 'string',
        enum: ['true', 'false'],
        description: 'Only tasks that are done, or that are not.',
      }),
    ),
    search: listQuery.properties.q,
    sort: listQuery.properties.sort,
    order: Type.Optional(
      Type.Unsafe<'asc' | 'desc'>({
        type: 'string',
        enum: ['asc', 'desc'],
        description: 'Absent: the newest first, or titles from A to Z.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: longestList,
        default: longestList,
        description: 'At most so many tasks.',
      }),
    ),
    offset: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: longestList,
        default: 0,
        description: 'Without so many from the beginning of the list.',
      }),
    ),
  },
  { additionalProperties: false },
)

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
