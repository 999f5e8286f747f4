import 'reflect-metadata'
import { hkdfSync } from 'node:crypto'
import type { HttpServerOptions, RateLimits, TokenKeys } from '@taskport/adapters-http'
import type { Postgres } from '@taskport/adapters-postgres'
import { betterAuthJwks, createAuthenticator, jwksSource, type KeySource, sharedSecret } from '@taskport/auth'
import { limits, type Ports, type TaskUseCases, taskUseCases } from '@taskport/domain'
import { container, type InjectionToken, instanceCachingFactory } from 'tsyringe'
import type { Configuration } from './configuration/configuration.js'
import type { Logger } from './logger.js'
import type { SharedMetrics } from './metrics/metrics.js'
import { randomTaskId } from './random-task-id.js'
import { systemClock } from './system-clock.js'
import type { TokenSecrets } from './token-secrets.js'
import type { Tracing } from './tracing/tracing.js'

/** What has a life of its own, opened before the container and closed after it. */
export interface Resources {
  readonly configuration: Configuration
  readonly secrets: TokenSecrets
  readonly postgres: Postgres
  readonly logger: Logger
  readonly metrics: SharedMetrics
  /** Null: nothing is traced. */
  readonly tracing: Tracing | null
}

/** A key of its own for cursors and sync marks, the same wherever the secret is the same (RFC 5869). */
const tokenKeyFrom = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'taskport cursors and sync marks', 32))

const tokenKeysFrom = ([newest, ...older]: TokenSecrets['cursors']): TokenKeys => [
  tokenKeyFrom(newest),
  ...older.map(tokenKeyFrom),
]

/** What JWT_ISSUER and JWT_AUDIENCE say is asked of the secrets' tokens alone: published keys go with their own address. */
const keySources = ({ configuration, secrets, logger, metrics }: Resources): readonly KeySource[] => {
  const { betterAuthUrl, issuer, audience } = configuration
  const shared = secrets.users.map((secret) => sharedSecret(secret, { issuer, audience }))
  if (betterAuthUrl === null) return shared
  const onFailure = (reason: string) => {
    metrics.keysNotFetched()
    logger.warn({ reason }, 'Keys could not be fetched from BETTER_AUTH_URL')
  }
  return [...shared, jwksSource({ ...betterAuthJwks(betterAuthUrl), onFailure })]
}

const rateLimits = ({ configuration, postgres }: Resources): RateLimits => {
  const { ratePerUser, ratePerAddress, areRatesShared } = configuration
  const counts = areRatesShared ? postgres.requestCounts : undefined
  return { perUser: ratePerUser ?? undefined, perAddress: ratePerAddress ?? undefined, counts }
}

const ports: InjectionToken<Ports> = Symbol('Ports')
const useCases: InjectionToken<TaskUseCases> = Symbol('TaskUseCases')
const authenticate: InjectionToken<HttpServerOptions['authenticate']> = Symbol('Authenticate')
const httpServerOptions: InjectionToken<HttpServerOptions> = Symbol('HttpServerOptions')

/** What the wired parts are for: the driving port, and what the HTTP adapter is made from. */
export interface Wired {
  readonly useCases: TaskUseCases
  readonly httpServerOptions: HttpServerOptions
}

/** Which adapter serves which port: the only place that knows. */
export const wire = (resources: Resources): Wired => {
  const { configuration, secrets, postgres, logger, metrics, tracing } = resources
  const wired = container
    .createChildContainer()
    .register(ports, {
      useValue: { tasks: postgres.tasks, now: systemClock, newTaskId: randomTaskId },
    })
    .register(useCases, {
      useFactory: instanceCachingFactory((resolver) =>
        taskUseCases(resolver.resolve(ports), { taskQuota: resources.configuration.taskQuota }),
      ),
    })
    .register(authenticate, {
      useFactory: instanceCachingFactory(() =>
        createAuthenticator({
          keys: keySources(resources),
          subjectMaxLength: limits.ownerIdLength.max,
        }),
      ),
    })
    .register(httpServerOptions, {
      useFactory: instanceCachingFactory((resolver) => ({
        useCases: resolver.resolve(useCases),
        authenticate: resolver.resolve(authenticate),
        tokenKeys: tokenKeysFrom(secrets.cursors),
        ping: postgres.ping,
        allowedOrigins: configuration.allowedOrigins,
        rateLimits: rateLimits(resources),
        trustedProxies: configuration.trustedProxies,
        expose: configuration.metricsPort === null ? metrics.expose : undefined,
        meter: metrics.http,
        tracer: tracing?.request,
        logger,
      })),
    })
  return { useCases: wired.resolve(useCases), httpServerOptions: wired.resolve(httpServerOptions) }
}
