import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@taskport/adapters-postgres/testing'
import { tokenOf } from './support/api-process.js'
import { scale } from './support/scale.js'
import { startSlowClient } from './support/slow-client.js'
import { openStage } from './support/stage.js'
import { startWriters } from './support/writers.js'

const stage = await openStage({ deadlineMs: 5_000 })
after(() => stage[Symbol.asyncDispose]())
const { api, url } = stage
/** An answer that nobody reads is kept in memory meanwhile. */
const deaf = 50
const ofEachOther = Math.floor((scale.slowClients - deaf) / 2)
const goodClients = 10
/** Of the whole process: an unread page is kept as text and as bytes. */
const memoryLimitMiB = 300 + 3 * deaf
/** Of the heap alone, when the least of it is garbage: what is handed over for sending leaves not even its text there. */
const heapLimitMiB = deaf
const toleranceMs = 10_000

/** How long the first answers may take until the machine keeps no more of them; only then does their time begin. */
const patienceMs = 20_000

/** How long the API puts up with each, by docs/operations.md; an unread answer up to twice its 30 s. */
const limits = { headers: 10_000, body: 20_000, reading: 60_000 }

const owner = 'reader'
const head = `Host: x\r\nAuthorization: Bearer ${tokenOf(owner)}\r\n`
const forEver = 'x'.repeat(1_000)

/** A list of more than a megabyte; twenty of them are more than the machine keeps for a connection. */
const fillList = async () => {
  await runSql(
    url,
    `insert into owners (user_id, version) values ('${owner}', 1000);
     insert into tasks (user_id, id, title, description, completed_at, created_at, updated_at, deleted_at,
       folded_title, folded_description, created_as, version)
     select '${owner}', gen_random_uuid(), 'Task', repeat('x', 1000), null, now(), now(), null, 'task', '', '', n
     from generate_series(1, 1000) n`,
  )
}

/** What is in use of the heap, in MiB, garbage included. */
const heapInUse = async (): Promise<number> => {
  const text = await (await fetch(`${api.address}/metrics`)).text()
  const bytes = ['heap_size_used', 'external_memory'].map((name) =>
    Number(new RegExp(`^nodejs_${name}_bytes (\\S+)$`, 'm').exec(text)?.[1]),
  )
  return bytes.reduce((sum, one) => sum + one) / 1024 ** 2
}

test(`${2 * ofEachOther + deaf} slow clients are each cut at their time, and good requests go on unharmed`, async () => {
  await fillList()
  const writers = startWriters({ address: api.address, count: goodClients, owners: ['good-1', 'good-2'] })
  after(writers.stop)
  await sleep(3_000)
  const before = writers.writes.slice()
  const heapBefore = await heapInUse()

  const many = (count: number, make: () => ReturnType<typeof startSlowClient>) =>
    Array.from({ length: count }, make)
  const list = `GET /api/tasks HTTP/1.1\r\n${head}\r\n`
  const clients = {
    headers: many(ofEachOther, () =>
      startSlowClient(api.address, { first: 'GET /api/tasks HTTP/1.1\r\nX-Slow: ', rest: forEver }),
    ),
    body: many(ofEachOther, () =>
      startSlowClient(api.address, {
        first: `POST /api/tasks HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
        rest: forEver,
      }),
    ),
    reading: many(0, () => startSlowClient(api.address, { first: list })),
  }
  after(() => {
    for (const client of Object.values(clients).flat()) client.close()
  })
  const start = performance.now()
  let memory = 0
  let leastHeap = Number.POSITIVE_INFINITY
  const watch = setInterval(async () => {
    if (api.hasEnded()) return
    memory = Math.max(memory, await api.memory())
    const isDeafness = clients.reading.length === deaf && performance.now() - start < limits.reading
    if (isDeafness) leastHeap = Math.min(leastHeap, await heapInUse())
  }, 1_000)
  after(() => clearInterval(watch))
  // One after the other: it is what they keep that is measured, not the making of a thousand pages at once.
  for (let count = 0; count < deaf; count += 1) {
    await sleep(100)
    const deafForMs = limits.reading + patienceMs
    clients.reading.push(startSlowClient(api.address, { first: list.repeat(20), deafForMs }))
  }
  for (const [kind, those] of Object.entries(clients)) {
    const cut = await Promise.race([
      Promise.all(those.map(({ cutAfterMs }) => cutAfterMs)),
      sleep(100_000, [Number.POSITIVE_INFINITY], { ref: false }),
    ])
    const [least, most] = [Math.min(...cut), Math.max(...cut)]
    console.log(
      `slow in ${kind}: ${those.length} cut after ${(least / 1_000).toFixed(1)} to ${(most / 1_000).toFixed(1)} s`,
    )
    const limitMs = kind === 'headers' ? limits.headers : kind === 'body' ? limits.body : limits.reading
    assert.ok(most < limitMs + patienceMs + toleranceMs, `${kind}: cut after ${most} ms`)
    assert.ok(least > 0.4 * limitMs, `${kind}: cut after ${least} ms already`)
  }
  clearInterval(watch)
  for (const { received } of [...clients.headers, ...clients.body])
    assert.match(received(), /^HTTP\/1\.1 408 /)

  const seconds = (performance.now() - start) / 1_000
  await writers.stop()
  const meanwhile = writers.writes.slice(before.length)
  const slowest = meanwhile.reduce((most, { slowestMs }) => Math.max(most, slowestMs), 0)
  const rates = [before.length / 3, meanwhile.length / seconds]
  console.log(
    `good requests: ${meanwhile.length} of ${goodClients} clients, ${rates.map((rate) => rate.toFixed(0)).join(' a second before, ')} meanwhile, ` +
      `the slowest ${slowest.toFixed(0)} ms; memory at most ${memory.toFixed(0)} MiB, heap ${heapBefore.toFixed(0)} MiB before and at least ${leastHeap.toFixed(0)} meanwhile`,
  )
  assert.deepEqual(meanwhile.filter(({ outcome }) => outcome !== 'ok').slice(0, 3), [])
  assert.ok(slowest < 5_000, `${slowest} ms`)
  assert.ok(memory < memoryLimitMiB, `${memory} MiB`)
  assert.ok(leastHeap < heapBefore + heapLimitMiB, `${leastHeap} MiB of heap, ${heapBefore} before`)
})
