import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionSettings } from '../connection/connection-settings.js'
import { startEmbeddedPostgres } from '../embedded/index.js'
import type { Log } from '../log.js'
import { migrate } from '../schema/migrate.js'
import { runSql } from './run-sql.js'

const templateDatabase = 'taskport_template'

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** The URL of another database on the same server. */
const onSameServer = (url: string, database: string): string => {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/** Makes, on any server, the migrated database that `openTestDatabase` clones. Needs a role that may create databases. */
export const prepareTestServer = async (url: string): Promise<void> => {
  await runSql(url, `drop database if exists ${templateDatabase}`)
  await runSql(url, `create database ${templateDatabase}`)
  await migrate({ settings: connectionSettings(onSameServer(url, templateDatabase)), log: silent })
}

/** A PostgreSQL server for tests, with a migrated database to clone. */
export interface TestServer {
  /** URL of an administrator's database on it. */
  readonly url: string
  stop(): Promise<void>
}

/** Starts one in a temporary directory; what it stores does not survive a crash. */
export const startTestServer = async (): Promise<TestServer> => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-test-'))
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  }
  const server = await startEmbeddedPostgres({ directory, log: silent, settings })
  await prepareTestServer(server.url)
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A migrated, empty database of one test file's own. */
export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** What `TASKPORT_TEST_POOLER_URL` gives is in front of the server: its databases are then reached through it. */
const reachable = (url: string): string => {
  const pooler = process.env.TASKPORT_TEST_POOLER_URL
  if (pooler === undefined) return url
  const through = new URL(url)
  through.host = new URL(pooler).host
  return through.href
}

/** Clones the migrated database of the server at `serverUrl`. */
export const openTestDatabase = async (serverUrl: string): Promise<TestDatabase> => {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await runSql(serverUrl, `create database ${name} template ${templateDatabase}`)
  return {
    url: reachable(onSameServer(serverUrl, name)),
    drop: async () => {
      await runSql(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}
