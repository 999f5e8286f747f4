import type { FastifyInstance } from 'fastify'
import type { HttpMeter } from '../observation/http-meter.js'

/**
 * Cuts a connection whose caller takes not a byte of an answer for so long, in milliseconds, once or twice: without it, an answer that is
 * larger than the buffers on its way would be kept as long as its caller likes. One without a body fits them always.
 */
export const cutUnreadAnswers = (app: FastifyInstance, unreadMs: number, meter: HttpMeter): void => {
  app.addHook('onSend', (request, { raw }, payload, done) => {
    if (request.method === 'HEAD' || payload === null || payload === undefined || payload === '')
      return done()
    // The time runs from the last byte that went out, and ends with the answer.
    raw.setTimeout(unreadMs, () => {
      meter.connectionCut()
      request.log.info(
        { route: request.routeOptions.url ?? null, address: request.raw.socket.remoteAddress },
        'Connection cut: its answer was not read',
      )
      raw.destroy()
    })
    done()
  })
}
