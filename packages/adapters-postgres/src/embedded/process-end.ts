import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './error-code.js'
import { run } from './run.js'

/** Whether there is such a process, whoever's it is. A zombie counts. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

// What the signals mean to PostgreSQL: fast shutdown (which waits for a checkpoint), immediate shutdown (recovered at
// the next start, as after SIGKILL, but its own processes are ended first), and the end of what no longer listens.
const steps = [
  { signal: 'INT', patienceMs: 5_000 },
  { signal: 'QUIT', patienceMs: 2_000 },
  { signal: 'KILL', patienceMs: 2_000 },
] as const

const send = async (pid: number, signal: 'INT' | 'QUIT' | 'KILL', pgCtl: string): Promise<void> => {
  if (process.platform === 'win32' && signal !== 'KILL') {
    await run(null, pgCtl, ['kill', signal, String(pid)]) // Windows has no signals; PostgreSQL made its own
    return
  }
  try {
    process.kill(pid, `SIG${signal}`)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/**
 * Ends a server and waits until it is gone: gently, then less so. Takes 9 s at most.
 * @param isGone asked again and again
 * @throws {Error} when it outlives everything
 */
export const endServer = async (
  pid: number,
  isGone: () => boolean | Promise<boolean>,
  pgCtl: string,
): Promise<void> => {
  for (const { signal, patienceMs } of steps) {
    if (await isGone()) return
    await send(pid, signal, pgCtl)
    const until = Date.now() + patienceMs
    while (Date.now() < until) {
      if (await isGone()) return
      await sleep(20)
    }
  }
  throw new Error(`The PostgreSQL server (process ${pid}) does not end. End it by hand.`)
}
