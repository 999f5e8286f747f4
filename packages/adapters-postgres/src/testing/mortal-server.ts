import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { commandAs } from '../embedded/account.js'
import { findBinaries } from '../embedded/binaries.js'
import { openCluster, role } from '../embedded/cluster.js'
import { freePort } from '../embedded/free-port.js'
import { type Server, ServerDidNotStart, startServer } from '../embedded/server.js'
import { prepareTestServer, type TestServer } from './test-server.js'

/** A server for tests of what happens when it dies. Unlike other tests' servers it loses nothing that it has acknowledged. */
export interface MortalServer extends TestServer {
  /** SIGKILL to the server and all its processes; answers when they are gone. Nobody starts it again. */
  kill(): Promise<void>
  /** SIGKILL to one process that serves a connection: the server ends all of them and recovers by itself. */
  killOneBackend(): Promise<void>
  /** Starts it again, on the same port and data, and waits until it accepts connections. */
  start(): Promise<void>
  /** Stops all its processes in their tracks: connections stay open, and nothing is answered. */
  freeze(): Promise<void>
  /** Lets them go on. */
  thaw(): Promise<void>
  /** From now on no file of its processes may grow beyond so many bytes (EFBIG, as with a quota); null: without a limit again. */
  limitFiles(bytes: number | null): Promise<void>
  /** Whether it has ended and nobody has started it again. */
  hasEnded(): boolean
}

export interface MortalServerOptions {
  /** Where its temporary directory is made; absent: where the system has such. */
  readonly within?: string | undefined
}

const settings = { max_connections: '100', shared_buffers: '64MB' }

/** How long a start is tried again while the last processes of the killed server are still there. */
const startLimitMs = 30_000

interface Process {
  readonly pid: number
  readonly title: string
}

const childrenOf = async (parent: number): Promise<Process[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, title = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(ppid) === parent ? [{ pid: Number(pid), title }] : []
  })
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended in the meantime.
  }
}

/** Starts one in a temporary directory, with the database that `openTestDatabase` clones. */
export const startMortalServer = async ({
  within = tmpdir(),
}: MortalServerOptions = {}): Promise<MortalServer> => {
  const directory = await mkdtemp(join(within, 'taskport-mortal-'))
  const never = new AbortController().signal
  const cluster = await openCluster(directory, await findBinaries(), never)
  const port = await freePort()

  const startNow = async (): Promise<Server> => {
    const until = performance.now() + startLimitMs
    for (;;) {
      try {
        return await startServer(cluster, port, settings, never)
      } catch (error) {
        const isPassing = error instanceof ServerDidNotStart && error.passing
        if (!isPassing || performance.now() > until) throw error
      }
      await sleep(20)
    }
  }

  let server = await startNow()
  const signalAll = async (signal: NodeJS.Signals) => {
    // The server first, so that it starts no process that is not in the list.
    send(server.pid, signal)
    for (const { pid } of await childrenOf(server.pid)) send(pid, signal)
  }

  const url = `postgres://${role}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/postgres`
  await prepareTestServer(url)
  return {
    url,
    kill: async () => {
      const children = await childrenOf(server.pid)
      send(server.pid, 'SIGKILL')
      for (const { pid } of children) send(pid, 'SIGKILL')
      await server.ended
    },
    killOneBackend: async () => {
      const backend = (await childrenOf(server.pid)).find(({ title }) => / 127\.0\.0\.1\(\d+\) /.test(title))
      if (backend === undefined) throw new Error('No process of the server serves a connection')
      send(backend.pid, 'SIGKILL')
    },
    start: async () => {
      server = await startNow()
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    limitFiles: async (bytes) => {
      const children = await childrenOf(server.pid)
      for (const pid of [server.pid, ...children.map(({ pid }) => pid)]) {
        // The soft limit alone, which may be raised again; by the server's own user, as root is not everywhere allowed to.
        const args = [`--fsize=${bytes ?? 'unlimited'}:`, `--pid=${pid}`]
        const command = commandAs(cluster.account, 'prlimit', args)
        await promisify(execFile)(command.file, command.args).catch((error: unknown) => {
          if (isRunning(pid)) throw error
        })
      }
    },
    hasEnded: () => !server.isRunning(),
    stop: async () => {
      await signalAll('SIGCONT')
      if (server.isRunning()) await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
