import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/** Tells one user's requests from another's without naming either. */
const userHash = (ownerId: string): string => createHash('sha256').update(ownerId).digest('hex').slice(0, 12)

/** Writes one line a request, once it is answered; health checks are left out as long as they are good. */
export const logRequests = (app: FastifyInstance): void => {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url
    const { statusCode } = reply
    if (route?.startsWith('/health/') && statusCode < 400) return
    request.log.info(
      {
        method: request.method,
        route: route ?? null,
        status: statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        ...(request.ownerId === null ? {} : { user: userHash(request.ownerId) }),
      },
      'Request answered',
    )
  })
}
