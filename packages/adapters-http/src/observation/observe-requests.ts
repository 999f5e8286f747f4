import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { logEnd } from '../access-log.js'
import { userHash } from '../user-hash.js'
import type { HttpMeter } from './http-meter.js'
import type { RequestTrace, RequestTracer } from './request-tracer.js'
import { whenEnded } from './when-ended.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null: the request is not traced. */
    trace: RequestTrace | null
  }
}

/** Follows one request to its end, for the figures, the log and the trace. */
export type ObserveRequest = (request: FastifyRequest, reply: FastifyReply) => void

/** Tells the meter and the tracer of a request, and leaves its line in the log. */
export const requestObserver =
  (meter: HttpMeter, tracer: RequestTracer | null): ObserveRequest =>
  (request, reply) => {
    const { id: requestId, method, headers } = request
    const route = request.routeOptions.url ?? null
    meter.requestBegan()
    request.trace = tracer === null ? null : tracer({ requestId, method, route, headers })
    whenEnded(reply, (isAnswered) => {
      const status = isAnswered ? reply.statusCode : null
      const user = request.ownerId === null ? null : userHash(request.ownerId)
      const milliseconds = reply.elapsedTime
      meter.requestEnded({ method, route, status, seconds: milliseconds / 1_000 })
      request.trace?.ended({ status, user })
      logEnd(request, { status, user, milliseconds })
    })
  }

const goOn = ({ trace }: FastifyRequest, done: () => void): void => {
  if (trace === null) done()
  else trace.within(done)
}

/** Observes every request from the moment on when its turn has come. `areTraced`: whether some may be. */
export const observeRequests = (app: FastifyInstance, observe: ObserveRequest, areTraced: boolean): void => {
  app.decorateRequest('trace', null)
  app.addHook('onRequest', (request, reply, done) => {
    observe(request, reply)
    goOn(request, done)
  })
  if (!areTraced) return
  // What follows a body is called by the connection that it came on, which knows nothing of one request.
  app.addHook('preValidation', (request, _reply, done) => goOn(request, done))
}
