import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HttpProblemError } from '../problems/http-problem.js'
import { malformedRequest, unsupportedMediaType } from '../problems/http-problems.js'
import { undecodable } from './query-string.js'

/** Whether a media type names UTF-8 as its charset, or none. */
const isUtf8 = (type: string): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1]?.toLowerCase()
  return /^utf-?8$/.test(charset ?? 'utf-8')
}

const isPlainUtf8 = ({ headers }: FastifyRequest): boolean => {
  const { 'content-encoding': encoding = 'identity', 'content-type': type } = headers
  return encoding.toLowerCase() === 'identity' && (type === undefined || isUtf8(type))
}

/** Whether a body would be looked at: that of a request which only reads is passed over, whatever it is. */
const hasReadBody = ({ method }: FastifyRequest): boolean => method !== 'GET' && method !== 'HEAD'

/** Only JSON in UTF-8, not compressed, and a URL whose query can be decoded; asked once it is settled that this caller may ask here. */
export const refuseForeignForms = (app: FastifyInstance): void => {
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    if (hasReadBody(request) && !isPlainUtf8(request)) return done(new HttpProblemError(unsupportedMediaType))
    const { query } = request
    if (typeof query === 'object' && query !== null && undecodable in query) {
      return done(new HttpProblemError(malformedRequest('The URL is malformed.')))
    }
    done()
  })
}
