import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { scale } from './support/scale.js'
import { openStage } from './support/stage.js'
import { startLoad } from './support/start-load.js'

const stage = await openStage({ deadlineMs: 5_000 })
after(() => stage[Symbol.asyncDispose]())
const { api, server } = stage
const perSecond = 250
const stillMs = 1_000
const everyMs = 1_000

test(`a database that stands still for a second now and again turns nobody away: all can be served in time`, async () => {
  let isOver = false
  let times = 0
  const standstills = async () => {
    for (; !isOver; times += 1) {
      await sleep(everyMs)
      await server.freeze()
      await sleep(stillMs)
      await server.thaw()
    }
  }
  const standing = standstills()
  const load = await startLoad(api.address, perSecond, scale.stallsMs)
  isOver = true
  await standing
  console.log(`${times} standstills`, load)
  assert.ok(times >= 3)
  assert.deepEqual([load.refused, load.others], [0, {}])
  assert.equal(load.served, load.sent)
})
