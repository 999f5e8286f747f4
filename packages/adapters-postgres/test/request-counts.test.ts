import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
import { runSql } from '@taskport/adapters-postgres/testing'
import { openTasks } from './support/open-tasks.js'

const { url, requestCounts, close } = await openTasks()
after(close)

const rows = () => runSql(url, 'select key, count from request_counts')

test('a window begins with its first request and lasts as long as it was said to', async () => {
  const first = await requestCounts.add('user ann', 60_000)
  assert.equal(first.count, 1)
  assert.ok(first.remainingMs > 59_000 && first.remainingMs <= 60_000, String(first.remainingMs))
  await sleep(20)
  const second = await requestCounts.add('user ann', 60_000)
  assert.equal(second.count, 2)
  assert.ok(second.remainingMs < first.remainingMs, 'later requests do not prolong it')
  assert.equal((await requestCounts.add('user bob', 60_000)).count, 1)
})

test('when a window has ended the next one begins', async () => {
  await requestCounts.add('user carol', 60_000)
  assert.equal((await requestCounts.add('user carol', 60_000)).count, 2)
  await runSql(url, "update request_counts set window_ends_at = now() - interval '1 millisecond'")
  const next = await requestCounts.add('user carol', 60_000)
  assert.equal(next.count, 1)
  assert.ok(next.remainingMs > 59_000)
})

test('of many at once, on several instances, each is counted', async () => {
  const other = await openPostgres({ settings: connectionSettings(url), poolSize: 5, deadlineMs: 10_000 })
  try {
    const counted = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 === 0 ? requestCounts : other.requestCounts).add('user dan', 60_000),
      ),
    )
    assert.deepEqual(
      counted.map(({ count }) => count).sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, index) => index + 1),
    )
  } finally {
    await other.close()
  }
})

test('neither users nor addresses stand in the table', async () => {
  await requestCounts.add(`user ${'x'.repeat(5_000)}`, 60_000)
  const keys = (await rows()).map(({ key }) => String(key))
  assert.ok(keys.length > 0)
  for (const key of keys) assert.match(key, /^[\w-]{43}$/)
})

test('windows that have ended are swept out, so that the table does not grow for ever', async () => {
  await Promise.all(Array.from({ length: 300 }, (_, index) => requestCounts.add(`passer-by ${index}`, 1)))
  await sleep(20)
  for (let more = 0; more < 100; more += 1) await requestCounts.add('user erin', 60_000)
  assert.ok((await rows()).length < 50, `${(await rows()).length} rows are left`)
})
