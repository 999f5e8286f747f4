import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { issueToken } from '@taskport/auth'

/** The built API as a process. Disposing of it kills it. */
export interface ApiProcess extends AsyncDisposable {
  /** Like `http://127.0.0.1:41234`. */
  readonly address: string
  /** The last 64 KiB that it wrote. */
  output(): string
  hasEnded(): boolean
  /** Resident memory, in MiB (Linux). */
  memory(): Promise<number>
  /** By how much it was itself kept waiting, at worst, since the last call, in milliseconds: its own event loop's delay. */
  longestStallMs(): Promise<number>
}

const entry = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url))

const secret = 'a secret of the fault suite: 2c9f7b1e40d6'

/** A token that every API here accepts. */
export const tokenOf = (userId: string): string => issueToken({ secret, userId })

const keptOutput = 64 * 1024
const startLimitMs = 60_000

/** Starts it on a database, with further settings; waits until it listens. @throws {Error} with what it wrote, when it does not */
export const startApi = async (
  url: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ApiProcess> => {
  const child = spawn(process.execPath, [entry], {
    // No `.env` of the repository is meant.
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'warn',
      NEON_DB_URL: url,
      BETTER_AUTH_SECRET: secret,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let isOver = false
  child.once('exit', () => {
    isOver = true
    process.off('exit', kill)
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-keptOutput)
    })

  const end = async () => {
    if (isOver) return
    const ended = once(child, 'exit')
    kill()
    await ended
  }

  const until = performance.now() + startLimitMs
  for (;;) {
    const address = /answers at\s+(http:\S+)/.exec(output)?.[1]
    if (address !== undefined)
      return {
        address,
        output: () => output,
        hasEnded: () => isOver,
        memory: async () => {
          const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
          return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
        },
        longestStallMs: async () => {
          const figures = await (await fetch(`${address}/metrics`)).text()
          return 1_000 * Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(figures)?.[1])
        },
        [Symbol.asyncDispose]: end,
      }
    if (isOver || performance.now() > until) {
      await end()
      throw new Error(`The API did not start (is it built?).\n${output}`)
    }
    await sleep(20)
  }
}
