import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionSettings, migrate, waitForDatabase } from '@taskport/adapters-postgres'
import { startEmbeddedPostgres } from '@taskport/adapters-postgres/embedded'
import { openTcpProxy, runSql as sql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { Client } from 'pg'
import { waitingForLock } from './support/backends.js'
import { serverProcesses } from './support/embedded-processes.js'
import { ask, workplace } from './support/embedded-workplace.js'
import { openEmptyDatabase } from './support/empty-database.js'
import { withinOwnTime } from './support/own-time.js'
import { recordedLog } from './support/recorded-log.js'
import { rejection } from './support/rejection.js'
import { waitUntil } from './support/wait-until.js'

const { log } = recordedLog()

/**
 * Sees that what is under way rejects with the signal's own reason soon after it, and not before: within two seconds of this process,
 * when it alone has to let go. No attempt to connect or to take a lock has run out of its own time by then.
 */
const assertCutShort = async (
  begin: (signal: AbortSignal) => Promise<unknown>,
  reached: () => Promise<unknown>,
  patienceMs = 2_000,
) => {
  const controller = new AbortController()
  const underWay = rejection(begin(controller.signal))
  await reached()
  controller.abort()
  const error = await withinOwnTime(patienceMs, underWay)
  assert.ok(error instanceof Error && error.name === 'AbortError', String(error))
}

/** The processes of a server, or of what makes one, end by themselves after a signal; a busy machine takes its time with them. */
const patienceWithProcessesMs = 15_000

/** Holds something of the database until it is let go. */
const hold = async (url: string, statement: string) => {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin')
  await client.query(statement)
  let isHeld = true
  const letGo = async () => {
    if (!isHeld) return
    isHeld = false
    await client.end()
  }
  after(letGo)
  return letGo
}

const emptyDatabase = async () => {
  const { url, drop } = await openEmptyDatabase()
  after(drop)
  return url
}

const migrated = async (url: string): Promise<void> => {
  await migrate({ settings: connectionSettings(url), log })
  assert.deepEqual(await sql(url, 'select * from tasks'), [])
}

test('waiting for a database that refuses, or that says nothing, can be cut short', async () => {
  const proxy = await openTcpProxy(Number(new URL(testServerUrl()).port))
  after(() => proxy.close())
  const through = new URL(testServerUrl())
  through.port = String(proxy.port)
  const wait = (signal: AbortSignal) =>
    waitForDatabase({ settings: connectionSettings(through.href), log, limitMs: 60_000, signal })
  await proxy.refuse()
  await assertCutShort(wait, () => sleep(300))
  await proxy.swallow()
  await assertCutShort(wait, () => sleep(300))
  await assert.rejects(wait(AbortSignal.abort()), { name: 'AbortError' })
})

test('waiting for another instance that migrates can be cut short', async () => {
  const url = await emptyDatabase()
  const letGo = await hold(url, `select pg_advisory_xact_lock(${0x7461736b706f7274n})`)
  await assertCutShort(
    (signal) => migrate({ settings: connectionSettings(url), log, signal }),
    () => sleep(500),
  )
  await letGo()
  await migrated(url)
})

test('a migration that is cut short leaves nothing behind, and the server soon ends its statement', async () => {
  const url = await emptyDatabase()
  const letGo = await hold(url, 'create table owners ()')
  await assertCutShort(
    (signal) => migrate({ settings: connectionSettings(url), log, signal }),
    () => waitUntil(async () => (await waitingForLock(url)) === 1),
  )
  // What it waits for is still held: the server has looked, and nobody is there any more.
  await waitUntil(async () => (await waitingForLock(url)) === 0)
  await letGo()
  await migrated(url)
})

test('an embedded server that is being made can be cut short; what was begun is removed, and the next start makes it', async (t) => {
  const { directory, start } = await workplace(t)
  const begun = async () => (await readdir(directory)).some((name) => name.startsWith('postgres.'))
  await assertCutShort(
    (signal) => startEmbeddedPostgres({ directory, log, signal }),
    () => waitUntil(begun),
    patienceWithProcessesMs,
  )
  assert.deepEqual(await readdir(directory), [])
  const postgres = await start(directory)
  assert.deepEqual(await ask(postgres.url, 'select 1 as one'), [{ one: 1 }])
})

test('an embedded server that is being started can be cut short, and is ended', async (t) => {
  const { directory, start } = await workplace(t)
  const postgres = await start(directory)
  await postgres.stop()
  const lockFile = join(directory, 'postgres', 'data', 'postmaster.pid')
  const words = () => readFile(lockFile, 'utf8').catch(() => '')
  // It lets nobody in for two seconds after it is ready, so it is not ours yet; without that it may be ours in an instant.
  const slow = { fsync: 'off', pre_auth_delay: '2' }
  for (const moment of [/^\d+\n/, /\nready/]) {
    await assertCutShort(
      async (signal) => {
        const late = await startEmbeddedPostgres({ directory, log, settings: slow, signal })
        await late.stop()
      },
      () => waitUntil(async () => moment.test(await words())),
      patienceWithProcessesMs,
    )
    assert.deepEqual(await serverProcesses(directory), [])
  }
  // The first signal did it each time: the next, harder one comes after five seconds.
  const serverLog = await readFile(join(directory, 'postgres.log'), 'utf8')
  assert.doesNotMatch(serverLog, /immediate shutdown request/)
})
