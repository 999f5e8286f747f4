import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import type { Authenticate, Authentication } from './authenticate.js'
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

const authorizationLines = ({ rawHeaders }: FastifyRequest['raw']): string[] => {
  const lines: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    // Most are told by their length.
    if (name?.length === 13 && name.toLowerCase() === 'authorization') lines.push(rawHeaders[at + 1] ?? '')
  }
  return lines
}

/** Lets the request through as its owner's. @throws {HttpProblemError} as `requireOwner` does */
const admit = (request: FastifyRequest, authentication: Authentication, meter: HttpMeter): void => {
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

/**
 * A hook that lets a request through once its token has named its owner: at once, where that can be told at once. Why it did not is
 * logged and never answered.
 * @throws {HttpProblemError} 400 for more than one Authorization line, 503 when the token cannot be judged for now, else 401
 */
export const requireOwner =
  (authenticate: Authenticate, meter: HttpMeter = noHttpMeter) =>
  (request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction) => {
    const lines = authorizationLines(request.raw)
    if (lines.length > 1)
      return done(new HttpProblemError(malformedRequest('Send one Authorization header.')))
    const token = bearer.exec(lines[0] ?? '')?.[1]
    const admitted = (authentication: Authentication) => {
      try {
        admit(request, authentication, meter)
      } catch (error) {
        return done(error instanceof Error ? error : new Error(String(error)))
      }
      done()
    }
    if (token === undefined) {
      return admitted({
        outcome: 'refused',
        reason: lines.length === 0 ? 'no-token' : 'not-a-bearer-token',
      })
    }
    const authentication = authenticate(token)
    if (authentication instanceof Promise) authentication.then(admitted, done)
    else admitted(authentication)
  }

/** Who calls. @throws {Error} on a route that does not require an owner */
export const ownerOf = ({ ownerId }: FastifyRequest): string => {
  if (ownerId === null) throw new Error('This route answers without a token, so nobody owns its request')
  return ownerId
}
