import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify'
import { answerError } from '../../src/problems/error-handler.js'

/** Fastify with our answers to errors and nothing else of ours, for what needs real requests but no whole server. */
export const bareApp = (loggerInstance?: FastifyBaseLogger): FastifyInstance => {
  const app: FastifyInstance = fastify({
    ...(loggerInstance === undefined ? {} : { loggerInstance }),
    genReqId: () => '00000000-0000-4000-8000-000000000000',
  })
  app.setErrorHandler(answerError)
  app.decorateRequest('ownerId', null)
  return app
}
