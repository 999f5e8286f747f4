import { isIP } from 'node:net'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { HttpMeter } from '../observation/http-meter.js'
import { ownerOf } from '../owner.js'
import { HttpProblemError } from '../problems/http-problem.js'
import { tooManyRequests } from '../problems/http-problems.js'
import type { RequestCounts } from './request-counts.js'
import { sharedStore } from './shared-store.js'

/** How many requests are answered in a minute, which begins with the first of them. */
export interface RateLimits {
  /** From one address, with a token or not; absent: any number. An IPv6 network of 64 bits counts as one address. */
  readonly perAddress?: number | undefined
  /** From one user; absent: any number. */
  readonly perUser?: number | undefined
  /** Where several instances count together; absent: each counts for itself, in memory. */
  readonly counts?: RequestCounts | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Which limit the request was over; null: none. */
    exceededLimit: 'address' | 'user' | null
  }
}

const windowMs = 60_000

/** Callers whose counts are kept in memory, at some 200 bytes each; beyond it the one that was longest silent is forgotten. */
const rememberedCallers = 100_000

/** Not what a proxy passes on when that is no address: such a text can have any length, and a new one each time. */
const addressOf = ({ ip, socket }: FastifyRequest): string =>
  isIP(ip) === 0 ? (socket.remoteAddress ?? '') : normalizeIP(ip)

const isHealthCheck = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.url?.startsWith('/health/') === true

/** A hook that counts a request against one limit. @throws {HttpProblemError} 429, from which on it is known to the log */
export type LimitHook = (request: FastifyRequest) => Promise<void>

/**
 * Limits by address whatever is asked of the server but health checks, and answers the hook that limits by user, for where
 * the user is known; null when users have no limit.
 */
export const limitRates = async (
  app: FastifyInstance,
  { perAddress, perUser, counts }: RateLimits,
  meter: HttpMeter,
): Promise<LimitHook | null> => {
  app.decorateRequest('exceededLimit', null)
  await app.register(rateLimit, {
    global: false,
    timeWindow: windowMs,
    cache: rememberedCallers,
    ...(counts === undefined ? {} : { store: sharedStore(counts) }),
  })

  const limit = (
    kind: 'address' | 'user',
    max: number,
    keyOf: (request: FastifyRequest) => string,
  ): LimitHook => {
    const count = app.createRateLimit({ max, keyGenerator: (request) => `${kind} ${keyOf(request)}` })
    return async (request) => {
      const counted = await count(request)
      if (counted.isAllowed || !counted.isExceeded) return
      request.exceededLimit = kind
      meter.rateExceeded(kind)
      throw new HttpProblemError(tooManyRequests(counted.ttlInSeconds))
    }
  }

  if (perAddress !== undefined) {
    const limitAddress = limit('address', perAddress, addressOf)
    app.addHook('onRequest', async (request) => {
      if (!isHealthCheck(request)) await limitAddress(request)
    })
  }
  return perUser === undefined ? null : limit('user', perUser, ownerOf)
}
