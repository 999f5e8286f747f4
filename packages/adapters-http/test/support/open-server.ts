import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import type { FastifyInstance } from 'fastify'
import { type Authenticate, createHttpServer, type HttpServerOptions } from '../../src/index.js'

/** Takes a token of small letters for the name of its bearer. */
export const trustingAuthenticate: Authenticate = (token) =>
  /^[a-z]+$/.test(token)
    ? { outcome: 'accepted', userId: token }
    : { outcome: 'refused', reason: 'not-small-letters' }

/** A server on a hexagon of its own in memory, where `Authorization: Bearer alice` means the user alice. */
export const openServer = (overrides: Partial<HttpServerOptions> = {}): Promise<FastifyInstance> =>
  createHttpServer({
    useCases: taskUseCases(inMemoryPorts()),
    authenticate: trustingAuthenticate,
    tokenKeys: [new Uint8Array(32).fill(7)],
    ping: async () => {},
    allowedOrigins: [],
    ...overrides,
  })
