import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Process ids of the servers whose data is below a directory, and of their own processes. */
export const serverProcesses = async (directory: string): Promise<number[]> => {
  const listed = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='])
  const processes = listed.stdout
    .split('\n')
    .map((line) => line.match(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/))
    .filter((fields) => fields !== null)
    .filter(([, , , state]) => !state?.startsWith('Z'))
    .map(([, pid, parent, , args]) => ({ pid: Number(pid), parent: Number(parent), args: args ?? '' }))
  const servers = processes.filter(({ args }) => /postgres -D /.test(args) && args.includes(directory))
  return processes
    .filter(({ pid, parent }) => servers.some((server) => server.pid === pid || server.pid === parent))
    .map(({ pid }) => pid)
}

const signal = (pid: number, name: 0 | 'SIGKILL'): boolean => {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** Which of the processes still run, after some seconds of patience. */
export const remaining = async (pids: readonly number[]): Promise<number[]> => {
  const until = Date.now() + 5_000
  while (pids.some((pid) => signal(pid, 0)) && Date.now() < until) await sleep(50)
  return pids.filter((pid) => signal(pid, 0))
}

/** SIGKILL, and waits for their end; those that ended meanwhile are none the worse. */
export const killProcesses = async (pids: readonly number[]): Promise<void> => {
  for (const pid of pids) signal(pid, 'SIGKILL')
  await remaining(pids)
}

/** The process id of the server on a directory, from its lock file. */
export const postmasterOf = async (directory: string): Promise<number> => {
  const lines = await readFile(join(directory, 'postgres', 'data', 'postmaster.pid'), 'utf8')
  return Number(lines.split('\n')[0])
}
