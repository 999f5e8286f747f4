import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const isAbsence = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The demo's secret: random, made at the first run, kept beside its data and readable by its owner only. */
export const keptSecret = async (directory: string): Promise<string> => {
  const path = join(directory, 'secret')
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (!isAbsence(error)) throw error
  }
  const secret = randomBytes(32).toString('base64url')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return secret
}
