import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { TaskUseCases } from '@taskport/domain'
import { hasAlready, ifMatch } from '../conditions/conditional-request.js'
import { entityTag } from '../conditions/entity-tags.js'
import { envelope, success } from '../schemas/envelope.js'
import { problemResponses } from '../schemas/problem-schema.js'
import { changeTaskBody, taskParams, taskReference } from '../schemas/task-schemas.js'
import { keyOf } from './task-key.js'

const deletion = Type.Object(
  { message: Type.String({ examples: ['Task deleted successfully'] }) },
  { additionalProperties: false },
)

const tags = ['Tasks']

const ifMatchHeader = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      description:
        'The `ETag` last seen: the change is refused with 412, and shown the current task, when it has another.',
      examples: ['"12"'],
    }),
  ),
})

const ifNoneMatchHeader = Type.Object({
  'if-none-match': Type.Optional(
    Type.String({ description: 'The `ETag` last seen: 304 when the task still has it.', examples: ['"12"'] }),
  ),
})

/** `/tasks/{id}`: one task. */
export const oneTaskRoutes =
  ({ getTask, updateTask, deleteTask, restoreTask }: TaskUseCases): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/tasks/:id',
      {
        schema: {
          operationId: 'getTask',
          summary: 'Get a task',
          tags,
          params: taskParams,
          headers: ifNoneMatchHeader,
          response: {
            200: envelope(taskReference, 'The task.'),
            304: Type.Unsafe<undefined>({ description: 'It still has the version of `If-None-Match`.' }),
            ...problemResponses(404),
          },
        },
      },
      async (request, reply) => {
        const task = await getTask(keyOf(request))
        const isKnown = hasAlready(request, task.version)
        reply.header('etag', entityTag(task.version))
        return isKnown ? reply.code(304).send(undefined) : reply.send(success(task))
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
          headers: ifMatchHeader,
          body: changeTaskBody,
          response: {
            200: envelope(taskReference, 'The task as it is now.'),
            ...problemResponses(404, 412, 413, 415),
          },
        },
        handler: async (request, reply) => {
          const task = await updateTask({
            key: keyOf(request),
            changes: request.body,
            ifVersions: ifMatch(request),
          })
          return reply.header('etag', entityTag(task.version)).send(success(task))
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
          headers: ifMatchHeader,
          response: {
            200: envelope(deletion, 'It is in the trash, for 30 days.'),
            ...problemResponses(404, 412),
          },
        },
      },
      async (request) => {
        await deleteTask({ key: keyOf(request), ifVersions: ifMatch(request) })
        return success({ message: 'Task deleted successfully' })
      },
    )

    app.post(
      '/tasks/:id/restore',
      {
        schema: {
          operationId: 'restoreTask',
          summary: 'Take a task out of the trash, as it was',
          tags,
          params: taskParams,
          headers: ifMatchHeader,
          response: {
            200: envelope(taskReference, 'The task as it is now.'),
            ...problemResponses(404, 409, 412),
          },
        },
      },
      async (request, reply) => {
        const task = await restoreTask({ key: keyOf(request), ifVersions: ifMatch(request) })
        return reply.header('etag', entityTag(task.version)).send(success(task))
      },
    )
  }
