import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { HttpMeter } from '../observation/http-meter.js'
import type { OpenAnswer, OpenAnswers } from './open-answers.js'

/** How many times as long an answer may take in all. The socket's own time-out begins anew with each byte that comes in, whether any goes out. */
const timesInAll = 10

/** How often in that time it is looked who is being answered. */
const looksInTime = 30

/**
 * Cuts a connection whose caller takes not a byte of an answer for `unreadMs` milliseconds to twice that, or takes ten times `unreadMs` for all
 * of it; either to within a thirtieth of `unreadMs`. Without it, an answer that is larger than the buffers on its way would be kept as long as
 * its caller likes. Nearly all answers are out before anybody looks, so it costs them nothing.
 */
export const cutUnreadAnswers = (
  app: FastifyInstance,
  { beingSent }: OpenAnswers,
  unreadMs: number,
  meter: HttpMeter,
): void => {
  const sockets = new Set<Socket>()
  /** Since when each is watched, by `performance.now()`. */
  const watched = new WeakMap<ServerResponse, number>()

  const cut = ({ request, response }: OpenAnswer): void => {
    meter.connectionCut()
    request.log.info(
      { route: request.routeOptions.url ?? null, address: request.raw.socket.remoteAddress },
      'Connection cut: its answer was not read',
    )
    response.destroy()
  }

  const look = (answer: OpenAnswer): void => {
    const since = watched.get(answer.response)
    if (since === undefined) {
      watched.set(answer.response, performance.now())
      // The time runs from the last byte that went out, and ends with the answer.
      answer.response.setTimeout(unreadMs, () => cut(answer))
    } else if (since < performance.now() - timesInAll * unreadMs) cut(answer)
  }

  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const sweep = setInterval(() => {
    for (const socket of sockets) {
      const answer = beingSent(socket)
      if (answer !== null) look(answer)
    }
  }, unreadMs / looksInTime)
  sweep.unref()
  app.addHook('onClose', async () => clearInterval(sweep))
}
