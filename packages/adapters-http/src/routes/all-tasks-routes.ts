import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { parseTaskId, type TaskUseCases } from '@taskport/domain'
import { refuseConditions } from '../conditions/conditional-request.js'
import { entityTag } from '../conditions/entity-tags.js'
import { openCursor, sealCursor } from '../opaque/list-cursor.js'
import type { OpaqueTokens } from '../opaque/opaque-tokens.js'
import { ownerOf } from '../owner.js'
import { envelope, success } from '../schemas/envelope.js'
import { listQuery, taskList } from '../schemas/list-schemas.js'
import { bodyProblems, problemResponses } from '../schemas/problem-responses.js'
import { sampleCompletedTask, sampleTask, sampleToken } from '../schemas/sample-task.js'
import { createTaskBody, taskReference } from '../schemas/task-schemas.js'
import { asPlainJson } from './plain-json.js'

const tags = ['Tasks']

/** `/tasks`: the list, and creation. */
export const allTasksRoutes =
  ({ listTasks, createTask }: TaskUseCases, tokens: OpaqueTokens): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/tasks',
      {
        schema: {
          operationId: 'listTasks',
          summary: 'List your tasks',
          description:
            'Page by page: send `nextCursor` back as `cursor`, with the same filters and order, until it is null. A task that keeps its ' +
            'place meanwhile is in exactly one page; one that changes its place may be met twice or not at all.',
          tags,
          querystring: listQuery,
          response: {
            200: envelope(taskList, {
              description: 'A page of your tasks.',
              example: { tasks: [sampleTask], nextCursor: sampleToken },
            }),
            ...problemResponses(),
          },
        },
      },
      async (request, reply) => {
        const { status, q: search, sort, order, deleted, limit, cursor } = request.query
        const query = {
          ownerId: ownerOf(request),
          status,
          search,
          sort,
          order,
          isDeleted: deleted === 'only',
        }
        const after = cursor === undefined ? undefined : openCursor(tokens, query, cursor)
        const { tasks, next } = await listTasks({ ...query, limit, after })
        const nextCursor = sealCursor(tokens, query, next)
        asPlainJson(reply)
        return success({ tasks, nextCursor })
      },
    )

    app.post(
      '/tasks',
      {
        schema: {
          operationId: 'createTask',
          summary: 'Create a task',
          description:
            'Choose the `id` to be able to send the same again after a lost answer: it creates one task, whatever happened to it since.',
          tags,
          body: createTaskBody,
          response: {
            200: envelope(taskReference, {
              description: 'The same creation again: the task as it is now.',
              example: sampleCompletedTask,
              headers: ['Location', 'ETag'],
            }),
            201: envelope(taskReference, {
              description: 'The new task.',
              example: sampleTask,
              headers: ['Location', 'ETag'],
            }),
            ...problemResponses('TASK_QUOTA_REACHED', 'TASK_ID_TAKEN', ...bodyProblems),
          },
        },
      },
      async (request, reply) => {
        refuseConditions(request)
        const { id, ...content } = request.body
        const taskId = id === undefined ? undefined : (parseTaskId(id) ?? undefined)
        const { task, created } = await createTask({ ownerId: ownerOf(request), taskId, ...content })
        return reply
          .code(created ? 201 : 200)
          .header('location', `/api/tasks/${task.id}`)
          .header('etag', entityTag(task.version))
          .send(success(task))
      },
    )
  }
