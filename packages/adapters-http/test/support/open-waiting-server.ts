import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import type { HttpServerOptions } from '../../src/index.js'
import { openServer } from './open-server.js'

/** A server whose list waits to be let go, so that a test can do something meanwhile. */
export const openWaitingServer = async (overrides: Partial<HttpServerOptions> = {}) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: called, resolve: call } = Promise.withResolvers<void>()
  const useCases = taskUseCases(inMemoryPorts())
  const app = await openServer({
    ...overrides,
    useCases: {
      ...useCases,
      listTasks: async (query) => {
        call()
        await released
        return useCases.listTasks(query)
      },
    },
  })
  return { app, called, release }
}
