import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@taskport/adapters-postgres/testing'
import { newCaller } from './support/caller.js'
import { scale } from './support/scale.js'
import { openStage } from './support/stage.js'
import { startLoad } from './support/start-load.js'

const stage = await openStage({ deadlineMs: 5_000, environment: { DB_POOL_SIZE: '3' } })
after(() => stage[Symbol.asyncDispose]())
const { api, network, url } = stage
const warmUpMs = 2_000
const bestMs = 5_000
const times = 10
const leastShare = 0.8
const quickMs = 250
const memoryLimitMiB = 300

// Few connections to a database a little further away, so that those are what is short, and this machine can send ten times what they carry.
network.hinder('toClient', { delayMs: 40 })

/** Creations a second that callers get done who wait for one another's ends. */
const bestGoodput = async (): Promise<number> => {
  let done = 0
  let isOver = false
  const callers = Array.from({ length: 40 }, () => newCaller(api.address))
  const all = callers.map(async ({ create }) => {
    for (; !isOver; done += 1) assert.equal((await create()).status, 201)
  })
  await sleep(warmUpMs)
  const before = done
  await sleep(bestMs)
  const best = ((done - before) / bestMs) * 1_000
  isOver = true
  await Promise.all(all)
  return best
}

test('ten times the load that it can carry: it does as much as ever, and refuses the rest at once', async () => {
  const best = await bestGoodput()

  let memory = 0
  const watch = setInterval(async () => {
    memory = Math.max(memory, await api.memory())
  }, 500)
  const load = await startLoad(api.address, times * best, scale.overloadMs)
  clearInterval(watch)
  const goodput = (load.servedInTime / scale.overloadMs) * 1_000
  console.log(
    `best ${best.toFixed(0)} a second; sent ${((load.sent / scale.overloadMs) * 1_000).toFixed(0)} a second, ` +
      `served ${goodput.toFixed(0)} a second (${((100 * goodput) / best).toFixed(0)} %); memory at most ${memory.toFixed(0)} MiB`,
    load,
  )
  assert.deepEqual(load.others, {})
  assert.ok(load.sent > 0.9 * times * best * (scale.overloadMs / 1_000), 'the load was as planned')
  assert.ok(goodput >= leastShare * best, `${goodput} of ${best}`)
  assert.ok(load.refusedMs.p99 <= quickMs + 2 * load.stallMs, `refused within ${load.refusedMs.p99} ms`)
  assert.ok(memory < memoryLimitMiB, `${memory} MiB`)
  const [row] = await runSql(url, "select count(*) from tasks where user_id like 'crowd-%'")
  assert.equal(Number(row?.count), load.served, 'what was refused is not stored')
  assert.equal((await newCaller(api.address).create()).status, 201)
})
