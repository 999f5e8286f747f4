import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { userHash } from './user-hash.js'

/** Who is over which limit: here alone an address is logged, as nothing else tells an operator whom to keep away. */
const exceeded = ({ exceededLimit, ip }: FastifyRequest) => {
  if (exceededLimit === null) return {}
  return exceededLimit === 'address' ? { exceeded: exceededLimit, address: ip } : { exceeded: exceededLimit }
}

/** Writes the line of a request that has been answered. */
export const logAnswer = (request: FastifyRequest, reply: FastifyReply): void => {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.ownerId === null ? {} : { user: userHash(request.ownerId) }),
      ...exceeded(request),
    },
    'Request answered',
  )
}

/** Writes one line a request, once it is answered; health checks are left out as long as they are good. */
export const logRequests = (app: FastifyInstance): void => {
  app.addHook('onResponse', (request, reply, done) => {
    const isGoodHealth = request.routeOptions.url?.startsWith('/health/') && reply.statusCode < 400
    if (!isGoodHealth) logAnswer(request, reply)
    done()
  })
}
