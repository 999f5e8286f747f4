import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { readingRoutes } from './reading-routes.js'
import { type ReferenceApi, taskExists, taskNotFound } from './reference-api.js'
import { statements } from './statements.js'
import { type TaskRow, taskOf } from './task-row.js'
import { createBody, problemAnswer, taskAnswer, taskParams, updateBody } from './task-schemas.js'

/** What a good engineer writes first: a task is a row, its version its own, and nothing is promised beyond what is asked today. */
export const simpleRoutes = (api: ReferenceApi, pool: Pool): void => {
  readingRoutes(api, pool)

  api.post(
    '/api/tasks',
    { schema: { body: createBody, response: { 201: taskAnswer, 409: problemAnswer } } },
    async ({ userId, body }, reply) => {
      const { id = randomUUID(), title, description = null, status = 'pending' } = body
      const { rows } = await pool.query<TaskRow>({
        ...statements.create,
        values: [id, userId, title.trim(), description, status],
      })
      const row = rows[0]
      if (row === undefined) return reply.code(409).send(taskExists)
      reply.code(201).header('location', `/api/tasks/${row.id}`).header('etag', `"${row.version}"`)
      return { success: true, data: taskOf(row) }
    },
  )

  api.patch(
    '/api/tasks/:id',
    { schema: { params: taskParams, body: updateBody, response: { 200: taskAnswer, 404: problemAnswer } } },
    async ({ userId, params: { id }, body }, reply) => {
      const { rows } = await pool.query<TaskRow>({
        ...statements.update,
        values: [
          id,
          userId,
          body.title?.trim(),
          body.description !== undefined,
          body.description,
          body.status ?? '',
        ],
      })
      const row = rows[0]
      if (row === undefined) return reply.code(404).send(taskNotFound)
      reply.header('etag', `"${row.version}"`)
      return { success: true, data: taskOf(row) }
    },
  )
}
