import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import type { Cluster } from './cluster.js'

const maxBytes = 4 * 1024 * 1024
const quotedBytes = 2_000

/** Where a server's standard error goes: a file, so that a server whose parent was killed never meets a broken pipe. */
export interface ServerLog {
  readonly fd: number
  /** The end of what was written since it was opened. */
  lastWords(): Promise<string>
  /** Closes our end; the server keeps its own. */
  close(): Promise<void>
}

const readEnd = async (file: FileHandle, from: number): Promise<string> => {
  const { size } = await file.stat()
  const start = Math.max(from, size - quotedBytes)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(quotedBytes), 0, quotedBytes, start)
  return buffer.toString('utf8', 0, bytesRead).trim()
}

/** Opens the log for appending; one of more than 4 MiB becomes `postgres.log.1` first, in place of the one before. */
export const openServerLog = async ({
  logFile,
  account,
}: Pick<Cluster, 'logFile' | 'account'>): Promise<ServerLog> => {
  const before = await stat(logFile).catch(() => null)
  if (before !== null && before.size > maxBytes) await rename(logFile, `${logFile}.1`)
  const file = await open(logFile, 'a+', 0o600)
  if (account !== null) await file.chown(account.uid, account.gid)
  const { size } = await file.stat()
  return {
    fd: file.fd,
    lastWords: () => readEnd(file, size),
    close: () => file.close(),
  }
}
