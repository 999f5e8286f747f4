import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { TaskUseCases } from '@taskport/domain'
import { hasAlready, ifMatch } from '../conditions/conditional-request.js'
import { entityTag } from '../conditions/entity-tags.js'
import { completeTask } from '../routes/complete-task.js'
import { keyOf } from '../routes/task-key.js'
import { completeTaskBody, statusOf } from '../schemas/completion.js'
import { ifMatchHeader, ifNoneMatchHeader } from '../schemas/condition-headers.js'
import { notModified } from '../schemas/not-modified.js'
import { bodyProblems, needlessBodyProblems } from '../schemas/problem-responses.js'
import { sampleCompletedTask, sampleTask } from '../schemas/sample-task.js'
import { detailResponses } from './detail.js'
import { ownTaskParams } from './own-path.js'
import { changePlainTaskBody } from './plain-requests.js'
import { plainTask, plainTaskResponse } from './plain-task.js'

const tags = ['Tasks by user']

const changeProblems = ['FOREIGN_PATH', 'TASK_NOT_FOUND', 'VERSION_CONFLICT'] as const

/** `/{userId}/tasks/{id}`: one task. */
export const plainTaskRoutes =
  (useCases: TaskUseCases): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { getTask, updateTask, deleteTask } = useCases
    const complete = completeTask(useCases)
    // Not the HEAD that Fastify would add by itself: it says `Content-Length: 0` in a 304.
    for (const method of ['HEAD', 'GET'] as const) {
      app.route({
        method,
        url: '/tasks/:id',
        schema: {
          operationId: 'getUserTask',
          summary: 'Get a task',
          tags,
          params: ownTaskParams,
          headers: ifNoneMatchHeader,
          response: {
            200: plainTaskResponse('The task.', sampleTask, 'ETag'),
            304: notModified,
            ...detailResponses('FOREIGN_PATH', 'TASK_NOT_FOUND'),
          },
        },
        handler: async (request, reply) => {
          const task = await getTask(keyOf(request))
          const isKnown = hasAlready(request, task.version)
          reply.header('etag', entityTag(task.version))
          return isKnown ? reply.code(304).send(undefined) : reply.send(plainTask(task))
        },
      })
    }

    for (const [method, operationId] of [
      ['PUT', 'putUserTask'],
      ['PATCH', 'patchUserTask'],
    ] as const) {
      app.route({
        method,
        url: '/tasks/:id',
        schema: {
          operationId,
          summary: 'Change what is sent of a task, and nothing else',
          tags,
          params: ownTaskParams,
          headers: ifMatchHeader,
          body: changePlainTaskBody,
          response: {
            200: plainTaskResponse('The task as it is now.', sampleCompletedTask, 'ETag'),
            ...detailResponses(...changeProblems, ...bodyProblems),
          },
        },
        handler: async (request, reply) => {
          const { completed, ...content } = request.body
          const changes = { ...content, status: statusOf(completed) }
          const task = await updateTask({ key: keyOf(request), changes, ifVersions: ifMatch(request) })
          return reply.header('etag', entityTag(task.version)).send(plainTask(task))
        },
      })
    }

    app.patch(
      '/tasks/:id/complete',
      {
        schema: {
          operationId: 'completeUserTask',
          summary: 'Turn a task from undone to done and back, or set which',
          description:
            'Without a body it toggles: each request turns the task once, however many come at the same time. To repeat a request ' +
            'after a lost answer, say what it is to be.',
          tags,
          params: ownTaskParams,
          headers: ifMatchHeader,
          body: completeTaskBody,
          response: {
            200: plainTaskResponse('The task as it is now.', sampleCompletedTask, 'ETag'),
            ...detailResponses(...changeProblems, ...bodyProblems),
          },
        },
      },
      async (request, reply) => {
        const about = { key: keyOf(request), ifVersions: ifMatch(request) }
        const task = await complete(about, request.body?.completed)
        return reply.header('etag', entityTag(task.version)).send(plainTask(task))
      },
    )

    app.patch(
      '/tasks/:id/uncomplete',
      {
        schema: {
          operationId: 'uncompleteUserTask',
          summary: 'Make a task undone',
          description: 'Does not toggle: what is undone stays so, and no body is needed.',
          tags,
          params: ownTaskParams,
          headers: ifMatchHeader,
          response: {
            200: plainTaskResponse('The task as it is now.', sampleTask, 'ETag'),
            ...detailResponses(...changeProblems, ...needlessBodyProblems),
          },
        },
      },
      async (request, reply) => {
        const changes = { status: statusOf(false) }
        const task = await updateTask({ key: keyOf(request), changes, ifVersions: ifMatch(request) })
        return reply.header('etag', entityTag(task.version)).send(plainTask(task))
      },
    )

    app.delete(
      '/tasks/:id',
      {
        schema: {
          operationId: 'deleteUserTask',
          summary: 'Put a task into the trash',
          description: '`POST /api/tasks/{id}/restore` takes it out again.',
          tags,
          params: ownTaskParams,
          headers: ifMatchHeader,
          response: {
            200: plainTaskResponse('The task as it was.', sampleTask),
            ...detailResponses(...changeProblems, ...needlessBodyProblems),
          },
        },
      },
      async (request) => {
        const { before } = await deleteTask({ key: keyOf(request), ifVersions: ifMatch(request) })
        return plainTask(before)
      },
    )
  }
