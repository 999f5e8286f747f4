import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { TaskUseCases } from '@taskport/domain'
import { refuseConditions } from '../conditions/conditional-request.js'
import { entityTag } from '../conditions/entity-tags.js'
import { ownerOf } from '../owner.js'
import { statusOf } from '../schemas/completion.js'
import { bodyProblems } from '../schemas/problem-responses.js'
import { sampleTask } from '../schemas/sample-task.js'
import { detailResponses } from './detail.js'
import { firstTasks, longestList } from './every-task.js'
import { ownPathParams } from './own-path.js'
import { createPlainTaskBody, plainListQuery } from './plain-requests.js'
import { plainTask, plainTaskResponse, plainTasksResponse } from './plain-task.js'

const tags = ['Tasks by user']

/** `/{userId}/tasks`: the list, and creation. */
export const plainTasksRoutes =
  ({ listTasks, createTask }: TaskUseCases): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/tasks',
      {
        schema: {
          operationId: 'listUserTasks',
          summary: 'List your tasks, as a bare list',
          description: `All of them, up to ${longestList.toLocaleString('en')}; \`GET /api/tasks\` gives any number, page by page.`,
          tags,
          params: ownPathParams,
          querystring: plainListQuery,
          response: {
            200: plainTasksResponse('Your tasks.', [sampleTask]),
            ...detailResponses('FOREIGN_PATH'),
          },
        },
      },
      async (request) => {
        const {
          status = 'all',
          completed,
          search,
          sort,
          order,
          limit = longestList,
          offset = 0,
        } = request.query
        const done = completed === undefined ? status : statusOf(completed === 'true')
        if (status !== 'all' && status !== done) return []
        const query = {
          ownerId: ownerOf(request),
          status: done,
          search,
          sort,
          order: order ?? (sort === 'title' ? 'asc' : 'desc'),
        }
        const tasks = await firstTasks(listTasks, query, offset + limit)
        return tasks.slice(offset).map(plainTask)
      },
    )

    app.post(
      '/tasks',
      {
        schema: {
          operationId: 'createUserTask',
          summary: 'Create a task',
          tags,
          params: ownPathParams,
          body: createPlainTaskBody,
          response: {
            201: plainTaskResponse('The new task.', sampleTask, 'ETag'),
            ...detailResponses('FOREIGN_PATH', 'TASK_QUOTA_REACHED', ...bodyProblems),
          },
        },
      },
      async (request, reply) => {
        refuseConditions(request)
        const { title, description, completed } = request.body
        const status = statusOf(completed)
        const { task } = await createTask({ ownerId: ownerOf(request), title, description, status })
        return reply.code(201).header('etag', entityTag(task.version)).send(plainTask(task))
      },
    )
  }
