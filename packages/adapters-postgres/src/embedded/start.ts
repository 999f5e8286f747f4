import { resolve } from 'node:path'
import type { Log } from '../log.js'
import { findBinaries } from './binaries.js'
import { openCluster, role } from './cluster.js'
import { database, launch } from './launch.js'
import { supervise } from './supervise.js'

/** A PostgreSQL server of our own, running as a child process. */
export interface EmbeddedPostgres {
  /**
   * URL of the database `taskport`, on 127.0.0.1, with its password; stays the same until stop(), also when the server
   * had to be restarted.
   */
  readonly url: string
  /** Where PostgreSQL keeps its files: absolute; the database in `postgres`, its log in `postgres.log`. */
  readonly directory: string
  /** Stops the server (fast shutdown), waits until it is gone. Idempotent. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Made when missing, with everything in it readable by its owner only. */
  readonly directory: string
  readonly log: Log
  /** Further server settings, e.g. { fsync: 'off' } for tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Ends the start: it then rejects with an AbortError, and nothing is left running. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Starts a PostgreSQL server whose data is kept in a directory, and keeps it running: one that was killed is started
 * again, one that an earlier process left behind is stopped first. Takes about a second the first time.
 * @throws {DataDirectoryInUse} when another living process has its database there
 * @throws {Error} saying what to do
 */
export const startEmbeddedPostgres = async ({
  directory,
  log,
  settings = {},
  signal = new AbortController().signal,
}: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  signal.throwIfAborted()
  const cluster = await openCluster(resolve(directory), await findBinaries(), signal)
  const owned = await launch({ cluster, log, settings, port: null, signal })
  const stopping = new AbortController()
  const options = { cluster, log, settings, signal: stopping.signal }
  const { port, pid } = owned.server
  log.info({ directory: cluster.directory, port, pid }, 'The embedded PostgreSQL server is ready')
  const supervision = supervise(owned, options)
  return {
    url: `postgres://${role}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${database}`,
    directory: cluster.directory,
    stop: () => {
      stopping.abort()
      return supervision
    },
  }
}
