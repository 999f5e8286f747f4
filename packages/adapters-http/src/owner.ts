import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticate } from './authenticate.js'
import { type HttpMeter, noHttpMeter } from './observation/http-meter.js'
import { HttpProblemError } from './problems/http-problem.js'
import { malformedRequest, serviceUnavailable, unauthorized } from './problems/http-problems.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, from the verified token; null until it is verified. */
    ownerId: string | null
  }
}

/** RFC 9110, section 11.4, and RFC 6750, section 2.1: the scheme in any case, spaces, the token. */
const bearer = /^bearer +([^\s,]+)$/i

/** Seconds, for a token that could not be judged: its issuer is not asked for keys more often than that. */
const retryAfterSeconds = 30

const authorizationLines = ({ rawHeaders }: FastifyRequest['raw']): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization')

/**
 * A hook that lets a request through once its token has named its owner. Why it did not is logged and never answered.
 * @throws {HttpProblemError} 400 for more than one Authorization line, 503 when the token cannot be judged for now, else 401
 */
export const requireOwner =
  (authenticate: Authenticate, meter: HttpMeter = noHttpMeter) =>
  async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const lines = authorizationLines(request.raw)
    if (lines.length > 1) throw new HttpProblemError(malformedRequest('Send one Authorization header.'))
    const token = bearer.exec(lines[0] ?? '')?.[1]
    const authentication =
      token === undefined
        ? { outcome: 'refused' as const, reason: lines.length === 0 ? 'no-token' : 'not-a-bearer-token' }
        : await authenticate(token)
    if (authentication.outcome === 'refused') {
      meter.tokenRefused(authentication.reason)
      request.log.info({ reason: authentication.reason }, 'Token refused')
      throw new HttpProblemError(unauthorized)
    }
    if (authentication.outcome === 'unavailable') {
      meter.tokenNotJudged(authentication.reason)
      request.log.warn({ reason: authentication.reason }, 'Token not judged: the keys for it cannot be had')
      throw new HttpProblemError(serviceUnavailable(retryAfterSeconds))
    }
    request.ownerId = authentication.userId
  }

/** Who calls. @throws {Error} on a route that does not require an owner */
export const ownerOf = ({ ownerId }: FastifyRequest): string => {
  if (ownerId === null) throw new Error('This route answers without a token, so nobody owns its request')
  return ownerId
}
