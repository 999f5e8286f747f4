import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandAs } from './account.js'
import type { Cluster } from './cluster.js'
import { serverEnvironment } from './environment.js'
import { readPostmasterPid } from './postmaster-pid.js'
import { endServer } from './process-end.js'
import { openServerLog } from './server-log.js'

/** A running PostgreSQL server that accepts connections, or did. */
export interface Server {
  readonly pid: number
  readonly port: number
  isRunning(): boolean
  /** Fulfilled with how it ended, in words; never rejected. */
  readonly ended: Promise<string>
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>
}

/** The server ended before it accepted connections. */
export class ServerDidNotStart extends Error {
  override readonly name = 'ServerDidNotStart'

  /** @param passing whether another attempt may fare better */
  constructor(
    message: string,
    readonly passing: boolean,
  ) {
    super(message)
  }
}

/** Crash recovery reads at most max_wal_size (1 GB) and some; a server that needs longer than this hangs. */
const recoveryLimitMs = 5 * 60_000

// Another server, the last processes of a killed one, or another program's port.
const passingTrouble =
  /lock file ".*" (already exists|is empty)|shared memory block|could not (bind|create any TCP\/IP)/

const ourSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'off',
  log_destination: 'stderr',
  // What a statement did wrong is told to who sent it; here it would fill the disk with people's data.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/**
 * Starts a server and waits until it accepts connections, crash recovery included.
 * @throws {ServerDidNotStart} quoting PostgreSQL's own last words
 * @throws {DOMException} AbortError, the server ended, when the signal comes first
 */
export const startServer = async (
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Server> => {
  const all = { ...ourSettings, ...settings, port: String(port) }
  const args = [
    '-D',
    cluster.data,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const command = commandAs(cluster.account, cluster.binaries.postgres, args)
  const log = await openServerLog(cluster)
  try {
    // Detached: Ctrl-C in the terminal goes to the whole process group, and the API must be able to end first.
    const child = spawn(command.file, command.args, {
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, reason) => resolve(reason ?? `exit code ${code}`))
    })
    const { pid } = child
    if (pid === undefined)
      throw new ServerDidNotStart(`PostgreSQL could not be started: ${await ended}`, false)

    // A process that ends without stop(), by an uncaught error for instance, should not leave a server behind.
    const endWithUs = () => {
      child.kill('SIGINT')
    }
    process.once('exit', endWithUs)
    void ended.then(() => process.off('exit', endWithUs))

    const isRunning = () => child.exitCode === null && child.signalCode === null
    const stop = () => endServer(pid, () => !isRunning(), cluster.binaries.pgCtl)

    const until = Date.now() + recoveryLimitMs
    for (;;) {
      if (!isRunning()) {
        const words = await log.lastWords()
        throw new ServerDidNotStart(
          `PostgreSQL ended at its start in ${cluster.directory} (${await ended}). Its last words:\n${words}`,
          child.exitCode === 0 || child.signalCode !== null || passingTrouble.test(words),
        )
      }
      const file = await readPostmasterPid(cluster.data)
      if (file?.pid === pid && file.ready) break
      if (signal.aborted || Date.now() > until) {
        await stop()
        signal.throwIfAborted()
        throw new ServerDidNotStart(
          `PostgreSQL was not ready after ${recoveryLimitMs / 60_000} minutes in ${cluster.directory}. ` +
            `Its last words:\n${await log.lastWords()}`,
          false,
        )
      }
      await sleep(20)
    }
    return { pid, port, isRunning, ended, stop }
  } finally {
    await log.close()
  }
}
