import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { HttpServerOptions } from '../http-server-options.js'
import type { HttpMeter } from '../observation/http-meter.js'
import { opaqueTokens } from '../opaque/opaque-tokens.js'
import { requireOwner } from '../owner.js'
import type { LimitHook } from '../rate-limits/rate-limits.js'
import { secondFace } from '../second-face/second-face.js'
import { refuseForeignForms } from '../validation/foreign-forms.js'
import { allTasksRoutes } from './all-tasks-routes.js'
import { changesRoutes } from './changes-routes.js'
import { oneTaskRoutes } from './one-task-routes.js'

const noQuery = Type.Object({}, { additionalProperties: false })

/** What one user is answered is for that user alone: no shared cache keeps it, and no browser shows it to the next user. */
const keepAnswersPrivate = (app: FastifyInstance): void => {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'private, no-cache').header('vary', 'Origin, Authorization')
    done()
  })
}

/** What a user's token opens: who asks is settled before anything of the request is read. */
export const apiRoutes =
  (
    { useCases, authenticate, tokenKeys }: Pick<HttpServerOptions, 'useCases' | 'authenticate' | 'tokenKeys'>,
    limitUser: LimitHook | null,
    meter: HttpMeter,
  ): FastifyPluginAsync =>
  async (api) => {
    const tokens = opaqueTokens(tokenKeys)
    keepAnswersPrivate(api)
    api.addHook('onRequest', requireOwner(authenticate, meter))
    if (limitUser !== null) api.addHook('onRequest', limitUser)
    refuseForeignForms(api)
    api.addHook('onRoute', (route) => {
      route.schema = { querystring: noQuery, ...route.schema }
    })
    await api.register(allTasksRoutes(useCases, tokens))
    await api.register(oneTaskRoutes(useCases))
    await api.register(changesRoutes(useCases, tokens))
    await api.register(secondFace(useCases), { prefix: '/:userId' })
  }
