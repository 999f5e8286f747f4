import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { cursorOf, type ReferenceApi, taskExists, taskNotFound } from './reference-api.js'
import { statements } from './statements.js'
import { type TaskRow, taskOf } from './task-row.js'
import {
  createBody,
  listAnswer,
  listQuery,
  problemAnswer,
  taskAnswer,
  taskParams,
  updateBody,
} from './task-schemas.js'

/** What a good engineer writes first: a task is a row, its version its own, and nothing is promised beyond what is asked today. */
export const simpleRoutes = (api: ReferenceApi, pool: Pool): void => {
  api.get(
    '/api/tasks',
    { schema: { querystring: listQuery, response: { 200: listAnswer } } },
    async ({ userId, query: { limit } }) => {
      const { rows } = await pool.query<TaskRow>({ ...statements.list, values: [userId, limit + 1] })
      const tasks = rows.slice(0, limit).map(taskOf)
      const last = tasks.at(-1)
      const nextCursor = rows.length > limit && last !== undefined ? cursorOf(last) : null
      return { success: true, data: { tasks, nextCursor } }
    },
  )

  api.get(
    '/api/tasks/:id',
    { schema: { params: taskParams, response: { 200: taskAnswer, 404: problemAnswer } } },
    async ({ userId, params: { id } }, reply) => {
      const { rows } = await pool.query<TaskRow>({ ...statements.get, values: [id, userId] })
      const row = rows[0]
      if (row === undefined) return reply.code(404).send(taskNotFound)
      reply.header('etag', `"${row.version}"`)
      return { success: true, data: taskOf(row) }
    },
  )

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
