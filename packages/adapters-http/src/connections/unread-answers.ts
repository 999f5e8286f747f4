import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HttpMeter } from '../observation/http-meter.js'

interface Answer {
  readonly request: FastifyRequest
  readonly raw: FastifyReply['raw']
  /** When it began to be sent, by `performance.now()`. */
  readonly since: number
}

/** How many times as long an answer may take in all: to the time below, whoever goes on sending is alive, though it reads nothing. */
const timesInAll = 10

/**
 * Cuts a connection whose caller takes not a byte of an answer for so long, in milliseconds, once or twice, or takes ten times as long for
 * all of it: without it, an answer that is larger than the buffers on its way would be kept as long as its caller likes. One without a
 * body fits them always.
 */
export const cutUnreadAnswers = (app: FastifyInstance, unreadMs: number, meter: HttpMeter): void => {
  const sockets = new Set<Socket>()
  const latest = new WeakMap<Socket, Answer>()

  const cut = ({ request, raw }: Answer): void => {
    meter.connectionCut()
    request.log.info(
      { route: request.routeOptions.url ?? null, address: request.raw.socket.remoteAddress },
      'Connection cut: its answer was not read',
    )
    raw.destroy()
  }

  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const sweep = setInterval(() => {
    const oldest = performance.now() - timesInAll * unreadMs
    for (const socket of sockets) {
      const answer = latest.get(socket)
      if (answer !== undefined && answer.since < oldest && !answer.raw.writableFinished) cut(answer)
    }
  }, unreadMs)
  sweep.unref()
  app.addHook('onClose', async () => clearInterval(sweep))

  app.addHook('onSend', (request, { raw }, payload, done) => {
    if (request.method === 'HEAD' || payload === null || payload === undefined || payload === '')
      return done()
    const answer = { request, raw, since: performance.now() }
    latest.set(request.raw.socket, answer)
    // The time runs from the last byte that went out, and ends with the answer.
    raw.setTimeout(unreadMs, () => cut(answer))
    done()
  })
}
