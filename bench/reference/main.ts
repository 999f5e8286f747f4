import { createSecretKey } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { type FastifyRequest, fastify } from 'fastify'
import jsonwebtoken from 'jsonwebtoken'
import { Pool } from 'pg'
import { equalRoutes } from './equal-routes.js'
import { instantsAsText } from './instants-as-text.js'
import { simpleRoutes } from './simple-routes.js'

const { DATABASE_URL, JWT_SECRET, PORT, INSTANTS, ROUTES } = process.env
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

  const addRoutes = ROUTES === 'equal' ? equalRoutes : simpleRoutes
  addRoutes(api, pool)
})

process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})

await app.listen({ host: '127.0.0.1', port: Number(PORT) })
