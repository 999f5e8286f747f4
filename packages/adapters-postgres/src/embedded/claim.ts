import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.js'
import type { Cluster } from './cluster.js'
import { DataDirectoryInUse } from './data-directory-in-use.js'
import { errorCode } from './error-code.js'
import { type PostmasterPid, postmasterPidFile, readPostmasterPid } from './postmaster-pid.js'
import { endServer, isAlive } from './process-end.js'
import { openSession, type Session } from './session.js'

// A lock file that says "ready" though nobody listens is stale; twice, because its server may just be ending. One
// that does not say so may belong to a server that is just starting.
const staleAfterMs = { ready: 200, other: 5_000 }

/** Whether that server's files are these: it sees a file that we make among them. Copies and moves do not mislead. */
const serves = async (session: Session, data: string): Promise<boolean> => {
  const name = `taskport.${randomBytes(6).toString('hex')}`
  await writeFile(join(data, name), '', { mode: 0o600 })
  try {
    const [row] = await session.query('select (pg_stat_file($1, true)).size is not null as seen', [name])
    return row?.seen === true
  } finally {
    await rm(join(data, name), { force: true })
  }
}

type Answer =
  | { readonly from: 'this server'; readonly session: Session; readonly locked: boolean }
  | { readonly from: 'nobody' | 'another server' }
  | { readonly from: 'somebody'; readonly error: unknown }

const ask = async (cluster: Cluster, port: number | null): Promise<Answer> => {
  if (port === null) return { from: 'nobody' }
  let session: Session
  try {
    session = await openSession(cluster, port)
  } catch (error) {
    if (errorCode(error) === 'ECONNREFUSED') return { from: 'nobody' }
    if (errorCode(error) === '28P01') {
      throw new Error(
        `A PostgreSQL server on port ${port} refuses the password kept in ${cluster.directory}. Stop that server, ` +
          'or choose another directory with TASKPORT_DATA_DIR.',
      )
    }
    return { from: 'somebody', error }
  }
  try {
    if (await serves(session, cluster.data)) {
      return { from: 'this server', session, locked: await session.tryLock() }
    }
  } catch (error) {
    await session.end()
    return { from: 'somebody', error }
  }
  await session.end()
  return { from: 'another server' }
}

const removeStale = async (cluster: Cluster, stale: PostmasterPid, log: Log): Promise<void> => {
  const file = postmasterPidFile(cluster.data)
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if ((await readFile(aside, 'utf8')) === stale.text) {
    log.warn(
      { directory: cluster.directory, pid: stale.pid },
      'Removed the lock file of a PostgreSQL server that is gone; its process id is in use by another program',
    )
  } else {
    // Another process did the same and has started its server since: the file is that one's, and goes back.
    await link(aside, file).catch(() => {})
  }
  await rm(aside, { force: true })
}

const endOrphan = async (cluster: Cluster, pid: number, session: Session, log: Log): Promise<void> => {
  log.warn(
    { directory: cluster.directory, pid },
    'Stopping a PostgreSQL server that was left behind by a process that did not end properly',
  )
  // Its last act is to remove its lock file; an unreaped process of a container may stay visible for ever.
  const isGone = async () => !isAlive(pid) || (await readPostmasterPid(cluster.data))?.pid !== pid
  await endServer(pid, isGone, cluster.binaries.pgCtl)
  await session.end()
}

/**
 * Returns when no server runs on the data directory: an orphan was stopped, a stale lock file removed. Two processes
 * that get so far together are told apart by PostgreSQL's own lock file and by the advisory lock on its server.
 * @param until instant (ms since the epoch) at which to give up a server that neither answers nor goes away
 * @param signal ends the waiting
 * @throws {DataDirectoryInUse} when the server has a living owner
 */
export const claimDirectory = async (
  cluster: Cluster,
  log: Log,
  until: number,
  signal: AbortSignal,
): Promise<void> => {
  let seen = ''
  let since: number | null = null
  for (;;) {
    const file = await readPostmasterPid(cluster.data)
    if (file === null || (file.pid !== null && !isAlive(file.pid))) return
    if (since === null || seen !== file.text) {
      seen = file.text
      since = Date.now()
    }
    const answer = await ask(cluster, file.port)
    if (answer.from === 'this server') {
      if (!answer.locked) {
        await answer.session.end()
        throw new DataDirectoryInUse(cluster.directory)
      }
      if (file.pid !== null) await endOrphan(cluster, file.pid, answer.session, log)
      continue
    }
    const staleAt = since + (file.ready ? staleAfterMs.ready : staleAfterMs.other)
    if (answer.from !== 'somebody' && Date.now() > staleAt) await removeStale(cluster, file, log)
    if (Date.now() > until) {
      throw new Error(
        `A server seems to run in ${cluster.data} (process ${file.pid}, port ${file.port}), but does not answer. ` +
          `Stop it; if that process is no PostgreSQL server, remove ${postmasterPidFile(cluster.data)}.`,
        { cause: answer.from === 'somebody' ? answer.error : undefined },
      )
    }
    await sleep(50 + Math.random() * 50, undefined, { signal })
  }
}
