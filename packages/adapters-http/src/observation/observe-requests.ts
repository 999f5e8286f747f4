import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { logEnd } from '../access-log.js'
import type { HttpMeter } from './http-meter.js'
import { whenEnded } from './when-ended.js'

/** Follows one request to its end, for the figures and the log. */
export type ObserveRequest = (request: FastifyRequest, reply: FastifyReply) => void

/** Tells the meter of a request, and leaves its line in the log. */
export const requestObserver =
  (meter: HttpMeter): ObserveRequest =>
  (request, reply) => {
    meter.requestBegan()
    whenEnded(reply, (isAnswered) => {
      meter.requestEnded({
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: isAnswered ? reply.statusCode : null,
        seconds: reply.elapsedTime / 1_000,
      })
      logEnd(request, reply, isAnswered)
    })
  }

/** Observes every request from the moment on when its turn has come. */
export const observeRequests = (app: FastifyInstance, observe: ObserveRequest): void => {
  app.addHook('onRequest', (request, reply, done) => {
    observe(request, reply)
    done()
  })
}
