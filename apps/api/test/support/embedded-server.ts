import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { waitUntil } from './wait-until.js'

/** Whether there is such a process. One that has ended counts as gone even if nobody has asked how it ended. */
export const isRunning = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/^\d+ \(.*\) Z/.test(stat)
}

/** The process id of the embedded server of a data directory; null when its lock file is gone, as after a good end. */
export const embeddedServerPid = async (dataDirectory: string): Promise<number | null> => {
  const path = join(dataDirectory, 'postgres', 'data', 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch(() => '')
  return Number.parseInt(text, 10) || null
}

/** Ends an embedded server that was left behind; nothing to do when there is none. */
export const endEmbeddedServer = async (dataDirectory: string): Promise<void> => {
  const pid = await embeddedServerPid(dataDirectory)
  if (pid === null || !(await isRunning(pid))) return
  process.kill(pid, 'SIGQUIT')
  await waitUntil(async () => !(await isRunning(pid)))
}
