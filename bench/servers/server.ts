import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type NodeProcess, startNode } from './start-node.js'

export const serverNames = ['taskport', 'plain', 'tuned', 'equal'] as const

/**
 * The others are written by hand: `plain` with `Date`s, `tuned` with instants as text, `equal` as `tuned` and with the API's promises, on the
 * API's tables.
 */
export type ServerName = (typeof serverNames)[number]

/** A server under measurement. */
export interface Server extends AsyncDisposable {
  readonly name: ServerName
  readonly url: string
  readonly pid: number
  readonly databaseUrl: string
}

export interface ServerOptions {
  readonly port: number
  readonly databaseUrl: string
  readonly secret: string
  /** The processor core it is kept to; null: to none. */
  readonly core: number | null
  /** Further options of Node, such as `--cpu-prof`. */
  readonly nodeOptions: readonly string[]
  /** How many processes of the API share the port; the references have one. */
  readonly workers: number
}

const startPatienceMs = 20_000

const isUp = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health/live`)).ok
  } catch {
    return false
  }
}

const whenUp = async (url: string, { child }: NodeProcess): Promise<void> => {
  const deadline = performance.now() + startPatienceMs
  while (!(await isUp(url))) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`No server came up at ${url}`)
    await sleep(20)
  }
}

const script = (specifier: string): string => fileURLToPath(new URL(specifier, import.meta.url))

const startProcess = (name: ServerName, options: ServerOptions): NodeProcess => {
  const { port, databaseUrl, secret, core, nodeOptions, workers } = options
  if (name === 'taskport') {
    return startNode(
      [...nodeOptions, script('../../../apps/api/dist/main.js')],
      {
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        NEON_DB_URL: databaseUrl,
        BETTER_AUTH_SECRET: secret,
        LOG_LEVEL: 'silent',
        // The growth goes on from as many as the default allows.
        TASK_QUOTA: '2000000',
        ...(workers > 1 ? { WORKERS: String(workers) } : {}),
      },
      core,
    )
  }
  return startNode(
    [...nodeOptions, script('../reference/main.js')],
    {
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      JWT_SECRET: secret,
      INSTANTS: name === 'plain' ? 'dates' : 'text',
      ROUTES: name === 'equal' ? 'equal' : 'simple',
    },
    core,
  )
}

/** Starts one, and answers once it does. @throws {Error} when it does not within twenty seconds */
export const startServer = async (name: ServerName, options: ServerOptions): Promise<Server> => {
  const process = startProcess(name, options)
  const url = `http://127.0.0.1:${options.port}`
  await whenUp(url, process)
  return {
    name,
    url,
    pid: process.pid,
    databaseUrl: options.databaseUrl,
    [Symbol.asyncDispose]: process.stop,
  }
}
