import type { TaskUseCases } from '@taskport/domain'
import type { FastifyBaseLogger } from 'fastify'
import type { Authenticate } from './authenticate.js'
import type { LeaveTaking } from './connections/leave-taking.js'
import type { HttpMeter } from './observation/http-meter.js'
import type { RequestTracer } from './observation/request-tracer.js'
import type { TokenKeys } from './opaque/opaque-tokens.js'
import type { RateLimits } from './rate-limits/rate-limits.js'
import type { Exposition } from './routes/metrics-routes.js'

export interface HttpServerOptions {
  readonly useCases: TaskUseCases
  readonly authenticate: Authenticate
  /** Sign the cursors and sync marks that clients are given; the same for all instances. */
  readonly tokenKeys: TokenKeys
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>
  /** Origins of web pages that may call, like `https://app.example.com`; none: only pages of the server's own. */
  readonly allowedOrigins: readonly string[]
  /** Absent: no limits. */
  readonly rateLimits?: RateLimits | undefined
  /**
   * Addresses, networks (`10.0.0.0/8`) or their names (`loopback`, `linklocal`, `uniquelocal`) of proxies whose X-Forwarded-For says
   * where a request is from; absent: none, as anybody can write that header.
   */
  readonly trustedProxies?: readonly string[] | undefined
  /** Answers `GET /metrics`, without a token; null: they cannot be told just now (503). Absent: there is no such route. */
  readonly expose?: (() => Promise<Exposition | null>) | undefined
  /** Absent: nothing is counted. */
  readonly meter?: HttpMeter | undefined
  /** Absent: nothing is traced. */
  readonly tracer?: RequestTracer | undefined
  /** Absent: nothing is logged. */
  readonly logger?: FastifyBaseLogger | undefined
  /** Absent: 10 s and 20 s to arrive, 30 s to be read. */
  readonly timeouts?: Timeouts | undefined
  /** Absent: 300 ms. */
  readonly leaveTaking?: LeaveTaking | undefined
}

/** How slow a client may be, in milliseconds. */
export interface Timeouts {
  /** Until a request's headers are there, from its first byte, to within a second; then 408. At most `requestMs`. */
  readonly headersMs: number
  /** Until its body is there too, in the same way. */
  readonly requestMs: number
  /** How long a client may take nothing of its answer before it is cut; absent: 30 s. */
  readonly unreadMs?: number | undefined
}
