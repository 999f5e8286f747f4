import { chmod, chown, copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '@taskport/adapters-postgres/embedded'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { recordedLog } from './recorded-log.js'

const file = (name: string): string => fileURLToPath(new URL(`tls/${name}`, import.meta.url))

/**
 * The authority that signed the server's certificate, which is for `localhost` alone and valid for a hundred years. Its key
 * was thrown away.
 */
export const authority = file('authority.pem')

/** PostgreSQL takes a key only if it is its own and nobody else may read it. */
const give = async (source: string, target: string, owner: { uid: number; gid: number }) => {
  await copyFile(source, target)
  await chmod(target, 0o600)
  await chown(target, owner.uid, owner.gid)
}

/** A server that speaks TLS, by `authority`'s certificate. */
export const startTlsServer = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-tls-'))
  const server = await startEmbeddedPostgres({
    directory,
    log: recordedLog().log,
    settings: { fsync: 'off' },
  })
  const [row] = await sql(server.url, "select current_setting('data_directory') as data")
  const data = String(row?.data)
  const owner = await stat(data)
  await give(file('server.pem'), join(data, 'server.crt'), owner)
  await give(file('server.key.pem'), join(data, 'server.key'), owner)
  await sql(server.url, 'alter system set ssl = on')
  await sql(server.url, 'select pg_reload_conf()')
  for (let tries = 0; tries < 100; tries += 1) {
    const [setting] = await sql(server.url, 'show ssl')
    if (setting?.ssl === 'on') break
    await sleep(50)
  }
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
