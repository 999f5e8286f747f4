import type { Agent } from 'node:http'
import { type Answer, call } from './call.js'
import { migratedDatabase } from './database.js'
import { untilLogged } from './logged-lines.js'
import { type RunningApi, startApi } from './start-api.js'
import { secret, tokenOf } from './tokens.js'

/** A database for APIs that answer with two workers. */
export interface TwoWorkers extends AsyncDisposable {
  /** What such an API is started with. */
  readonly environment: Readonly<Record<string, string>>
  /** Starts one, and waits until both serve. */
  untilServing(options?: Parameters<typeof startApi>[0]): Promise<RunningApi>
}

export const openTwoWorkers = async (): Promise<TwoWorkers> => {
  const database = await migratedDatabase()
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret, WORKERS: '2' }
  return {
    environment,
    untilServing: async (options = {}) => {
      const api = await startApi({ ...options, environment: { ...environment, ...options.environment } })
      await untilLogged(api, /^Server listening/, 2)
      return api
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

/** Who asks them. */
export const token = tokenOf('alice')

/** Creates a task of hers. */
export const create = (address: string, agent?: Agent): Promise<Answer> =>
  call(address, '/api/tasks', { method: 'POST', token, body: { title: 'To a worker' }, agent })
