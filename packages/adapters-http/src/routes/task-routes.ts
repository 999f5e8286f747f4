import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { limits, parseTaskId, TaskError, type TaskKey, type TaskUseCases } from '@taskport/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ownerOf } from '../owner.js'
import { envelope, success } from '../schemas/envelope.js'
import { problemResponses } from '../schemas/problem-schema.js'
import {
  changeTaskBody,
  createTaskBody,
  taskParams,
  taskReference,
  taskReferences,
} from '../schemas/task-schemas.js'

const listQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        minimum: limits.pageSize.min,
        maximum: limits.pageSize.max,
        default: limits.pageSize.default,
        description: 'At most so many tasks.',
      }),
    ),
  },
  { additionalProperties: false },
)

const taskList = Type.Object(
  {
    tasks: taskReferences,
    nextCursor: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Null: there are no more.',
    }),
  },
  { additionalProperties: false },
)

const deletion = Type.Object(
  { message: Type.String({ examples: ['Task deleted successfully'] }) },
  { additionalProperties: false },
)

/** The task that a request is about. @throws {TaskError} TASK_NOT_FOUND when the id in the path is no UUID */
const keyOf = (request: FastifyRequest<{ Params: { id: string } }>): TaskKey => {
  const taskId = parseTaskId(request.params.id)
  if (taskId === null) throw new TaskError({ code: 'TASK_NOT_FOUND' })
  return { ownerId: ownerOf(request), taskId }
}

const tagged = (reply: FastifyReply, { version }: { readonly version: number }) =>
  reply.header('etag', `"${version}"`)

const tags = ['Tasks']

/** The caller's own tasks. */
export const taskRoutes =
  (useCases: TaskUseCases): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/tasks',
      {
        schema: {
          operationId: 'listTasks',
          summary: 'List your tasks, newest first',
          tags,
          querystring: listQuery,
          response: { 200: envelope(taskList, 'Your tasks.'), ...problemResponses() },
        },
      },
      async (request) => {
        const tasks = await useCases.listTasks({ ownerId: ownerOf(request), limit: request.query.limit })
        return success({ tasks, nextCursor: null })
      },
    )

    app.post(
      '/tasks',
      {
        schema: {
          operationId: 'createTask',
          summary: 'Create a task',
          tags,
          body: createTaskBody,
          response: {
            200: envelope(taskReference, 'The same creation again: the task as it is now.'),
            201: envelope(taskReference, 'The new task; `Location` and `ETag` name it.'),
            ...problemResponses(409, 413, 415),
          },
        },
      },
      async (request, reply) => {
        const { id, ...content } = request.body
        const taskId = id === undefined ? undefined : (parseTaskId(id) ?? undefined)
        const { task, created } = await useCases.createTask({ ownerId: ownerOf(request), taskId, ...content })
        tagged(reply, task).header('location', `/api/tasks/${task.id}`)
        return reply.code(created ? 201 : 200).send(success(task))
      },
    )

    app.get(
      '/tasks/:id',
      {
        schema: {
          operationId: 'getTask',
          summary: 'Get a task',
          tags,
          params: taskParams,
          response: { 200: envelope(taskReference, 'The task.'), ...problemResponses(404) },
        },
      },
      async (request, reply) => {
        const task = await useCases.getTask(keyOf(request))
        return tagged(reply, task).send(success(task))
      },
    )

    for (const method of ['PUT', 'PATCH'] as const) {
      app.route({
        method,
        url: '/tasks/:id',
        schema: {
          operationId: method === 'PUT' ? 'putTask' : 'patchTask',
          summary: 'Change what is sent of a task, and nothing else',
          description:
            'PUT and PATCH are the same (RFC 7396). A change that changes nothing makes no new version.',
          tags,
          params: taskParams,
          body: changeTaskBody,
          response: {
            200: envelope(taskReference, 'The task as it is now.'),
            ...problemResponses(404, 413, 415),
          },
        },
        handler: async (request, reply) => {
          const task = await useCases.updateTask({ key: keyOf(request), changes: request.body })
          return tagged(reply, task).send(success(task))
        },
      })
    }

    app.delete(
      '/tasks/:id',
      {
        schema: {
          operationId: 'deleteTask',
          summary: 'Put a task into the trash',
          tags,
          params: taskParams,
          response: { 200: envelope(deletion, 'It is in the trash.'), ...problemResponses(404) },
        },
      },
      async (request) => {
        await useCases.deleteTask(keyOf(request))
        return success({ message: 'Task deleted successfully' })
      },
    )
  }
