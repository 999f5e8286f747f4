import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Tells one user's requests from another's without naming either. */
const userHash = (ownerId: string): string => createHash('sha256').update(ownerId).digest('hex').slice(0, 12)

/** Who is over which limit: here alone an address is logged, as nothing else tells an operator whom to keep away. */
const exceeded = ({ exceededLimit, ip }: FastifyRequest) => {
  if (exceededLimit === null) return {}
  return exceededLimit === 'address' ? { exceeded: exceededLimit, address: ip } : { exceeded: exceededLimit }
}

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
        ...exceeded(request),
      },
      'Request answered',
    )
  })
}
