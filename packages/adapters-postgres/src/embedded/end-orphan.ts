import { resolve } from 'node:path'
import type { Log } from '../log.js'
import { findBinaries } from './binaries.js'
import { openCluster } from './cluster.js'
import { readPostmasterPid } from './postmaster-pid.js'
import { endServer, isAlive } from './process-end.js'
import { lockKey, openSession } from './session.js'

/**
 * Only looks: whoever took the lock for a moment would turn away a process that is just starting.
 * @throws {Error} of pg, when the server is ending already
 */
const hasOwner = async (password: string, port: number): Promise<boolean> => {
  const session = await openSession({ password }, port)
  try {
    const held = await session.query(
      `select from pg_locks where locktype = 'advisory' and objsubid = 1
        and (classid::bigint << 32) | objid::bigint = $1::bigint`,
      [lockKey],
    )
    return held.length > 0
  } finally {
    await session.end()
  }
}

/**
 * Ends the server that a killed process has left behind in its directory, for those that it had started and that outlive it.
 * Leaves alone a server that has an owner. Never rejects: the next start ends what is left.
 */
export const endOrphanedServer = async ({
  directory,
  log,
}: {
  readonly directory: string
  readonly log: Log
}): Promise<void> => {
  try {
    const cluster = await openCluster(resolve(directory), await findBinaries(), AbortSignal.abort())
    const file = await readPostmasterPid(cluster.data)
    if (file === null || file.pid === null || file.port === null) return
    const { pid, port } = file
    if (await hasOwner(cluster.password, port)) return
    log.warn({ directory: cluster.directory, pid }, 'Stopping the PostgreSQL server: its owner was killed')
    const isGone = async () => !isAlive(pid) || (await readPostmasterPid(cluster.data))?.pid !== pid
    await endServer(pid, isGone, cluster.binaries.pgCtl)
  } catch (error) {
    log.info(
      { reason: error instanceof Error ? error.message : String(error) },
      'The PostgreSQL server of the killed process is ending already, or cannot be ended',
    )
  }
}
