import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError } from 'pg'
import type { Log } from '../log.js'
import { claimDirectory } from './claim.js'
import type { Cluster } from './cluster.js'
import { DataDirectoryInUse } from './data-directory-in-use.js'
import { freePort } from './free-port.js'
import { type Server, ServerDidNotStart, startServer } from './server.js'
import { openSession, type Session } from './session.js'

/** The database in the embedded server that is ours. */
export const database = 'taskport'

/** A server that is ours by the lock that the session holds. */
export interface OwnedServer {
  readonly server: Server
  readonly session: Session
}

export interface LaunchOptions {
  readonly cluster: Cluster
  readonly log: Log
  readonly settings: Readonly<Record<string, string>>
  /** Null: a free one is found. */
  readonly port: number | null
  /** Ends the attempt, and the server that it started. */
  readonly signal: AbortSignal
}

const patienceMs = 30_000

/**
 * A session that holds the lock on a running server.
 * @throws {DataDirectoryInUse} when another process holds it
 */
export const takeLock = async (cluster: Cluster, port: number): Promise<Session> => {
  const session = await openSession(cluster, port)
  try {
    if (await session.tryLock()) return session
  } catch (error) {
    await session.end()
    throw error
  }
  await session.end()
  throw new DataDirectoryInUse(cluster.directory)
}

const makeDatabase = async (session: Session): Promise<void> => {
  const found = await session.query('select from pg_database where datname = $1', [database])
  if (found.length === 0) await session.query(`create database ${database}`)
}

const own = async (cluster: Cluster, server: Server, signal: AbortSignal): Promise<OwnedServer> => {
  let session: Session | null = null
  try {
    session = await takeLock(cluster, server.port)
    await makeDatabase(session)
    signal.throwIfAborted()
    return { server, session }
  } catch (error) {
    await session?.end()
    // Whoever holds the lock took our server for an orphan in the moment before it was locked, and is stopping it.
    if (error instanceof DataDirectoryInUse) throw error
    await server.stop()
    signal.throwIfAborted()
    // A process that took it for an orphan may also be quicker than our connection: then we look again.
    const refused = error instanceof DatabaseError && !error.code?.startsWith('57')
    if (!refused) throw new ServerDidNotStart(`PostgreSQL ended at its start: ${error}`, true)
    throw error
  }
}

/**
 * Starts a server on the data directory and makes it ours, trying again for 30 s what may pass: the last processes of a
 * killed server, a port taken in the last moment, another process at the same place in the same instant.
 * @throws {DataDirectoryInUse} when another living process has a server there
 * @throws {Error} quoting PostgreSQL's own last words
 */
export const launch = async ({
  cluster,
  log,
  settings,
  port,
  signal,
}: LaunchOptions): Promise<OwnedServer> => {
  const until = Date.now() + patienceMs
  for (;;) {
    signal.throwIfAborted()
    await claimDirectory(cluster, log, until, signal)
    try {
      return await own(
        cluster,
        await startServer(cluster, port ?? (await freePort()), settings, signal),
        signal,
      )
    } catch (error) {
      if (!(error instanceof ServerDidNotStart && error.passing) || Date.now() > until) throw error
    }
    await sleep(100 + Math.random() * 200, undefined, { signal })
  }
}
