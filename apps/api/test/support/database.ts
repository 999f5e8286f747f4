import { openTestDatabase, runSql as sql, testServerUrl } from '@taskport/adapters-postgres/testing'

/** A database of a test's own on the run's server. */
export interface Database extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly password: string
  /** Its URL by another port of 127.0.0.1. */
  through(port: number): string
}

const asDatabase = (url: string, drop: () => Promise<unknown>): Database => {
  const { port, password } = new URL(url)
  return {
    url,
    port: Number(port),
    password: decodeURIComponent(password),
    through: (other) => {
      const through = new URL(url)
      through.port = String(other)
      return through.href
    },
    [Symbol.asyncDispose]: async () => {
      await drop()
    },
  }
}

/** One that is migrated and empty. */
export const migratedDatabase = async (): Promise<Database> => {
  const database = await openTestDatabase(testServerUrl())
  return asDatabase(database.url, database.drop)
}

/** One without any table. */
export const emptyDatabase = async (): Promise<Database> => {
  const name = `empty_${crypto.randomUUID().replaceAll('-', '')}`
  await sql(testServerUrl(), `create database ${name}`)
  const url = new URL(testServerUrl())
  url.pathname = `/${name}`
  return asDatabase(url.href, () => sql(testServerUrl(), `drop database if exists ${name} with (force)`))
}
