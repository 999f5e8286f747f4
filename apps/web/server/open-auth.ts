import type { RequestListener } from 'node:http'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { toNodeHandler } from 'better-auth/node'
import { jwt } from 'better-auth/plugins/jwt'
import pg from 'pg'
import { authDatabase, migrateAuth } from './auth-schema.js'
import { ownOrigins } from './own-origins.js'
import type { Settings } from './settings.js'

/** Better Auth on PostgreSQL, ready to answer under `/api/auth`. */
export interface Auth {
  readonly handle: RequestListener
  /** Whether the database answers. */
  isReady(): Promise<boolean>
  close(): Promise<void>
}

const mostConnections = 5

/** Opens Better Auth: e-mail and password, and its JWT plugin as it comes (EdDSA, 15 minutes, keys at `/api/auth/jwks`). */
export const openAuth = async ({ databaseUrl, baseUrl, secret }: Settings): Promise<Auth> => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: mostConnections })
  // An idle connection that the server ends is no reason to end: the next query opens another.
  pool.on('error', () => {})
  const options = {
    appName: 'Taskport',
    baseURL: baseUrl,
    secret,
    database: authDatabase(pool),
    trustedOrigins: [...ownOrigins(baseUrl)],
    emailAndPassword: { enabled: true },
    plugins: [jwt()],
    telemetry: { enabled: false },
  } satisfies BetterAuthOptions
  await migrateAuth(databaseUrl, options)
  const auth = betterAuth(options)
  return {
    handle: toNodeHandler(auth),
    isReady: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  }
}
