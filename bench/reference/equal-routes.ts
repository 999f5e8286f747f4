import { createHash, randomUUID } from 'node:crypto'
import { foldedTitle, foldText } from '@taskport/domain'
import { DatabaseError, type Pool } from 'pg'
import { equalStatements as statements } from './equal-statements.js'
import { readingRoutes } from './reading-routes.js'
import { type ReferenceApi, taskExists, taskNotFound } from './reference-api.js'
import { type TaskRow, taskOf } from './task-row.js'
import { createBody, problemAnswer, taskAnswer, taskParams, updateBody } from './task-schemas.js'

const quota = 1_000_000

const quotaReached = { success: false, error: 'Too many tasks' }
const versionConflict = { success: false, error: 'The task has changed' }

const digestOf = (content: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url')

const isDuplicate = (error: unknown): boolean => error instanceof DatabaseError && error.code === '23505'

/** `"7"`, as the version's ETag; null: the header names none. */
const versionIn = (header: string | undefined): number | null => {
  const version = /^"(\d{1,15})"$/.exec(header ?? '')?.[1]
  return version === undefined ? null : Number(version)
}

/** The same API with the promises that the workloads exercise, kept by hand; see equal-statements.ts. */
export const equalRoutes = (api: ReferenceApi, pool: Pool): void => {
  readingRoutes(api, pool)

  api.post(
    '/api/tasks',
    {
      schema: {
        body: createBody,
        response: { 200: taskAnswer, 201: taskAnswer, 403: problemAnswer, 409: problemAnswer },
      },
    },
    async ({ userId, body }, reply) => {
      const { id = randomUUID(), description = null, status = 'pending' } = body
      const title = body.title.trim()
      const createdAs = digestOf([title, description, status])
      const created = await pool
        .query<TaskRow>({
          ...(body.id === undefined ? statements.create : statements.createWithGivenId),
          values: [
            userId,
            id,
            title,
            description,
            status,
            foldedTitle(title),
            foldText(description ?? ''),
            createdAs,
            quota,
          ],
        })
        .catch((error: unknown) => {
          if (isDuplicate(error)) return { rows: [] }
          throw error
        })
      let row = created.rows[0]
      if (row === undefined) {
        const earlier = await pool.query<TaskRow & { created_as: string }>({
          ...statements.earlier,
          values: [userId, id],
        })
        const found = earlier.rows[0]
        if (found === undefined) return reply.code(403).send(quotaReached)
        if (found.created_as !== createdAs) return reply.code(409).send(taskExists)
        row = found
      } else reply.code(201)
      reply.header('location', `/api/tasks/${row.id}`).header('etag', `"${row.version}"`)
      return { success: true, data: taskOf(row) }
    },
  )

  api.patch(
    '/api/tasks/:id',
    {
      schema: {
        params: taskParams,
        body: updateBody,
        response: { 200: taskAnswer, 404: problemAnswer, 412: problemAnswer },
      },
    },
    async ({ userId, params: { id }, body, headers }, reply) => {
      const title = body.title?.trim()
      const { rows } = await pool.query<TaskRow>(
        Object.keys(body).length === 0
          ? { ...statements.get, values: [userId, id] }
          : {
              ...statements.update,
              values: [
                userId,
                id,
                title,
                title === undefined ? null : foldedTitle(title),
                body.description !== undefined,
                body.description,
                typeof body.description === 'string' ? foldText(body.description) : null,
                body.status ?? '',
                versionIn(headers['if-match']),
              ],
            },
      )
      const row = rows[0]
      if (row === undefined) {
        const present = await pool.query<TaskRow>({ ...statements.get, values: [userId, id] })
        return present.rows.length === 0
          ? reply.code(404).send(taskNotFound)
          : reply.code(412).send(versionConflict)
      }
      reply.header('etag', `"${row.version}"`)
      return { success: true, data: taskOf(row) }
    },
  )
}
