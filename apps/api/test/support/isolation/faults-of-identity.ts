import type { HttpServerOptions } from '@taskport/adapters-http'
import type { PlantedFault } from './planted-fault.js'

type Authenticate = HttpServerOptions['authenticate']

const misreading =
  (authenticate: Authenticate, read: (userId: string) => string): Authenticate =>
  async (token) => {
    const authentication = await authenticate(token)
    return authentication.outcome === 'accepted'
      ? { ...authentication, userId: read(authentication.userId) }
      : authentication
  }

const misread = (
  name: string,
  between: readonly [string, string],
  read: (userId: string) => string,
): PlantedFault => ({
  name: `users who are ${name}`,
  between,
  routes: /^GET \/api\/tasks\/:id$/,
  finding: /^GET \/api\/tasks\/:id as the document tells, about their task: is told from /,
  plant: ({ authenticate }) => ({ authenticate: misreading(authenticate, read) }),
})

/** Mistakes in who calls. */
export const faultsOfIdentity: readonly PlantedFault[] = [
  misread('told apart whatever their case', ['zoe', 'Zoe'], (userId) => userId.toLowerCase()),
  misread('told apart after normalisation', ['Ren\u00E9', 'Rene\u0301'], (userId) => userId.normalize()),
  misread('told apart by what can be seen', ['eve', 'eve\u200B'], (userId) =>
    userId.replaceAll('\u200B', ''),
  ),
  misread('told apart by their first letters', ['ann', 'ann-marie'], (userId) => userId.slice(0, 3)),
  {
    name: 'a caller who is whom a header names',
    routes: /^GET \/api\/tasks\/:id$/,
    finding: /^GET \/api\/tasks\/:id with the owner as X-User-Id, about their task: is told from /,
    plant: () => ({
      onServer: (server) => {
        server.addHook('preValidation', async (request) => {
          const name = request.headers['x-user-id']
          if (typeof name === 'string') request.ownerId = decodeURIComponent(name)
        })
      },
    }),
  },
  {
    name: 'an owner that the query names',
    routes: /^GET \/api\/tasks$/,
    finding: /^GET \/api\/tasks with the owner as user_id, about their task: shows a title of bob\.$/,
    plant: () => ({
      onServer: (server) => {
        server.addHook('preValidation', async (request) => {
          const { query } = request
          if (typeof query !== 'object' || query === null || !('user_id' in query)) return
          request.ownerId = String(query.user_id)
          delete query.user_id
        })
      },
    }),
  },
  {
    name: 'an owner that the body names',
    routes: /^PUT /,
    finding: /^PUT \/api\/tasks\/:id with ownerId in the body, about their task: is told from /,
    plant: () => ({
      onServer: (server) => {
        server.addHook('preValidation', async (request) => {
          const { body } = request
          if (typeof body !== 'object' || body === null || !('ownerId' in body)) return
          request.ownerId = String(body.ownerId)
          delete body.ownerId
        })
      },
    }),
  },
]
