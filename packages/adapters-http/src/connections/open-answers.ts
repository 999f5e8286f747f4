import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** A request whose body has not come to its end. */
export interface ArrivingRequest {
  readonly requestId: string
  /** Whether it has been answered all the same, as one without a token is. */
  readonly isAnswered: boolean
}

/** A request, and its answer that is not out yet. */
export interface OpenAnswer {
  readonly request: FastifyRequest
  readonly response: ServerResponse
}

/** What has been asked on a connection, and not been answered yet. */
export interface OpenAnswers {
  /** For every request that has become one. Returns the answer that its own has to wait for, if there is one. */
  note(request: FastifyRequest, reply: FastifyReply): ServerResponse | null
  /**
   * Waits for the answers to what has arrived in whole on the connection, so that nothing is said before them. What is arriving still is
   * waited for only if its answer has begun.
   */
  settled(socket: Socket): Promise<void>
  /** Null when what came last is there in whole, or nothing came. */
  arriving(socket: Socket): ArrivingRequest | null
  /** The answer whose turn it is, once it has begun to be sent; null: there is none. */
  beingSent(socket: Socket): OpenAnswer | null
}

interface Connection {
  /** In the order of their requests: one, but for a client that does not wait for its answers. */
  readonly open: OpenAnswer[]
  /** What came last, as long as it or its answer is under way. */
  last: OpenAnswer | null
}

const hasArrived = ({ req }: ServerResponse): boolean => req.complete

export const openAnswers = (): OpenAnswers => {
  const connections = new WeakMap<Socket, Connection>()

  const connectionOf = (socket: Socket): Connection => {
    const known = connections.get(socket)
    if (known !== undefined) return known
    const connection: Connection = { open: [], last: null }
    connections.set(socket, connection)
    return connection
  }

  return {
    note: (request, { raw: response }) => {
      const connection = connectionOf(request.raw.socket)
      const { open, last } = connection
      const before = last !== null && open.includes(last) ? last.response : null
      const answer = { request, response }
      connection.last = answer
      open.push(answer)
      // It comes once, so `once` would only cost more.
      response.on('close', () => {
        open.splice(open.indexOf(answer), 1)
        if (connection.last === answer && hasArrived(response)) connection.last = null
      })
      return before
    },
    settled: async (socket) => {
      const waited = [...(connections.get(socket)?.open ?? [])].filter(
        ({ response }) => hasArrived(response) || response.headersSent,
      )
      await Promise.all(
        waited.map(({ response }) => new Promise<void>((resolve) => response.once('close', resolve))),
      )
    },
    arriving: (socket) => {
      const last = connections.get(socket)?.last ?? null
      if (last === null || hasArrived(last.response)) return null
      return { requestId: last.request.id, isAnswered: last.response.headersSent }
    },
    beingSent: (socket) => {
      const first = connections.get(socket)?.open[0]
      return first?.response.headersSent ? first : null
    },
  }
}

/**
 * Takes the requests of one connection one after the other, as HTTP answers them: a packet holds hundreds, and who sends them need not
 * read what all of them together would keep in memory. Register first.
 */
export const takeTurns = (app: FastifyInstance, { note }: OpenAnswers): void => {
  app.addHook('onRequest', (request, reply, done) => {
    const before = note(request, reply)
    if (before === null) return done()
    before.once('close', () => {
      // What stands behind an answer that was cut, or that ended the connection, is not carried out: nobody would hear of it.
      if (request.raw.socket.writable) done()
    })
  })
}
