import { spawn } from 'node:child_process'

export interface ShellOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Runs as this user and group; absent: as the test does. */
  readonly identity?: { readonly uid: number; readonly gid: number } | undefined
}

const limitMs = 600_000

/** Runs a command line and answers what it printed. @throws {Error} with all output when it fails, or has not ended after ten minutes */
export const shell = (command: string, { cwd, env, identity = undefined }: ShellOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      ...identity,
    })
    let printed = ''
    let complained = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complained += text
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(printed)
      else reject(new Error(`${command}\nended with ${code}\n${printed}\n${complained}`))
    })
  })
