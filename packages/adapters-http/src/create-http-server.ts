import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import cors from '@fastify/cors'
import { Type } from '@sinclair/typebox'
import type { TaskUseCases } from '@taskport/domain'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import { logAnswer, logRequests } from './access-log.js'
import type { Authenticate } from './authenticate.js'
import { refuseForeignHttp } from './connections/http-forms.js'
import { type OpenAnswers, openAnswers, takeTurns } from './connections/open-answers.js'
import { refuseConnect, refuseConnections } from './connections/refuse-connection.js'
import { cutUnreadAnswers } from './connections/unread-answers.js'
import { documentation } from './documentation/documentation.js'
import { opaqueTokens, type TokenKeys } from './opaque/opaque-tokens.js'
import { requireOwner } from './owner.js'
import { answerError } from './problems/error-handler.js'
import { HttpProblemError } from './problems/http-problem.js'
import { invalidRequest, malformedRequest, unsupportedMediaType } from './problems/http-problems.js'
import { limitRates, type RateLimits } from './rate-limits/rate-limits.js'
import { allTasksRoutes } from './routes/all-tasks-routes.js'
import { changesRoutes } from './routes/changes-routes.js'
import { healthRoutes } from './routes/health-routes.js'
import { oneTaskRoutes } from './routes/one-task-routes.js'
import { answerUnknownRoutes } from './routes/unknown-routes.js'
import { problemSchema } from './schemas/problem-schema.js'
import { taskSchema } from './schemas/task-schemas.js'
import { sendSecurityHeaders } from './security-headers.js'
import { fieldErrors } from './validation/field-errors.js'
import { parseJsonBody } from './validation/json-body.js'
import { parseQueryString, undecodable } from './validation/query-string.js'
import { validatorCompiler } from './validation/validator-compiler.js'

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
  /** Absent: nothing is logged. */
  readonly logger?: FastifyBaseLogger | undefined
  /** Absent: 10 s and 20 s to arrive, 30 s to be read. */
  readonly timeouts?: Timeouts | undefined
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

/** Longer than any URL that Node lets through, so that an id of any length is just an unknown id. */
const longestUrl = 16_384

const bodyLimitBytes = 64 * 1024

/** Node looks for connections past their time once in this period; its default of 30 s lets slow clients stay. */
const connectionsCheckingIntervalMs = 1_000
const defaultTimeouts: Timeouts = { headersMs: 10_000, requestMs: 20_000 }
const defaultUnreadMs = 30_000
const keepAliveTimeoutMs = 65_000

const noQuery = Type.Object({}, { additionalProperties: false })

/** Only JSON in UTF-8, not compressed, and a URL whose query can be decoded. */
const refuseForeignForms = (app: FastifyInstance): void => {
  app.addHook('onRequest', async ({ headers, query }) => {
    const { 'content-encoding': encoding, 'content-type': type } = headers
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type ?? '')?.[1]?.toLowerCase()
    if ((encoding ?? 'identity') !== 'identity' || !/^utf-?8$/.test(charset ?? 'utf-8')) {
      throw new HttpProblemError(unsupportedMediaType)
    }
    if (typeof query === 'object' && query !== null && undecodable in query) {
      throw new HttpProblemError(malformedRequest('The URL is malformed.'))
    }
  })
}

/**
 * How long a server that closes still takes what arrives on open connections, before it ends those that are idle: closing at
 * once would cut the requests that their clients have just sent.
 */
const leaveTakingMs = 300

/** A connection that is kept alive would hold up a server that closes: its clients are told to leave. */
const closeConnectionsWhileClosing = (app: FastifyInstance): void => {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    if (app.server.listening) await sleep(leaveTakingMs)
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}

/** What one user is answered is for that user alone: no shared cache keeps it, and no browser shows it to the next user. */
const keepAnswersPrivate = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'private, no-cache', vary: 'Origin, Authorization' })
  })
}

/** For what Fastify refuses before any hook: a path that cannot be decoded. */
const answerOutsideRoutes =
  ({ note }: OpenAnswers) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    note(request, reply)
    // Decorations are not there either.
    request.ownerId = null
    request.exceededLimit = null
    reply.raw.once('finish', () => logAnswer(request, reply))
    answerError(error, request, reply)
  }

/** The driving adapter: the use cases over HTTP. The server is ready to listen or to be given requests by `inject`. */
export const createHttpServer = async (options: HttpServerOptions): Promise<FastifyInstance> => {
  const { timeouts = defaultTimeouts, trustedProxies = [] } = options
  const answers = openAnswers()
  const refuse = refuseConnections(answers, () => app.log)
  const app: FastifyInstance = fastify({
    ...(options.logger === undefined ? {} : { loggerInstance: options.logger }),
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: bodyLimitBytes,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    http: {
      connectionsCheckingInterval: connectionsCheckingIntervalMs,
      headersTimeout: timeouts.headersMs,
      // Refused by a hook of ours, as a problem and with a line in the log.
      requireHostHeader: false,
    },
    // While closing, what still arrives is served: its sender is told to close by the hook below.
    return503OnClosing: false,
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: longestUrl,
      querystringParser: parseQueryString,
    },
    clientErrorHandler: refuse,
    frameworkErrors: answerOutsideRoutes(answers),
    schemaErrorFormatter: (errors, part) => new HttpProblemError(invalidRequest(fieldErrors(errors, part))),
  })

  const tokens = opaqueTokens(options.tokenKeys)

  app.setValidatorCompiler(validatorCompiler())
  app.setErrorHandler(answerError)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => parseJsonBody(body),
  )
  app.addSchema(taskSchema)
  app.addSchema(problemSchema)
  app.decorateRequest('ownerId', null)
  takeTurns(app, answers)
  refuseConnect(app, refuse)
  logRequests(app)
  refuseForeignHttp(app)
  cutUnreadAnswers(app, timeouts.unreadMs ?? defaultUnreadMs)
  closeConnectionsWhileClosing(app)
  sendSecurityHeaders(app)

  await app.register(cors, {
    origin: [...options.allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match'],
    exposedHeaders: ['ETag', 'Location', 'Retry-After'],
    maxAge: 600,
    strictPreflight: false,
  })
  const limitUser = await limitRates(app, options.rateLimits ?? {})
  answerUnknownRoutes(app)
  await documentation(app)
  await app.register(healthRoutes(options.ping))
  await app.register(
    async (api) => {
      keepAnswersPrivate(api)
      api.addHook('onRequest', requireOwner(options.authenticate))
      if (limitUser !== null) api.addHook('onRequest', limitUser)
      refuseForeignForms(api)
      api.addHook('onRoute', (route) => {
        route.schema = { querystring: noQuery, ...route.schema }
      })
      await api.register(allTasksRoutes(options.useCases, tokens))
      await api.register(oneTaskRoutes(options.useCases))
      await api.register(changesRoutes(options.useCases, tokens))
    },
    { prefix: '/api' },
  )
  await app.ready()
  return app
}
