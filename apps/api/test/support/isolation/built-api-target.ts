import { openSql } from '@taskport/adapters-postgres/testing'
import { entry } from '../api-process.js'
import { at } from '../at.js'
import { migratedDatabase } from '../database.js'
import { startApi } from '../start-api.js'
import { secret } from '../tokens.js'
import { storedDigest } from './stored-digest.js'
import type { Target } from './target.js'

const announceRoutes = new URL('./announce-routes.js', import.meta.url).href

/** The built API as a process of its own, on a database of its own. */
export const startBuiltApi = async (): Promise<Target & AsyncDisposable> => {
  await using opened = new AsyncDisposableStack()
  const database = opened.use(await migratedDatabase())
  const connection = opened.use(await openSql(database.url))
  const api = opened.use(
    await startApi({
      environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret, LOG_LEVEL: 'info' },
      command: [process.execPath, '--import', announceRoutes, entry],
    }),
  )
  const routes = api.log().flatMap((line) => {
    const route = at(line, 'registeredRoute')
    return typeof route === 'string' ? [route] : []
  })
  const closing = opened.move()
  return {
    address: api.address,
    routes: [...new Set(routes)],
    digestOf: (userId) => storedDigest(connection, userId),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}
