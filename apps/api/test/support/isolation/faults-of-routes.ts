import { addRoutes, anybodys, documented, idIn, type PlantedFault } from './planted-fault.js'

/** A token of ours has its JSON behind 16 bytes. */
const isOnceGiven = (token: string): boolean => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').subarray(16).toString()) !== null
  } catch {
    return false
  }
}

/** Another wording of the refusal of a token that was given to somebody else. */
const tokenTold = (parameter: string, route: string): PlantedFault => ({
  name: `a ${parameter} of another user’s that is told from a made-up one`,
  routes: new RegExp(`^GET ${route}$`),
  finding: new RegExp(`^GET ${route} with token \\d+ of .* as ${parameter}, about their task: is told from `),
  plant: () => ({
    onServer: (server) => {
      server.addHook('onSend', async (request, reply, payload) => {
        const token = new URL(request.url, 'http://localhost').searchParams.get(parameter) ?? ''
        return reply.statusCode === 422 && typeof payload === 'string' && isOnceGiven(token)
          ? payload.replaceAll('must be', 'must be your own,')
          : payload
      })
    },
  }),
})

/** Mistakes in routes, and in what is answered. */
export const faultsOfRoutes: readonly PlantedFault[] = [
  tokenTold('cursor', '/api/tasks'),
  tokenTold('since', '/api/changes'),
  {
    name: 'a 404 in other words for a task that exists',
    routes: /^DELETE /,
    finding: /^DELETE \/api\/tasks\/:id as the document tells, about their task in the trash: is told from /,
    plant: (right) => ({
      onServer: (server) => {
        server.addHook('onSend', async (request, reply, payload) => {
          const isThere = (await anybodys(right, idIn(request.url))) !== null
          return reply.statusCode === 404 && isThere && typeof payload === 'string'
            ? payload.replaceAll('Task not found', 'Not your task')
            : payload
        })
      },
    }),
  },
  {
    name: 'a HEAD with another header for a task that exists',
    routes: /^HEAD \/api\/tasks\/:id$/,
    finding: /^HEAD \/api\/tasks\/:id as the document tells, about their task: is told from /,
    plant: (right) => ({
      onServer: (server) => {
        server.addHook('onSend', async (request, reply) => {
          if ((await anybodys(right, idIn(request.url))) !== null) reply.header('x-cache', 'hit')
        })
      },
    }),
  },
  {
    name: 'a preflight that knows which tasks there are',
    routes: /^PATCH /,
    finding: /^OPTIONS of PATCH \/api\/tasks\/:id: a task that exists is told from one that does not\.$/,
    plant: (right) => ({
      onServer: (server) => {
        server.addHook('onRequest', async ({ method, url }, reply) => {
          const isThere = (await anybodys(right, idIn(url))) !== null
          if (method === 'OPTIONS' && isThere) reply.header('x-cache', 'hit')
        })
      },
    }),
  },
  {
    name: 'a 404 for a task that is not there before the token is asked for',
    routes: /^PUT /,
    finding: /^PUT \/api\/tasks\/:id with no token: a task that exists is told from one that does not\.$/,
    plant: (right) => ({
      onServer: (server) => {
        server.addHook('onRequest', async ({ url }, reply) => {
          const id = idIn(url)
          if (id !== '' && (await anybodys(right, id)) === null) return reply.code(404).send({})
        })
      },
    }),
  },
  {
    name: 'a new route that asks for no token',
    routes: /peek$/,
    finding: /^GET \/api\/tasks\/:id\/peek with no token: is answered 200, not 401\.$/,
    plant: (right) => ({
      onServer: addRoutes(({ all }) => {
        all.get('/api/tasks/:id/peek', { schema: documented }, async ({ url }) => ({
          isThere: (await anybodys(right, idIn(url))) !== null,
        }))
      }),
    }),
  },
  {
    name: 'a new route that counts everybody’s tasks',
    routes: /summary$/,
    finding: /^GET \/api\/summary shows that bob does something:/,
    plant: ({ tasks, owners }) => ({
      onServer: addRoutes(({ api }) => {
        api.get('/summary', { schema: documented }, async () => {
          const all = await Promise.all(
            [...owners].map((ownerId) => tasks.changes({ ownerId, afterVersion: 0, limit: 1_000 })),
          )
          return { count: all.flatMap((changed) => changed.tasks).length }
        })
      }),
    }),
  },
  {
    name: 'a new route that believes the user in its path',
    routes: /titles/,
    finding: /^GET \/api\/:userId\/titles\/:id in the name of its owner, about their task: is told from /,
    plant: ({ tasks }) => ({
      onServer: addRoutes(({ api }) => {
        api.get<{ Params: { userId: string; id: string } }>(
          '/:userId/titles/:id',
          { schema: documented },
          async ({ params }, reply) => {
            const { tasks: found } = await tasks.changes({
              ownerId: params.userId,
              afterVersion: 0,
              limit: 1_000,
            })
            const task = found.find(({ id }) => id === params.id)
            return task === undefined ? reply.code(404).send({}) : { title: task.title }
          },
        )
      }),
    }),
  },
  {
    name: 'a second face that looks for the task before it compares the user in the path',
    routes: /^PUT \/api\/:userId/,
    finding: /^PUT \/api\/:userId\/tasks\/:id in the name of its owner, about their task: is told from /,
    plant: (right) => ({
      onServer: (server) => {
        server.addHook('onSend', async ({ url }, reply) => {
          const id = /^\/api\/[^/]+\/tasks\/([^/?]+)/.exec(url)?.[1] ?? ''
          if (reply.statusCode === 403 && (await anybodys(right, id)) === null) reply.code(404)
        })
      },
    }),
  },
  {
    name: 'a second face that reads the id before it compares the user in the path',
    routes: /^DELETE \/api\/:userId/,
    finding:
      /^DELETE \/api\/:userId\/tasks\/:id in the name of its owner, with an id that is none, about their task: is answered 404, not 403\.$/,
    plant: () => ({
      onServer: (server) => {
        server.addHook('onSend', async ({ url }, reply) => {
          if (reply.statusCode === 403 && url.endsWith('/no-uuid')) reply.code(404)
        })
      },
    }),
  },
  {
    name: 'a toggle that forgets the owner',
    routes: /\/complete$/,
    finding:
      /^PATCH \/api\/:userId\/tasks\/:id\/complete about their task: what bob has is not what it was\.$/,
    plant: (right) => ({
      useCases: {
        updateTask: async ({ key, ...command }) => {
          const task = await anybodys(right, key.taskId, key.ownerId)
          return right.useCases.updateTask({
            key: { ...key, ownerId: task?.userId ?? key.ownerId },
            ...command,
          })
        },
      },
    }),
  },
  {
    name: 'a new route whose path parameter nobody has explained',
    routes: /listId/,
    finding:
      /^GET \/api\/lists\/:listId has the path parameter "listId", and the isolation matrix does not know /,
    plant: () => ({
      onServer: addRoutes(({ api }) => {
        api.get('/lists/:listId', { schema: documented }, async () => ({}))
      }),
    }),
  },
  {
    name: 'a new route that the document hides',
    routes: /hidden/,
    finding: /^GET \/api\/hidden is not in \/openapi\.json, /,
    plant: () => ({
      onServer: addRoutes(({ api }) => {
        api.get('/hidden', { schema: { hide: true } }, async () => ({}))
      }),
    }),
  },
  {
    name: 'a new route whose body has no example',
    routes: /bare/,
    finding: /^POST \/api\/bare takes a body: give its schema an example\.$/,
    plant: () => ({
      onServer: addRoutes(({ api }) => {
        api.post('/bare', { schema: { ...documented, body: { type: 'object' } } }, async () => ({}))
      }),
    }),
  },
  {
    name: 'metrics that name users',
    routes: /metrics/,
    finding: /^GET \/metrics without a token: names bob\.$/,
    plant: ({ owners }) => ({
      onServer: addRoutes(({ all }) => {
        all.get('/metrics', async () => [...owners].map((owner) => `tasks{owner="${owner}"} 1`).join('\n'))
      }),
    }),
  },
]
