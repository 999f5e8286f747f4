import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HttpProblemError } from '../problems/http-problem.js'
import { expectationFailed, malformedRequest } from '../problems/http-problems.js'

/** RFC 9112, section 3.2, and RFC 3986, section 3.2.2: a name or an address, and a port; or nothing. */
const host = /^(?:\[[\da-z:.%_~-]+\]|[\da-z._~!$&'()*+,;=%-]*)(?::\d*)?$/i

const hostsIn = (rawHeaders: readonly string[]): number => {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  }
  return hosts
}

/** What is wrong with the form of a request that Node lets through; null: nothing. */
const complaint = ({ raw }: FastifyRequest): string | null => {
  const { httpVersion, headers, rawHeaders } = raw
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 'Send HTTP/1.1.'
  const hosts = hostsIn(rawHeaders)
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return 'Send one Host header.'
  if (!host.test(headers.host ?? '')) return 'The Host header is malformed.'
  const coding = headers['transfer-encoding']
  if (coding === undefined) return null
  // Another server in front may know codings that we do not, or none at all: it would see the body's end elsewhere.
  if (httpVersion === '1.0') return 'HTTP/1.0 has no Transfer-Encoding: send a Content-Length.'
  return coding.toLowerCase() === 'chunked' ? null : 'The only Transfer-Encoding here is chunked.'
}

/**
 * What RFC 9110 and RFC 9112 want refused of a request for its form, and Node does not; null: nothing. Where another server may have read
 * it otherwise, the connection ends with its answer.
 */
export const refusalOfForm = (request: FastifyRequest, reply: FastifyReply): HttpProblemError | null => {
  const detail = complaint(request)
  if (detail !== null) {
    reply.header('connection', 'close')
    return new HttpProblemError(malformedRequest(detail))
  }
  const { expect } = request.headers
  return expect === undefined || expect.toLowerCase() === '100-continue'
    ? null
    : new HttpProblemError(expectationFailed)
}

/** Refuses such requests as others are refused: with a problem, and a line in the log. Register before what answers. */
export const refuseForeignHttp = (app: FastifyInstance): void => {
  // Unasked, Node answers an expectation it does not know by itself, with no body and no line in the log.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  app.addHook('onRequest', (request, reply, done) => done(refusalOfForm(request, reply) ?? undefined))
}
