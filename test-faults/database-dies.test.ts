import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@taskport/adapters-postgres/testing'
import { accountsOf, type Episode, printed, sumOf } from './support/accounting.js'
import { disorderOf, offencesOf } from './support/offences.js'
import { scale } from './support/scale.js'
import { openStage } from './support/stage.js'
import { watchStalls } from './support/stalls.js'
import { fedTasks, storedTasks } from './support/stored.js'
import { startWriters } from './support/writers.js'

const writerCount = 40
const owners = Array.from({ length: 20 }, (_, index) => `owner-${index}`)
const freezeMs = 5_000
const toleranceMs = 250
const firstSuccessLimitMs = 1_000
/** The longest that the suite waits for the writers. */
const patienceMs = 20 * 60_000

const stage = await openStage()
after(() => stage[Symbol.asyncDispose]())
const { server, network, url, api, deadlineMs } = stage

/** Each does its harm, and ends when the database is there again. */
const faults: Readonly<Record<string, (turn: number) => Promise<void>>> = {
  'kill -9': async (turn) => {
    await server.kill()
    await sleep([0, 100, 500, 1_500][turn % 4])
    await server.start()
  },
  'one backend killed': async () => {
    await server.killOneBackend()
    await untilItAnswers()
  },
  'backends terminated': async () => {
    await runSql(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'taskport'",
    )
  },
  'frozen 5 s': async () => {
    await server.freeze()
    await sleep(freezeMs)
    await server.thaw()
  },
  'connections reset': async () => network.reset(),
  'replies lost': async () => {
    network.lose('toClient')
    await sleep(deadlineMs)
  },
  'network silent 0.5 s': async () => {
    await network.swallow()
    await sleep(500)
    await network.pass()
  },
  'network silent 3 s': async () => {
    await network.swallow()
    await sleep(3_000)
    await network.pass()
  },
}

const untilItAnswers = async () => {
  const until = performance.now() + 30_000
  for (;;) {
    try {
      await runSql(url, 'select 1')
      return
    } catch (error) {
      if (performance.now() > until) throw error
      await sleep(10)
    }
  }
}

/** Kills first and foremost, the others in between, evenly. */
const plan = (): string[] => {
  const others = Object.keys(faults).filter((fault) => fault !== 'kill -9')
  const rest = Array.from({ length: scale.others }, () => others).flat()
  const total = scale.kills + rest.length
  return Array.from({ length: total }, (_, index) => {
    const isOther =
      Math.floor(((index + 1) * rest.length) / total) > Math.floor((index * rest.length) / total)
    return isOther ? (rest[Math.floor((index * rest.length) / total)] ?? 'kill -9') : 'kill -9'
  })
}

test(`${writerCount} writers while the database dies ${scale.kills} times: nothing acknowledged is lost or doubled, nothing failed is stored`, async () => {
  using stalls = watchStalls()
  const writers = startWriters({ address: api.address, count: writerCount, owners })
  const episodes: Episode[] = []
  const planned = plan()
  const startMs = performance.now()

  const untilAcknowledged = async (count: number) => {
    while (writers.acknowledged() < count) {
      assert.ok(
        performance.now() - startMs < patienceMs,
        `${writers.acknowledged()} writes in ${patienceMs} ms`,
      )
      assert.ok(!api.hasEnded(), `The API has ended.\n${api.output()}`)
      await sleep(20)
    }
  }

  for (const [index, fault] of planned.entries()) {
    await untilAcknowledged((scale.acknowledged * (index + 1)) / (planned.length + 1))
    stalls.longestMs()
    const begun = performance.now()
    await faults[fault]?.(index)
    const returnMs = performance.now()
    const back = writers.acknowledged()
    await untilAcknowledged(back + 1)
    await sleep(deadlineMs)
    episodes.push({ fault, startMs: begun, returnMs, stallMs: stalls.longestMs() })
  }
  await untilAcknowledged(scale.acknowledged)
  await writers.stop()
  // Whatever is to be stored late has had its time.
  await sleep(2 * deadlineMs)

  const { writes } = writers
  const stored = await storedTasks(url, owners)
  const offences = offencesOf(writes, stored)
  const accounts = accountsOf(episodes, writes, offences)
  const all = sumOf(accounts)
  const seconds = (performance.now() - startMs) / 1_000
  console.log(`${printed([...accounts, all])}\nin ${seconds.toFixed(0)} s`)

  assert.deepEqual(offences.slice(0, 5), [])
  assert.deepEqual(writes.filter(({ outcome }) => outcome === 'wrong').slice(0, 5), [], api.output())
  assert.deepEqual(disorderOf(writes).slice(0, 5), [], 'the order of versions is the order of writes')
  assert.equal(new Set(stored.map(({ ownerId, version }) => `${ownerId} ${version}`)).size, stored.length)
  const marks = new Set(writes.map(({ mark }) => mark))
  assert.deepEqual(stored.filter(({ title }) => !marks.has(title)).slice(0, 5), [], 'nothing else is stored')

  for (const ownerId of owners) {
    const fed = await fedTasks(api.address, ownerId)
    const kept = stored
      .filter((task) => task.ownerId === ownerId)
      .toSorted((one, other) => one.version - other.version)
    assert.deepEqual(
      fed,
      kept.map(({ id, version }) => ({ id, version })),
      'the feed tells each task once, in the order of versions',
    )
  }

  assert.equal(episodes.filter(({ fault }) => fault === 'kill -9').length, scale.kills)
  assert.ok(all.ok >= scale.acknowledged)
  for (const { fault, slowestOwn, firstSuccess } of accounts) {
    assert.ok(slowestOwn <= deadlineMs + toleranceMs, `${fault}: an answer took ${slowestOwn} ms`)
    assert.ok(
      (firstSuccess ?? 0) <= firstSuccessLimitMs,
      `${fault}: the first success took ${firstSuccess} ms`,
    )
  }
})
