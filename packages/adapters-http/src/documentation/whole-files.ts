import type { FastifyInstance } from 'fastify'
import { HttpProblemError } from '../problems/http-problem.js'
import { malformedRequest } from '../problems/http-problems.js'

/** Of one that fails, what sends the files makes an error that looks like a fault of ours. */
const foreignConditions = { 'if-match': 'If-Match', 'if-unmodified-since': 'If-Unmodified-Since' } as const

/**
 * Sends whole what is read here, as a server may whatever part is asked for (RFC 9110, section 14.2), and refuses the conditions that
 * reads do not have. Register before the routes.
 */
export const sendWholeFiles = (app: FastifyInstance): void => {
  app.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    delete headers.range
    for (const [name, title] of Object.entries(foreignConditions)) {
      if (headers[name] === undefined) continue
      const detail = `${title} is not for this request: for reading, use If-None-Match.`
      return done(new HttpProblemError(malformedRequest(detail)))
    }
    done()
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (reply.hasHeader('accept-ranges')) reply.header('accept-ranges', 'none')
    done()
  })
}
