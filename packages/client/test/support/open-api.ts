import type { TestContext } from 'node:test'
import { createHttpServer, type HttpServerOptions } from '@taskport/adapters-http'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

/** The real HTTP adapter on a hexagon in memory, on a free port until the test ends. The token `alice` names the user alice. */
export const openApi = async (
  test: TestContext,
  overrides: Partial<HttpServerOptions> = {},
): Promise<string> => {
  const server = await createHttpServer({
    useCases: taskUseCases(inMemoryPorts()),
    authenticate: (token) =>
      /^[a-z]+$/.test(token)
        ? { outcome: 'accepted', userId: token }
        : { outcome: 'refused', reason: 'not-small-letters' },
    tokenKeys: [new Uint8Array(32).fill(7)],
    ping: async () => {},
    allowedOrigins: [],
    ...overrides,
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  test.after(() => {
    server.server.closeAllConnections()
    return server.close()
  })
  return url
}
