import { readFile } from 'node:fs/promises'
import { isRunning } from './embedded-server.js'

const commandOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')

/** The process ids of an API's workers that run, oldest first. */
export const workerPids = async (primary: number): Promise<number[]> => {
  const text = await readFile(`/proc/${primary}/task/${primary}/children`, 'utf8').catch(() => '')
  const children = text
    .split(' ')
    .filter((pid) => pid !== '')
    .map(Number)
  const workers: number[] = []
  for (const pid of children) {
    if ((await commandOf(pid)).includes('main.js') && (await isRunning(pid))) workers.push(pid)
  }
  return workers.sort((one, other) => one - other)
}

/** Whether all of these processes have ended. */
export const areGone = async (pids: readonly number[]): Promise<boolean> => {
  const running = await Promise.all(pids.map(isRunning))
  return !running.includes(true)
}
