import { type ChildProcess, spawn } from 'node:child_process'
import { type Account, commandAs } from './account.js'
import { serverEnvironment } from './environment.js'
import { errorCode } from './error-code.js'

/** How a program ended. */
export interface Outcome {
  readonly succeeded: boolean
  /** What it wrote to standard output and standard error, or why it could not be started. */
  readonly output: string
}

/** The program and what it has started: they are one process group, which Windows does not have. */
const endGroup = (child: ChildProcess): void => {
  if (process.platform === 'win32' || child.pid === undefined) {
    child.kill()
    return
  }
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/**
 * Runs one of PostgreSQL's programs to its end, out of reach of the terminal's Ctrl-C; the signal brings the end about. Never
 * rejects.
 */
export const run = (
  account: Account | null,
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<Outcome> =>
  new Promise((resolve) => {
    const command = commandAs(account, program, args)
    const child = spawn(command.file, command.args, {
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const end = () => endGroup(child)
    signal?.addEventListener('abort', end)
    const settle = (outcome: Outcome) => {
      signal?.removeEventListener('abort', end)
      resolve(outcome)
    }
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', (error) => settle({ succeeded: false, output: error.message }))
    child.on('close', (code) => settle({ succeeded: code === 0, output: output.trim() }))
  })
