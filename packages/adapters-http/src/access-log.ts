import type { FastifyRequest } from 'fastify'

/** How a request ended, for its line in the log. */
export interface LoggedEnd {
  /** Null: not answered, as its client went away or was cut off. */
  readonly status: number | null
  /** A hash of who asked; null: nobody. */
  readonly user: string | null
  readonly milliseconds: number
}

/** What is asked every few seconds, and says nothing as long as all is well. */
const isRoutine = (route: string | null): boolean =>
  route !== null && (route.startsWith('/health/') || route === '/metrics')

/**
 * Writes the one line of a request, once it has ended; health checks and scrapes are left out as long as they are good. What is undefined
 * does not stand in the line. An address is logged where it is over its limit alone, as nothing else tells an operator whom to keep away.
 */
export const logEnd = (request: FastifyRequest, { status, user, milliseconds }: LoggedEnd): void => {
  const route = request.routeOptions.url ?? null
  if (status !== null && status < 400 && isRoutine(route)) return
  const { exceededLimit } = request
  request.log.info(
    {
      method: request.method,
      route,
      status,
      aborted: status === null ? true : undefined,
      milliseconds: Math.round(milliseconds * 10) / 10,
      user: user ?? undefined,
      traceId: request.trace?.traceId,
      exceeded: exceededLimit ?? undefined,
      address: exceededLimit === 'address' ? request.ip : undefined,
    },
    status === null ? 'Request not answered: its client went away, or was cut off' : 'Request answered',
  )
}
