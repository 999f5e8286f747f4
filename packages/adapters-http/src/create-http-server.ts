import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify'
import { refuseForeignHttp } from './connections/http-forms.js'
import { closeConnectionsWhileClosing } from './connections/leave-taking.js'
import { type OpenAnswers, openAnswers, takeTurns } from './connections/open-answers.js'
import { refuseConnect, refuseConnections } from './connections/refuse-connection.js'
import { cutUnreadAnswers } from './connections/unread-answers.js'
import { documentation } from './documentation/documentation.js'
import type { HttpServerOptions, Timeouts } from './http-server-options.js'
import { noHttpMeter } from './observation/http-meter.js'
import { type ObserveRequest, observeRequests, requestObserver } from './observation/observe-requests.js'
import { answerError } from './problems/error-handler.js'
import { HttpProblemError } from './problems/http-problem.js'
import { invalidRequest } from './problems/http-problems.js'
import { limitRates } from './rate-limits/rate-limits.js'
import { apiRoutes } from './routes/api-routes.js'
import { healthRoutes } from './routes/health-routes.js'
import { metricsRoutes } from './routes/metrics-routes.js'
import { answerUnknownRoutes } from './routes/unknown-routes.js'
import { problemSchema } from './schemas/problem-schema.js'
import { taskSchema } from './schemas/task-schemas.js'
import { securityHeaders, sendSecurityHeaders } from './security-headers.js'
import { fieldErrors } from './validation/field-errors.js'
import { parseJsonBody } from './validation/json-body.js'
import { parseQueryString } from './validation/query-string.js'
import { validatorCompiler } from './validation/validator-compiler.js'

/** Longer than any URL that Node lets through, so that an id of any length is just an unknown id. */
const longestUrl = 16_384

const bodyLimitBytes = 64 * 1024

/** Node looks for connections past their time once in this period; its default of 30 s lets slow clients stay. */
const connectionsCheckingIntervalMs = 1_000
const defaultTimeouts: Timeouts = { headersMs: 10_000, requestMs: 20_000 }
const defaultUnreadMs = 30_000
const keepAliveTimeoutMs = 65_000

/** For what Fastify refuses before any hook: a path that cannot be decoded. */
const answerOutsideRoutes =
  ({ note }: OpenAnswers, observe: ObserveRequest) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    note(request, reply)
    // Decorations are not there either.
    request.ownerId = null
    request.exceededLimit = null
    observe(request, reply)
    answerError(error, request, reply.headers(securityHeaders))
  }

/** The driving adapter: the use cases over HTTP. The server is ready to listen or to be given requests by `inject`. */
export const createHttpServer = async (options: HttpServerOptions): Promise<FastifyInstance> => {
  const { timeouts = defaultTimeouts, trustedProxies = [], meter = noHttpMeter } = options
  const answers = openAnswers()
  const tracer = options.tracer ?? null
  const observe = requestObserver(meter, tracer)
  const refuse = refuseConnections(answers, meter, () => app.log)
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
    frameworkErrors: answerOutsideRoutes(answers, observe),
    schemaErrorFormatter: (errors, part) => new HttpProblemError(invalidRequest(fieldErrors(errors, part))),
  })

  app.setValidatorCompiler(validatorCompiler())
  app.setErrorHandler(answerError)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (_request: unknown, body: Buffer, done) => {
      try {
        done(null, parseJsonBody(body))
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    },
  )
  app.addSchema(taskSchema)
  app.addSchema(problemSchema)
  app.decorateRequest('ownerId', null)
  takeTurns(app, answers)
  refuseConnect(app, refuse)
  observeRequests(app, observe, tracer !== null)
  refuseForeignHttp(app)
  cutUnreadAnswers(app, answers, timeouts.unreadMs ?? defaultUnreadMs, meter)
  const isClosing = closeConnectionsWhileClosing(app, options.leaveTaking)
  sendSecurityHeaders(app)

  await app.register(cors, {
    origin: [...options.allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match'],
    exposedHeaders: ['ETag', 'Location', 'Retry-After'],
    // Nothing here reads a cookie. Many a frontend says `credentials: 'include'` all the same, and its browser then asks for this.
    credentials: true,
    maxAge: 600,
    strictPreflight: false,
  })
  const limitUser = await limitRates(app, options.rateLimits ?? {}, meter)
  answerUnknownRoutes(app)
  await documentation(app)
  await app.register(healthRoutes({ ping: options.ping, isClosing }))
  if (options.expose !== undefined) await app.register(metricsRoutes(options.expose))
  await app.register(apiRoutes(options, limitUser, meter), { prefix: '/api' })
  await app.ready()
  return app
}
