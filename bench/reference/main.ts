import { createSecretKey, randomUUID } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { type FastifyRequest, fastify } from 'fastify'
import jsonwebtoken from 'jsonwebtoken'
import { Pool } from 'pg'
import { instantsAsText } from './instants-as-text.js'
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

declare module 'fastify' {
  interface FastifyRequest {
    userId: string
  }
}

const { DATABASE_URL, JWT_SECRET, PORT, INSTANTS } = process.env
if (DATABASE_URL === undefined || JWT_SECRET === undefined) throw new Error('Set DATABASE_URL and JWT_SECRET')

const pool = new Pool({
  connectionString: DATABASE_URL,
  max: 10,
  ...(INSTANTS === 'text' ? { types: instantsAsText, options: '-c timezone=UTC' } : {}),
})

const key = createSecretKey(JWT_SECRET, 'utf8')

const userOf = (request: FastifyRequest): string | null => {
  const authorization = request.headers.authorization
  if (authorization === undefined || !authorization.startsWith('Bearer ')) return null
  try {
    const claims = jsonwebtoken.verify(authorization.slice(7), key, { algorithms: ['HS256'] })
    return typeof claims === 'string' ? null : (claims.sub ?? null)
  } catch {
    return null
  }
}

const notFound = { success: false, error: 'Task not found' }

const app = fastify({ logger: false, forceCloseConnections: true }).withTypeProvider<TypeBoxTypeProvider>()

app.decorateRequest('userId', '')

app.get('/health/live', async () => ({ status: 'ok' }))

app.register(async (plugin) => {
  const api = plugin.withTypeProvider<TypeBoxTypeProvider>()

  api.addHook('onRequest', async (request, reply) => {
    const user = userOf(request)
    if (user === null) return reply.code(401).send({ success: false, error: 'Not signed in' })
    request.userId = user
  })

  api.get(
    '/api/tasks',
    { schema: { querystring: listQuery, response: { 200: listAnswer } } },
    async ({ userId, query: { limit } }) => {
      const { rows } = await pool.query<TaskRow>({ ...statements.list, values: [userId, limit + 1] })
      const tasks = rows.slice(0, limit).map(taskOf)
      const last = tasks.at(-1)
      const nextCursor =
        rows.length > limit && last !== undefined
          ? Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url')
          : null
      return { success: true, data: { tasks, nextCursor } }
    },
  )

  api.get(
    '/api/tasks/:id',
    { schema: { params: taskParams, response: { 200: taskAnswer, 404: problemAnswer } } },
    async ({ userId, params: { id } }, reply) => {
      const { rows } = await pool.query<TaskRow>({ ...statements.get, values: [id, userId] })
      const row = rows[0]
      if (row === undefined) return reply.code(404).send(notFound)
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
      if (row === undefined) return reply.code(409).send({ success: false, error: 'Task exists' })
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
      if (row === undefined) return reply.code(404).send(notFound)
      reply.header('etag', `"${row.version}"`)
      return { success: true, data: taskOf(row) }
    },
  )
})

process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})

await app.listen({ host: '127.0.0.1', port: Number(PORT) })
