import type { Pool } from 'pg'
import { readingStatements } from './reading-statements.js'
import { cursorOf, type ReferenceApi, taskNotFound } from './reference-api.js'
import { type TaskRow, taskOf } from './task-row.js'
import { listAnswer, listQuery, problemAnswer, taskAnswer, taskParams } from './task-schemas.js'

/** What every reference answers in the same way: one task, and a page of them. */
export const readingRoutes = (api: ReferenceApi, pool: Pool): void => {
  api.get(
    '/api/tasks',
    { schema: { querystring: listQuery, response: { 200: listAnswer } } },
    async ({ userId, query: { limit } }) => {
      const { rows } = await pool.query<TaskRow>({ ...readingStatements.list, values: [userId, limit + 1] })
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
      const { rows } = await pool.query<TaskRow>({ ...readingStatements.get, values: [userId, id] })
      const row = rows[0]
      if (row === undefined) return reply.code(404).send(taskNotFound)
      reply.header('etag', `"${row.version}"`)
      return { success: true, data: taskOf(row) }
    },
  )
}
