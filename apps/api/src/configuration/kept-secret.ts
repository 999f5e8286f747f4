import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { secretProblem } from '@taskport/auth'
import { ConfigurationError } from './configuration-error.js'

const secretBytes = 32

const isErrorWithCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const readIfThere = async (path: string): Promise<string | null> => {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Writes beside and links into place, so that nobody reads half a secret and the first of two writers wins. */
const writeOnce = async (path: string, content: string): Promise<void> => {
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(beside, content, { mode: 0o600, flag: 'wx' })
  try {
    await link(beside, path)
  } catch (error) {
    if (!isErrorWithCode(error, 'EEXIST')) throw error
  } finally {
    await rm(beside)
  }
}

const readOrMake = async (directory: string, path: string): Promise<string> => {
  const kept = await readIfThere(path)
  if (kept !== null) return kept
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writeOnce(path, `${randomBytes(secretBytes).toString('base64url')}\n`)
  return readOrMake(directory, path)
}

/**
 * The secret that this data directory's tokens are signed with: random, made at the first call, kept in the file `secret`
 * readable by its owner only.
 * @throws {ConfigurationError} when the file is damaged, or can be neither read nor made
 */
export const keptSecret = async (directory: string): Promise<string> => {
  const path = join(directory, 'secret')
  const kept = await readOrMake(directory, path).catch((error: unknown) => {
    throw new ConfigurationError([
      `${path} can be neither read nor made (${error}). Choose another directory with TASKPORT_DATA_DIR.`,
    ])
  })
  const problem = secretProblem(kept)
  if (problem !== null)
    throw new ConfigurationError([`${path}: ${problem} Delete the file to have a new one made.`])
  return kept
}
