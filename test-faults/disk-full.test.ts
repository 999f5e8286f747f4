import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@taskport/adapters-postgres/testing'
import { newCaller } from './support/caller.js'
import { disorderOf, offencesOf } from './support/offences.js'
import { mountSmallDisk } from './support/small-disk.js'
import { openStage, type Stage } from './support/stage.js'
import { storedTasks } from './support/stored.js'
import { until } from './support/until.js'
import { startWriters } from './support/writers.js'

const mebibyte = 1024 * 1024
const deadlineMs = 2_000
const writerCount = 10
const owners = Array.from({ length: 5 }, (_, index) => `owner-${index}`)
const enough = 300
const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

// Where nobody lets us mount one, a file that may not grow is all that can be tried.
const disk = await mountSmallDisk(256)
if (disk !== null) opened.use(disk)

/** Small rows of somebody else's, until the table's file is so large that few more fit below the limit. */
const fillTable = async (url: string, bytes: number) => {
  await runSql(
    url,
    "insert into owners (user_id, version) values ('ballast', 1000000) on conflict do nothing",
  )
  for (let version = 1; ; version += 5_000) {
    const [row] = await runSql(url, "select pg_relation_size('tasks') as bytes")
    if (Number(row?.bytes) >= bytes) return
    await runSql(
      url,
      `insert into tasks (user_id, id, title, created_at, updated_at, version, folded_title, folded_description, created_as)
       select 'ballast', gen_random_uuid(), 'Ballast', now(), now(), $1::bigint + n, 'ballast', '', ''
       from generate_series(0, 4999) n`,
      [version],
    )
  }
}

/** As an operator does who has made room: a server that has given up is started again. */
const untilItRuns = ({ server, url }: Stage) =>
  until(async () => {
    if (server.hasEnded()) await server.start().catch(() => {})
    return runSql(url, 'select 1').then(
      () => true,
      () => false,
    )
  }, 60_000)

const writeWhileFull = async (stage: Stage, fill: () => Promise<void>, free: () => Promise<void>) => {
  const { api, url } = stage
  const writers = startWriters({ address: api.address, count: writerCount, owners })
  await using _stopping = { [Symbol.asyncDispose]: writers.stop }
  const refused = () => writers.writes.filter(({ outcome }) => outcome !== 'ok')
  await until(() => writers.acknowledged() >= enough)
  await fill()
  await until(() => refused().length >= enough, 60_000)
  // What is written ahead needs room as well, sooner or later; then the server ends all sessions, and perhaps itself.
  await runSql(url, 'select pg_switch_wal() from generate_series(1, 4)').catch(() => {})
  await sleep(2_000)
  const reading = await newCaller(api.address).ask('GET', '/api/tasks')
  const isServerAway = stage.server.hasEnded()
  await free()
  await untilItRuns(stage)
  const before = writers.acknowledged()
  await until(() => writers.acknowledged() >= before + enough)
  await writers.stop()
  // Whatever is to be stored late has had its time.
  await sleep(2 * deadlineMs)

  const { writes } = writers
  const kinds = Map.groupBy(writes, ({ outcome, status }) => `${outcome} ${status}`)
  console.log(
    Object.fromEntries([...kinds].map(([kind, those]) => [kind, those.length])),
    `a reader meanwhile: ${reading.status}; the server had ${isServerAway ? 'given up' : 'gone on'}`,
  )
  assert.deepEqual(
    writes.filter(({ outcome }) => outcome === 'wrong').slice(0, 5),
    [],
    api.output().slice(-2_000),
  )
  const told = writes.filter(({ outcome, status }) => outcome === 'failed' && status !== 503)
  assert.deepEqual(told.slice(0, 5), [])
  assert.ok(reading.status === 200 || reading.status === 503, `${reading.status}`)
  assert.deepEqual(offencesOf(writes, await storedTasks(url, owners)).slice(0, 5), [])
  assert.deepEqual(disorderOf(writes).slice(0, 5), [])
  assert.doesNotMatch(api.output(), /fault of ours/)
  return { reading, isServerAway }
}

test('a file that may not grow (a limit, a quota): writers are told 503, readers are served, and all are once it may', async () => {
  const limit = 16 * mebibyte
  const stage = opened.use(await openStage({ deadlineMs }))
  await fillTable(stage.url, limit - mebibyte / 8)
  const { reading, isServerAway } = await writeWhileFull(
    stage,
    () => stage.server.limitFiles(limit),
    () => stage.server.limitFiles(null),
  )
  assert.deepEqual([reading.status, isServerAway], [200, false])
})

if (disk !== null) {
  test('a disk that is full: 503 whatever the server makes of it, nothing acknowledged is lost, and service once there is room', async () => {
    const stage = opened.use(await openStage({ deadlineMs, within: disk.path }))
    await writeWhileFull(stage, () => disk.fill(mebibyte), disk.free)
  })
} else console.log('No disk can be mounted here: a full one is not tried')
