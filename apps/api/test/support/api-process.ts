import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { makeDirectory } from './directory.js'
import { keepProcess } from './traffic/record-process.js'

/** The built API's entry, made by `npm run build`. */
export const entry = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

const endLimitMs = 20_000

/** How a process ended, and how long after it was asked to. */
export interface Exit {
  /** Null: by a signal. */
  readonly code: number | null
  readonly ms: number
}

/** A process of the built API and all that it has written. Disposing of it kills it, and removes its own directory. */
export interface ApiProcess extends AsyncDisposable {
  readonly pid: number
  /** Its working directory. */
  readonly directory: string
  stdout(): string
  stderr(): string
  /** The lines of JSON on its standard output. */
  log(): unknown[]
  hasEnded(): boolean
  signal(signal: NodeJS.Signals): void
  /** Waits for its end. @throws {Error} when it does not come within 20 s */
  end(): Promise<Exit>
  /** Sends a signal (SIGTERM when left out) and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Exit>
}

export interface ApiProcessOptions {
  /** All of its environment but PATH and PORT, which is 0: any free one. */
  readonly environment?: Readonly<Record<string, string>>
  /** Left out: an empty one of its own. One that is given stays. */
  readonly directory?: string | undefined
  /** The command line; left out: node with the API's entry. */
  readonly command?: readonly string[]
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

const parseLine = (line: string): unknown[] => {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    // Not `exit`: only now all that it wrote is here.
    child.once('close', resolve)
  })

const collect = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return () => text
}

/** Starts the built API as a user does, with nothing of the tests' own environment. */
export const spawnApi = async ({
  environment = {},
  directory,
  command = [process.execPath, entry],
}: ApiProcessOptions = {}): Promise<ApiProcess> => {
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run \`npm run build\` first`)
  const own = directory === undefined ? await makeDirectory() : null
  const cwd = own?.path ?? directory ?? '/'
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    cwd,
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const code = ended(child)
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  running.add(child)
  let isOver = false
  void code.finally(() => {
    isOver = true
    keepProcess({ directory: cwd, environment, stdout: stdout(), stderr: stderr() })
    running.delete(child)
  })

  const end = async (): Promise<Exit> => {
    const start = performance.now()
    const limit = new AbortController()
    const tooLong = sleep(endLimitMs, null, { signal: limit.signal }).then(() => {
      throw new Error(`The API has not ended within ${endLimitMs} ms.\n${stdout()}${stderr()}`)
    })
    tooLong.catch(() => {})
    const result = await Promise.race([code, tooLong]).finally(() => limit.abort())
    return { code: result, ms: performance.now() - start }
  }
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return end()
  }

  return {
    pid: child.pid ?? 0,
    directory: cwd,
    stdout,
    stderr,
    log: () => stdout().split('\n').flatMap(parseLine),
    hasEnded: () => isOver,
    signal: (signal) => {
      child.kill(signal)
    },
    end,
    stop,
    [Symbol.asyncDispose]: async () => {
      if (!isOver) await stop('SIGKILL')
      await own?.[Symbol.asyncDispose]()
    },
  }
}
