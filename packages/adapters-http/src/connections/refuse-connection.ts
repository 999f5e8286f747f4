import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { HttpMeter } from '../observation/http-meter.js'
import type { HttpProblem } from '../problems/http-problem.js'
import { headersTooLarge, malformedRequest, requestTimeout } from '../problems/http-problems.js'
import { problemBody } from '../problems/problem-reply.js'
import { securityHeaders } from '../security-headers.js'
import type { OpenAnswers } from './open-answers.js'

/** A caller that takes this server for a proxy. */
const connectMethod = 'CONNECT'

const problems: Readonly<Record<string, HttpProblem>> = {
  [connectMethod]: malformedRequest('This server is no proxy.'),
  HPE_HEADER_OVERFLOW: headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
}

const statusLines: Readonly<Record<number, string>> = {
  400: '400 Bad Request',
  408: '408 Request Timeout',
  431: '431 Request Header Fields Too Large',
}

/** Bytes behind a request that said it would be the last: they are nobody's, and passed over (RFC 9112, section 9.6). */
const behindTheLast = 'HPE_CLOSED_CONNECTION'

/** The caller has left, or will say no more, in the middle of a request. */
const endedTooSoon = 'HPE_INVALID_EOF_STATE'

const bareAnswer = (problem: HttpProblem, requestId: string): string => {
  const body = JSON.stringify(problemBody(problem, requestId))
  return [
    `HTTP/1.1 ${statusLines[problem.status]}`,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
    ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

type Refuse = (error: { readonly code?: string }, socket: Socket) => void

/**
 * Closes connections on which comes what is no HTTP, or came too slowly to become a request: answers it on the bare socket, behind
 * the answers that were owed before, and leaves a line in the log. Where that request has had its answer, as one without a token
 * whose body goes wrong, there is no second one.
 */
export const refuseConnections = (
  answers: OpenAnswers,
  meter: HttpMeter,
  log: () => FastifyBaseLogger,
): Refuse => {
  const refused = new WeakSet<Socket>()

  const close = (socket: Socket, reason: string): void => {
    if (socket.destroyed) return
    const arriving = answers.arriving(socket)
    const requestId = arriving?.requestId ?? randomUUID()
    const isSilent = reason === behindTheLast || arriving?.isAnswered === true
    const problem = problems[reason] ?? malformedRequest('This is not a valid HTTP request.')
    if (!isSilent && socket.writable) socket.write(bareAnswer(problem, requestId))
    const isNothingNew =
      reason === behindTheLast ||
      // Such a request leaves a line of its own.
      (reason === endedTooSoon && arriving !== null) ||
      // Browsers open connections in advance, and may never use them.
      socket.bytesRead === 0
    if (!isNothingNew) meter.connectionRefused(problem.status)
    log()[isNothingNew ? 'debug' : 'info'](
      { requestId, reason, status: isSilent ? null : problem.status, address: socket.remoteAddress },
      'Connection closed: what came on it is no HTTP request',
    )
    socket.destroySoon()
  }

  return ({ code = 'unknown' }, socket) => {
    // What comes behind the first error is part of it.
    if (code === 'ECONNRESET' || socket.destroyed || refused.has(socket)) return
    refused.add(socket)
    answers.settled(socket).then(() => close(socket, code))
  }
}

/** Node would close the connection without a word. */
export const refuseConnect = (app: FastifyInstance, refuse: Refuse): void => {
  app.server.on('connect', ({ socket }) => {
    // Node has let go of the socket, and nobody else hears of its errors.
    socket.on('error', () => socket.destroy())
    refuse({ code: connectMethod }, socket)
  })
}
