import type { FastifyRequest } from 'fastify'
import { isRoutine } from './observation/is-routine.js'

/** How a request ended, for its line in the log. */
export interface LoggedEnd {
  /** Null: not answered, as its client went away or was cut off. */
  readonly status: number | null
  /** A hash of who asked; null: nobody. */
  readonly user: string | null
  readonly milliseconds: number
}

/** Who is over which limit: here alone an address is logged, as nothing else tells an operator whom to keep away. */
const exceeded = (request: FastifyRequest) => {
  const { exceededLimit } = request
  if (exceededLimit === null) return {}
  return exceededLimit === 'address'
    ? { exceeded: exceededLimit, address: request.ip }
    : { exceeded: exceededLimit }
}

/** Writes the one line of a request, once it has ended; health checks and scrapes are left out as long as they are good. */
export const logEnd = (request: FastifyRequest, { status, user, milliseconds }: LoggedEnd): void => {
  const route = request.routeOptions.url ?? null
  if (status !== null && status < 400 && isRoutine(route)) return
  request.log.info(
    {
      method: request.method,
      route,
      status,
      ...(status === null ? { aborted: true } : {}),
      milliseconds: Math.round(milliseconds * 10) / 10,
      ...(user === null ? {} : { user }),
      ...(request.trace === null ? {} : { traceId: request.trace.traceId }),
      ...exceeded(request),
    },
    status === null ? 'Request not answered: its client went away, or was cut off' : 'Request answered',
  )
}
