import type { FastifyInstance } from 'fastify'
import { HttpProblemError } from '../problems/http-problem.js'
import { malformedRequest, unsupportedMediaType } from '../problems/http-problems.js'
import { undecodable } from './query-string.js'

/** Whether a media type names UTF-8 as its charset, or none. */
const isUtf8 = (type: string): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1]?.toLowerCase()
  return /^utf-?8$/.test(charset ?? 'utf-8')
}

/** Only JSON in UTF-8, not compressed, and a URL whose query can be decoded; asked once it is settled that this caller may ask here. */
export const refuseForeignForms = (app: FastifyInstance): void => {
  app.addHook('preParsing', ({ headers, query }, _reply, _payload, done) => {
    const { 'content-encoding': encoding = 'identity', 'content-type': type } = headers
    if (encoding !== 'identity' || (type !== undefined && !isUtf8(type))) {
      return done(new HttpProblemError(unsupportedMediaType))
    }
    if (typeof query === 'object' && query !== null && undecodable in query) {
      return done(new HttpProblemError(malformedRequest('The URL is malformed.')))
    }
    done()
  })
}
