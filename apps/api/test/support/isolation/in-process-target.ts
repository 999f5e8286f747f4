import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createHttpServer, type HttpServerOptions } from '@taskport/adapters-http'
import { recordRoutes, watchServers } from '@taskport/adapters-http/testing'
import { createAuthenticator, sharedSecret } from '@taskport/auth'
import { limits, type TaskRepository, type TaskUseCases, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { secret } from '../tokens.js'
import type { Target } from './target.js'

type Authenticate = HttpServerOptions['authenticate']

/** A server as it is made, before anything is registered on it. */
export type Server = Awaited<ReturnType<typeof createHttpServer>>

/** The right parts of an API, for faults to be made of. */
export interface RightParts {
  readonly tasks: TaskRepository
  readonly useCases: TaskUseCases
  readonly authenticate: Authenticate
  /** Everybody who has created something so far. */
  readonly owners: ReadonlySet<string>
}

/** What stands in the place of right parts. */
export interface PlantedParts {
  readonly tasks?: Partial<TaskRepository>
  readonly useCases?: Partial<TaskUseCases>
  readonly authenticate?: Authenticate
  readonly onServer?: (server: Server) => void
}

/** Of a store that has no rows to look at: all that an owner has there, and the owner's counter. */
const digestIn =
  (tasks: TaskRepository) =>
  async (ownerId: string): Promise<string> => {
    const all = await tasks.changes({ ownerId, afterVersion: 0, limit: limits.pageSize.max })
    return createHash('sha256').update(JSON.stringify(all)).digest('hex')
  }

export interface InProcessOptions {
  /** Absent: an empty one in memory. */
  readonly tasks?: TaskRepository
  /** Absent: what the repository, which is right, says of a user. */
  readonly digestOf?: Target['digestOf']
  /** Absent: nothing is planted. */
  readonly plant?: (right: RightParts) => PlantedParts
}

/** The API's HTTP server in this process, on a port of its own. */
export const openInProcess = async ({
  tasks = inMemoryPorts().tasks,
  digestOf = digestIn(tasks),
  plant = () => ({}),
}: InProcessOptions = {}): Promise<Target & AsyncDisposable> => {
  const owners = new Set<string>()
  const rightTasks: TaskRepository = {
    ...tasks,
    insert: (task) => {
      owners.add(task.userId)
      return tasks.insert(task)
    },
  }
  const authenticate = createAuthenticator({
    keys: [sharedSecret(secret)],
    subjectMaxLength: limits.ownerIdLength.max,
  })
  const { now, newTaskId } = inMemoryPorts()
  const join = (joined: TaskRepository) => taskUseCases({ tasks: joined, now, newTaskId })
  const planted = plant({ tasks: rightTasks, useCases: join(rightTasks), authenticate, owners })
  const stopWatching = watchServers((server) => planted.onServer?.(server))
  try {
    const { app, routes } = await recordRoutes(() =>
      createHttpServer({
        useCases: { ...join({ ...rightTasks, ...planted.tasks }), ...planted.useCases },
        authenticate: planted.authenticate ?? authenticate,
        tokenKeys: [new Uint8Array(32).fill(7)],
        ping: async () => {},
        allowedOrigins: [],
      }),
    )
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    return {
      address,
      routes,
      digestOf,
      // Not `app.close()`, which takes its leave of clients for a while.
      [Symbol.asyncDispose]: async () => {
        const closed = once(app.server, 'close')
        app.server.close()
        app.server.closeAllConnections()
        await closed
      },
    }
  } finally {
    stopWatching()
  }
}
