import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openTestDatabase, runSql as sql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { StorageUnavailable } from '@taskport/domain'
import { countOutcomes } from './support/count-outcomes.js'
import { holdOwner } from './support/hold-owner.js'
import { newTask } from './support/new-task.js'
import { openTasks, openTasksThroughProxy } from './support/open-tasks.js'
import { rejection } from './support/rejection.js'
import { terminateBackends } from './support/terminate-backends.js'
import { waitUntil } from './support/wait-until.js'

test('close waits for what runs and for what waits for its turn', async () => {
  const database = await openTasks({ poolSize: 2 })
  after(database.close)
  await database.tasks.insert(newTask('ann'))
  const holder = await holdOwner(database.url, 'ann')
  const calls = countOutcomes(Array.from({ length: 20 }, () => database.tasks.insert(newTask('ann'))))
  await waitUntil(async () => {
    const [row] = await sql(
      database.url,
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'",
    )
    return Number(row?.count) >= 2
  })
  const closed = database.closeRepository()
  // Longer than slonik waits for a statement.
  await sleep(1_000)
  await holder.letGo()
  await closed
  assert.deepEqual(await calls, { served: 20, unavailable: 0, other: [] })
  const late = await rejection(database.tasks.insert(newTask('ann')))
  assert.ok(late instanceof StorageUnavailable, String(late))
})

test('close does not wait longer than the deadline', async () => {
  const database = await openTasks({ poolSize: 1, deadlineMs: 500 })
  after(database.close)
  await database.tasks.insert(newTask('ann'))
  const holder = await holdOwner(database.url, 'ann')
  after(holder.letGo)
  const calls = countOutcomes([database.tasks.insert(newTask('ann')), database.tasks.insert(newTask('ann'))])
  const start = performance.now()
  await database.closeRepository()
  assert.ok(performance.now() - start < 5_000)
  assert.deepEqual(await calls, { served: 0, unavailable: 2, other: [] })
})

test('what the server says after the end disturbs nobody', async () => {
  const { url, network, tasks, closeRepository, close } = await openTasksThroughProxy({ poolSize: 3 })
  after(close)
  await countOutcomes(Array.from({ length: 9 }, () => tasks.insert(newTask('ann'))))
  await network.lose('toServer')
  await closeRepository()
  await terminateBackends(url)
  // An error that nobody listens for would fail this test.
  await sleep(500)
})

test('a process ends though its server no longer answers', async () => {
  const database = await openTestDatabase(testServerUrl())
  after(database.drop)
  const program = `
    import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
    import { openTcpProxy } from '@taskport/adapters-postgres/testing'
    const url = new URL(${JSON.stringify(database.url)})
    const network = await openTcpProxy(Number(url.port))
    url.port = String(network.port)
    const { ping, close } = await openPostgres({ settings: connectionSettings(url.href), poolSize: 2, deadlineMs: 1000 })
    await ping()
    await network.swallow()
    network.unref()
    await close()
    console.log('closed')`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@taskport/source', '--import=tsx', '--input-type=module', '--eval', program],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', timeout: 20_000 },
  )
  assert.deepEqual([status, stdout.trim()], [0, 'closed'], stderr)
})
