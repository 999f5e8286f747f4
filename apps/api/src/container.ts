import 'reflect-metadata'
import { hkdfSync } from 'node:crypto'
import type { HttpServerOptions } from '@taskport/adapters-http'
import type { Postgres } from '@taskport/adapters-postgres'
import { createAuthenticator, sharedSecret } from '@taskport/auth'
import { limits, type Ports, type TaskUseCases, taskUseCases } from '@taskport/domain'
import { container, type InjectionToken, instanceCachingFactory } from 'tsyringe'
import type { Configuration } from './configuration/configuration.js'
import type { Logger } from './logger.js'
import { randomTaskId } from './random-task-id.js'
import { systemClock } from './system-clock.js'

/** What has a life of its own, opened before the container and closed after it. */
export interface Resources {
  readonly configuration: Configuration
  readonly secret: string
  readonly postgres: Postgres
  readonly logger: Logger
}

/** A key of its own for cursors and sync marks, the same wherever the secret is the same (RFC 5869). */
const tokenKeyFrom = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'taskport cursors and sync marks', 32))

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
export const wire = ({ configuration, secret, postgres, logger }: Resources): Wired => {
  const { issuer, audience, allowedOrigins } = configuration
  const wired = container
    .createChildContainer()
    .register(ports, {
      useValue: { tasks: postgres.tasks, now: systemClock, newTaskId: randomTaskId },
    })
    .register(useCases, {
      useFactory: instanceCachingFactory((resolver) => taskUseCases(resolver.resolve(ports))),
    })
    .register(authenticate, {
      useFactory: instanceCachingFactory(() =>
        createAuthenticator({
          keys: [sharedSecret(secret)],
          issuer,
          audience,
          subjectMaxLength: limits.ownerIdLength.max,
        }),
      ),
    })
    .register(httpServerOptions, {
      useFactory: instanceCachingFactory((resolver) => ({
        useCases: resolver.resolve(useCases),
        authenticate: resolver.resolve(authenticate),
        tokenKey: tokenKeyFrom(secret),
        ping: postgres.ping,
        allowedOrigins,
        logger,
      })),
    })
  return { useCases: wired.resolve(useCases), httpServerOptions: wired.resolve(httpServerOptions) }
}
