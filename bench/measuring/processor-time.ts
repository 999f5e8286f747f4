import { readdir, readFile } from 'node:fs/promises'

/** Of a second: what /proc counts in (Linux's USER_HZ, the same on every machine). */
const ticksPerSecond = 100

const fieldsOf = async (pid: number): Promise<string[]> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name before it may hold spaces.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const ownTime = async (pid: number): Promise<number> => {
  const fields = await fieldsOf(pid)
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond
}

const childrenOf = async (pid: number): Promise<number[]> => {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  )
  return lists.join(' ').split(' ').filter(Boolean).map(Number)
}

/** The process and all that it has started, and they. */
export const familyOf = async (pid: number): Promise<number[]> => {
  const families = await Promise.all((await childrenOf(pid)).map(familyOf))
  return [pid, ...families.flat()]
}

/** The processor time that these processes have used since they began, in seconds; a process that is gone counts 0. */
export const processorTime = async (pids: readonly number[]): Promise<number> =>
  (await Promise.all(pids.map(ownTime))).reduce((sum, one) => sum + one, 0)

/** The process that started this one. */
export const parentOf = async (pid: number): Promise<number> => Number((await fieldsOf(pid))[1] ?? 0)

/** The memory of these processes that is in RAM, in MB, what they share counted each time. */
export const residentMemory = async (pids: readonly number[]): Promise<number> => {
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
    }),
  )
  return sizes.reduce((sum, one) => sum + one, 0)
}
