import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A Node process of the run. */
export interface NodeProcess {
  readonly child: ChildProcess
  readonly pid: number
  /** Asks it to end (SIGTERM), and waits until it has. */
  stop(): Promise<void>
}

/**
 * Starts this Node on a script, with these environment variables and PATH alone.
 * @param core the processor core it is kept to, by `taskset`; null: to none
 */
export const startNode = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  core: number | null,
): NodeProcess => {
  const pin = core === null ? [] : ['taskset', '-c', String(core)]
  const [command = process.execPath, ...rest] = [...pin, process.execPath, ...args]
  const child = spawn(command, rest, {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  if (child.pid === undefined) throw new Error(`${command} could not be started`)
  return {
    child,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
