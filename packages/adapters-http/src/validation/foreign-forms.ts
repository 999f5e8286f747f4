import type { FastifyInstance } from 'fastify'
import { HttpProblemError } from '../problems/http-problem.js'
import { malformedRequest, unsupportedMediaType } from '../problems/http-problems.js'
import { undecodable } from './query-string.js'

/** Only JSON in UTF-8, not compressed, and a URL whose query can be decoded; asked once it is settled that this caller may ask here. */
export const refuseForeignForms = (app: FastifyInstance): void => {
  app.addHook('preParsing', async ({ headers, query }) => {
    const { 'content-encoding': encoding, 'content-type': type } = headers
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type ?? '')?.[1]?.toLowerCase()
    if ((encoding ?? 'identity') !== 'identity' || !/^utf-?8$/.test(charset ?? 'utf-8')) {
      throw new HttpProblemError(unsupportedMediaType)
    }
    if (typeof query === 'object' && query !== null && undecodable in query) {
      throw new HttpProblemError(malformedRequest('The URL is malformed.'))
    }
  })
}
