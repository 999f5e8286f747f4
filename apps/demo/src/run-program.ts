import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DemoError } from './settings.js'

/** One of the programs that the demo joins, running in a process of its own. */
export interface Program {
  /** Fulfilled when it has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Asks it to end, and waits; ends it by force after a while. */
  stop(): Promise<void>
}

export interface ProgramOptions {
  /** As it is called in a message. */
  readonly name: string
  /** Its source. */
  readonly main: URL
  readonly environment: Readonly<Record<string, string>>
  /** The working directory: one without a `.env`, which would be taken for its own. */
  readonly directory: string
  /** Answers 200 once it is ready. */
  readonly ready: string
}

const startLimitMs = 60_000
const stopLimitMs = 12_000

const isReady = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  )

/**
 * Starts a program and waits until it is ready.
 * @throws {DemoError} with its last words, when it ends instead
 */
export const runProgram = async ({
  name,
  main,
  environment,
  directory,
  ready,
}: ProgramOptions): Promise<Program> => {
  const tsx = import.meta.resolve('tsx')
  // Detached: Ctrl-C in the terminal goes to the whole process group, and what is asked last must be able to end last.
  const child = spawn(
    process.execPath,
    ['--conditions=@taskport/source', `--import=${tsx}`, fileURLToPath(main)],
    // The variable has the program end when this process does, were that killed.
    {
      cwd: directory,
      env: { ...process.env, npm_lifecycle_event: 'demo', ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let words = ''
  const listen = (chunk: Buffer) => {
    words = `${words}${chunk}`.slice(-4_000)
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const ended = once(child, 'close').then(() => {})
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null

  const stop = async (): Promise<void> => {
    if (!hasEnded()) child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
    await ended
    clearTimeout(timer)
  }

  const until = performance.now() + startLimitMs
  while (!(await isReady(ready))) {
    if (hasEnded() || performance.now() > until) {
      await stop()
      throw new DemoError(`${name} did not start. Its last words:\n${words}`)
    }
    await sleep(100)
  }
  return { ended, stop }
}
