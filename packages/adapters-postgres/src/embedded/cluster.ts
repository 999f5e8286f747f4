import { randomBytes } from 'node:crypto'
import { access, chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, serverAccount } from './account.js'
import { type Binaries, checkBinaries } from './binaries.js'
import { errorCode } from './error-code.js'
import { run } from './run.js'

/** The role that owns everything in the embedded database, and may do anything. */
export const role = 'taskport'

/** One database directory of PostgreSQL (its own word for it) and how to run the server on it. */
export interface Cluster {
  /** What the operator chose; absolute. */
  readonly directory: string
  /** What PostgreSQL calls its data directory. */
  readonly data: string
  readonly logFile: string
  /** Of the role `taskport`. */
  readonly password: string
  readonly binaries: Binaries
  /** Who the server runs as; null is who we are. */
  readonly account: Account | null
}

const abandonedAfterMs = 60 * 60 * 1000

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** What initdb had not finished when its process was killed. */
const removeAbandoned = async (directory: string): Promise<void> => {
  for (const name of await readdir(directory)) {
    if (!/^postgres\.[0-9a-f]{12}$/.test(name)) continue
    const path = join(directory, name)
    const changed = await stat(path).catch(() => null)
    if (changed === null || Date.now() - changed.mtimeMs < abandonedAfterMs) continue
    await rm(path, { recursive: true, force: true })
  }
}

/** A directory's new name is on disk only when the directory that holds it is; Windows cannot and need not. */
const persist = async (directory: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Made aside and renamed, so that a database is there entirely or not at all, whoever is killed or quicker. */
const initialise = async (
  directory: string,
  binaries: Binaries,
  account: Account | null,
  signal: AbortSignal,
): Promise<void> => {
  signal.throwIfAborted()
  const aside = join(directory, `postgres.${randomBytes(6).toString('hex')}`)
  const data = join(aside, 'data')
  const password = join(aside, 'password')
  await mkdir(aside, { mode: 0o700 })
  try {
    await writeFile(password, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
    await mkdir(data, { mode: 0o700 })
    if (account !== null) await chown(data, account.uid, account.gid)
    const made = await run(
      account,
      binaries.initdb,
      [
        `--pgdata=${data}`,
        `--username=${role}`,
        `--pwfile=${password}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      signal,
    )
    signal.throwIfAborted()
    if (!made.succeeded) {
      throw new Error(`PostgreSQL could not make a database in ${directory}. Its last words:\n${made.output}`)
    }
    await persist(aside)
    await rename(aside, join(directory, 'postgres'))
    await persist(directory)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    // Another process was quicker: its database is the one.
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error) ?? '')) throw error
  }
}

/**
 * The database directory, made when it is not there.
 * @param directory absolute path
 * @param signal ends the making, and what was begun is removed
 * @throws {Error} saying what to do, when it cannot be made or used
 */
export const openCluster = async (
  directory: string,
  binaries: Binaries,
  signal: AbortSignal,
): Promise<Cluster> => {
  const data = join(directory, 'postgres', 'data')
  const passwordFile = join(directory, 'postgres', 'password')
  const unusable = (reason: string) =>
    new Error(`${directory} cannot hold the database: ${reason}. Choose another with TASKPORT_DATA_DIR.`)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await removeAbandoned(directory)
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : String(error))
  }
  const account = await serverAccount(data)
  await checkBinaries(binaries, account)
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(directory, binaries, account, signal)
  if (!(await exists(join(data, 'PG_VERSION')))) {
    throw unusable(`${join(directory, 'postgres')} is there, but is no database of ours, or not readable`)
  }
  const password = await readFile(passwordFile, 'utf8').catch((error) => {
    throw unusable(`its password is not readable (${errorCode(error)} ${passwordFile})`)
  })
  return {
    directory,
    data,
    logFile: join(directory, 'postgres.log'),
    password: password.trim(),
    binaries,
    account,
  }
}
