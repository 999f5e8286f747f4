import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { TaskUseCases } from '@taskport/domain'
import { hasAlready, ifMatch } from '../conditions/conditional-request.js'
import { entityTag } from '../conditions/entity-tags.js'
import { completeTaskBody } from '../schemas/completion.js'
import { ifMatchHeader, ifNoneMatchHeader } from '../schemas/condition-headers.js'
import { envelope, success } from '../schemas/envelope.js'
import { notModified } from '../schemas/not-modified.js'
import { bodyProblems, needlessBodyProblems, problemResponses } from '../schemas/problem-responses.js'
import { sampleCompletedTask, sampleTask } from '../schemas/sample-task.js'
import { changeTaskBody, taskParams, taskReference } from '../schemas/task-schemas.js'
import { completeTask } from './complete-task.js'
import { keyOf } from './task-key.js'

const deletion = Type.Object({ message: Type.String() }, { additionalProperties: false })

const deleted = { message: 'Task deleted successfully' } as const

const tags = ['Tasks']

/** `/tasks/{id}`: one task. */
export const oneTaskRoutes =
  (useCases: TaskUseCases): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { getTask, updateTask, deleteTask, restoreTask } = useCases
    const complete = completeTask(useCases)
    // The HEAD that Fastify would add by itself says `Content-Length: 0` in a 304, which is not the length of what GET answers.
    for (const method of ['HEAD', 'GET'] as const) {
      app.route({
        method,
        url: '/tasks/:id',
        schema: {
          operationId: 'getTask',
          summary: 'Get a task',
          tags,
          params: taskParams,
          headers: ifNoneMatchHeader,
          response: {
            200: envelope(taskReference, {
              description: 'The task.',
              example: sampleTask,
              headers: ['ETag'],
            }),
            304: notModified,
            ...problemResponses('TASK_NOT_FOUND'),
          },
        },
        handler: async (request, reply) => {
          const task = await getTask(keyOf(request))
          const isKnown = hasAlready(request, task.version)
          reply.header('etag', entityTag(task.version))
          return isKnown ? reply.code(304).send(undefined) : reply.send(success(task))
        },
      })
    }

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
            200: envelope(taskReference, {
              description: 'The task as it is now.',
              example: sampleCompletedTask,
              headers: ['ETag'],
            }),
            ...problemResponses('TASK_NOT_FOUND', 'VERSION_CONFLICT', ...bodyProblems),
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

    app.patch(
      '/tasks/:id/complete',
      {
        schema: {
          operationId: 'completeTask',
          summary: 'Turn a task from undone to done and back, or set which',
          description:
            'Without a body it toggles: each request turns the task once, however many come at the same time. To repeat a request ' +
            'after a lost answer, say what it is to be; `status` in a PATCH of the task says it too.',
          tags,
          params: taskParams,
          headers: ifMatchHeader,
          body: completeTaskBody,
          response: {
            200: envelope(taskReference, {
              description: 'The task as it is now.',
              example: sampleCompletedTask,
              headers: ['ETag'],
            }),
            ...problemResponses('TASK_NOT_FOUND', 'VERSION_CONFLICT', ...bodyProblems),
          },
        },
      },
      async (request, reply) => {
        const about = { key: keyOf(request), ifVersions: ifMatch(request) }
        const task = await complete(about, request.body?.completed)
        return reply.header('etag', entityTag(task.version)).send(success(task))
      },
    )

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
            200: envelope(deletion, {
              description:
                'It is in the trash, to be restored within 30 days, or as long as the operator has set.',
              example: deleted,
            }),
            ...problemResponses('TASK_NOT_FOUND', 'VERSION_CONFLICT', ...needlessBodyProblems),
          },
        },
      },
      async (request) => {
        await deleteTask({ key: keyOf(request), ifVersions: ifMatch(request) })
        return success(deleted)
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
            200: envelope(taskReference, {
              description: 'The task as it is now.',
              example: sampleTask,
              headers: ['ETag'],
            }),
            ...problemResponses(
              'TASK_NOT_FOUND',
              'TASK_NOT_DELETED',
              'VERSION_CONFLICT',
              ...needlessBodyProblems,
            ),
          },
        },
      },
      async (request, reply) => {
        const task = await restoreTask({ key: keyOf(request), ifVersions: ifMatch(request) })
        return reply.header('etag', entityTag(task.version)).send(success(task))
      },
    )
  }
