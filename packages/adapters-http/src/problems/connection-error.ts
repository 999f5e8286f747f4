import type { Socket } from 'node:net'
import type { HttpProblem } from './http-problem.js'
import { headersTooLarge, malformedRequest, requestTimeout } from './http-problems.js'
import { problemBody } from './problem-reply.js'

const reasons: Readonly<Record<string, HttpProblem>> = {
  HPE_HEADER_OVERFLOW: headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
}

const statusLines: Readonly<Record<number, string>> = {
  400: '400 Bad Request',
  408: '408 Request Timeout',
  431: '431 Request Header Fields Too Large',
}

/**
 * Answers what is not HTTP, or came too slowly to become a request, on its bare socket and closes it. Such a request never
 * had an id.
 */
export const answerConnectionError = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const problem = reasons[error.code ?? ''] ?? malformedRequest('This is not a valid HTTP request.')
  const body = JSON.stringify(problemBody(problem, ''))
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${statusLines[problem.status]}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  }
  socket.destroySoon()
}
