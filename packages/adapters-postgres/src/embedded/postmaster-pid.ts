import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from './error-code.js'

/** What PostgreSQL says of a running server in its lock file, `postmaster.pid` (src/include/utils/pidfile.h). */
export interface PostmasterPid {
  /** The whole file, to see whether it changed. */
  readonly text: string
  /** The server's process id; null while the file is being written. */
  readonly pid: number | null
  /** Null while the file is being written. */
  readonly port: number | null
  /** Whether it was accepting connections when it last wrote. */
  readonly ready: boolean
}

export const postmasterPidFile = (data: string): string => join(data, 'postmaster.pid')

const positive = (line: string | undefined): number | null => {
  const value = Math.abs(Number(line)) // negative in single-user mode
  return Number.isSafeInteger(value) && value > 0 ? value : null
}

/** Null when no server holds this data directory, or it ended as it should. */
export const readPostmasterPid = async (data: string): Promise<PostmasterPid | null> => {
  try {
    const text = await readFile(postmasterPidFile(data), 'utf8')
    const lines = text.split('\n')
    return { text, pid: positive(lines[0]), port: positive(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
