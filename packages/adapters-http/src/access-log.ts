import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Tells one user's requests from another's without naming either. */
const userHash = (ownerId: string): string => createHash('sha256').update(ownerId).digest('hex').slice(0, 12)

/** Who is over which limit: here alone an address is logged, as nothing else tells an operator whom to keep away. */
const exceeded = ({ exceededLimit, ip }: FastifyRequest) => {
  if (exceededLimit === null) return {}
  return exceededLimit === 'address' ? { exceeded: exceededLimit, address: ip } : { exceeded: exceededLimit }
}

/** What is asked every few seconds, and says nothing as long as all is well. */
const isRoutine = (route: string | undefined): boolean =>
  route !== undefined && (route.startsWith('/health/') || route === '/metrics')

/** Writes the one line of a request, once it has ended; health checks and scrapes are left out as long as they are good. */
export const logEnd = (request: FastifyRequest, reply: FastifyReply, isAnswered: boolean): void => {
  const { url: route } = request.routeOptions
  if (isAnswered && reply.statusCode < 400 && isRoutine(route)) return
  request.log.info(
    {
      method: request.method,
      route: route ?? null,
      ...(isAnswered ? { status: reply.statusCode } : { status: null, aborted: true }),
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.ownerId === null ? {} : { user: userHash(request.ownerId) }),
      ...exceeded(request),
    },
    isAnswered ? 'Request answered' : 'Request not answered: its client went away, or was cut off',
  )
}
