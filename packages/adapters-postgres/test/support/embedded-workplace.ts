import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { Client } from 'pg'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/index.js'
import type { Log } from '../../src/log.js'
import { keptLog } from './embedded-log.js'
import { killProcesses, serverProcesses } from './embedded-processes.js'

/** What the process of `embedded-parent.ts` said of its attempt. */
export type Report = { readonly url: string } | { readonly error: string; readonly message: string }

/** A process of its own that starts a server and keeps it. */
export interface Parent {
  readonly report: Report
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>
}

export interface ParentOptions {
  readonly umask?: string
  readonly env?: Readonly<Record<string, string>>
}

export interface Workplace {
  /** An empty directory with mode 0700, removed after the test, with every server below it. */
  readonly directory: string
  start(
    directory: string,
    options?: { log?: Log; settings?: Record<string, string> },
  ): Promise<EmbeddedPostgres>
  startInOtherProcess(directory: string, options?: ParentOptions): Promise<Parent>
}

const parentScript = join(import.meta.dirname, 'embedded-parent.ts')

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && ('url' in value || ('error' in value && 'message' in value))

/** A place for embedded servers that leaves nothing behind, whatever becomes of the test. */
export const workplace = async (t: TestContext): Promise<Workplace> => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-embedded-'))
  const stops: (() => Promise<void>)[] = []
  t.after(async () => {
    await Promise.allSettled(stops.map((stop) => stop()))
    await killProcesses(await serverProcesses(directory))
    await rm(directory, { recursive: true, force: true })
  })
  return {
    directory,
    start: async (path, { log = keptLog(), settings = {} } = {}) => {
      const postgres = await startEmbeddedPostgres({
        directory: path,
        log,
        settings: { fsync: 'off', ...settings },
      })
      stops.push(postgres.stop)
      return postgres
    },
    startInOtherProcess: async (path, { umask = '022', env = {} } = {}) => {
      const child = spawn(
        process.execPath,
        ['--conditions=@taskport/source', '--import=tsx', parentScript, path, umask],
        {
          cwd: join(import.meta.dirname, '..', '..'),
          env: { PATH: process.env.PATH, ...env },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const ended = new Promise<void>((resolve) => {
        child.once('close', () => resolve())
      })
      const kill = async () => {
        child.kill('SIGKILL')
        await ended
      }
      stops.push(kill)
      let said = ''
      child.stdout.setEncoding('utf8')
      for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
        said += text
        if (said.endsWith('\n')) break
      }
      const report: unknown = JSON.parse(said)
      if (!isReport(report)) throw new Error(`The other process said ${said}`)
      return { report, kill }
    },
  }
}

/** Rows of a statement, on a connection of its own. */
export const ask = async (url: string, statement: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const result = await client.query<Record<string, unknown>>(statement)
    return result.rows
  } finally {
    await client.end()
  }
}
