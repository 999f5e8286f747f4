import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { firstPage } from './support/first-page.js'
import { newTask } from './support/new-task.js'
import { openTasksThroughProxy } from './support/open-tasks.js'

const poolSize = 4
const deadlineMs = 5_000
const { tasks, network, close } = await openTasksThroughProxy({ poolSize, deadlineMs })
after(close)

/** Callers who go on whatever they are told, more than travel at once; answers when the next one is served. */
const startCallers = () => {
  let isOver = false
  let onServed = () => {}
  const one = async () => {
    while (!isOver) {
      const isServed = await tasks.insert(newTask('ann')).then(
        () => true,
        () => false,
      )
      if (isServed) onServed()
      else await sleep(10)
    }
  }
  const all = Array.from({ length: 12 * poolSize }, one)
  return {
    served: () =>
      new Promise<void>((resolve) => {
        onServed = resolve
      }),
    stop: async () => {
      isOver = true
      await Promise.all(all)
      // The server waits a minute for what was silenced at its login, and nobody can drop a database meanwhile.
      network.cut()
    },
  }
}

/** Shorter than the deadline: what fell into the silence is waited for, and holds its places, until long after it. */
for (const silentMs of [300, 1_500, 3_500]) {
  test(`${silentMs} ms of silence are over for the callers within a second`, async () => {
    const { served, stop } = startCallers()
    await served()
    await network.swallow()
    await sleep(silentMs)
    await network.pass()
    const returned = performance.now()
    await served()
    const took = performance.now() - returned
    await stop()
    assert.ok(took < 1_000, `the first was served after ${took} ms`)
  })
}

test('connections that fall silent for good, while new ones come through, do not stop the service', async () => {
  const { served, stop } = startCallers()
  await served()
  network.lose('toClient')
  const lost = performance.now()
  // Those that came through before.
  await sleep(50)
  await served()
  const took = performance.now() - lost
  await stop()
  assert.ok(took < 1_500, `the next was served after ${took} ms`)
})

test('when one connection has fallen silent, those that lay idle meanwhile are not tried one after the other', async () => {
  const { tasks, network, close, load } = await openTasksThroughProxy({ poolSize, deadlineMs: 1_000 })
  after(close)
  const search = { ownerId: 'ann', ...firstPage, words: ['milk'] }
  await Promise.all(Array.from({ length: poolSize }, () => tasks.list(search)))
  assert.ok(load().connections.idle > 1)
  await network.swallow()
  await network.pass()
  await assert.rejects(tasks.insert(newTask('ann')), { name: 'StorageUnavailable' })
  for (let times = 0; times < poolSize; times += 1) await tasks.insert(newTask('ann'))
})
