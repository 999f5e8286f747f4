import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The demo, as `npm run demo` starts it, with data of its own. */
export interface RunningDemo {
  readonly pageUrl: string
  readonly apiUrl: string
  /** Asks it to stop, as Ctrl-C does, and waits; what it answered with, 0 when all went well. */
  stop(): Promise<number | null>
  /** Ends it as no program can prevent. */
  kill(): Promise<void>
}

const main = fileURLToPath(new URL('../../../demo/src/main.ts', import.meta.url))
const startLimitMs = 90_000

/** A directory for a demo's data. */
export const demoDirectory = () => mkdtemp(join(tmpdir(), 'taskport-e2e-'))

/** @throws {Error} with what it has said, when it does not start */
export const startDemo = async (directory: string): Promise<RunningDemo> => {
  const { PORT: _port, API_PORT: _apiPort, ...environment } = process.env
  const child = spawn(
    process.execPath,
    ['--conditions=@taskport/source', `--import=${import.meta.resolve('tsx')}`, main],
    { env: { ...environment, TASKPORT_DATA_DIR: directory }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  let said = ''
  const addresses = new Promise<readonly [string, string]>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
      const page = /is at\s+(http\S+)/.exec(said)?.[1]
      const api = /answers at\s+(http\S+)\/docs/.exec(said)?.[1]
      if (page !== undefined && api !== undefined) resolve([page, api])
    })
    ended.then(() => reject(new Error(`The demo ended. It has said:\n${said}`)))
    setTimeout(() => reject(new Error(`The demo did not start. It has said:\n${said}`)), startLimitMs).unref()
  })
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    return child.exitCode
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  try {
    const [pageUrl, apiUrl] = await addresses
    return { pageUrl, apiUrl, stop, kill }
  } catch (error) {
    await stop()
    throw error
  }
}
