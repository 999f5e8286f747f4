import type { TaskUseCases } from '@taskport/domain'
import type { FastifyPluginAsync } from 'fastify'
import { errorHandler } from '../problems/error-handler.js'
import { detailSchema, sendDetail } from './detail.js'
import { requireOwnPath } from './own-path.js'
import { plainTaskSchema } from './plain-task.js'
import { plainTaskRoutes } from './plain-task-routes.js'
import { plainTasksRoutes } from './plain-tasks-routes.js'

/**
 * The same use cases once more, for frontends that were written for backends of another kind: the user's id in the path, tasks in
 * snake_case without an envelope, errors as `{ "detail": "…" }`. Register under a prefix that ends with `/:userId`, where tokens are
 * required.
 */
export const secondFace =
  (useCases: TaskUseCases): FastifyPluginAsync =>
  async (face) => {
    face.setErrorHandler(errorHandler(sendDetail))
    face.addHook('onRequest', requireOwnPath)
    face.addSchema(plainTaskSchema)
    face.addSchema(detailSchema)
    await face.register(plainTasksRoutes(useCases))
    await face.register(plainTaskRoutes(useCases))
  }
