import { spawn } from 'node:child_process'
import { type Account, commandAs } from './account.js'
import { serverEnvironment } from './environment.js'

/** How a program ended. */
export interface Outcome {
  readonly succeeded: boolean
  /** What it wrote to standard output and standard error, or why it could not be started. */
  readonly output: string
}

/** Runs one of PostgreSQL's programs to its end, out of reach of the terminal's Ctrl-C. Never rejects. */
export const run = (account: Account | null, program: string, args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const command = commandAs(account, program, args)
    const child = spawn(command.file, command.args, {
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', (error) => resolve({ succeeded: false, output: error.message }))
    child.on('close', (code) => resolve({ succeeded: code === 0, output: output.trim() }))
  })
