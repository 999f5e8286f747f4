import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  globalSetup,
  globalTeardown,
  openTcpProxy,
  openTestDatabase,
  testServerUrl,
} from '@taskport/adapters-postgres/testing'
import { startApi } from '../support/api-process.js'
import { newCaller } from '../support/caller.js'
import { member } from '../support/member.js'
import { through } from '../support/stage.js'
import { until } from '../support/until.js'
import { startStandby } from './start-standby.js'

const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

await globalSetup()
opened.defer(globalTeardown)
const { url, drop } = await openTestDatabase(testServerUrl())
opened.defer(drop)
const standby = opened.use(await startStandby(testServerUrl()))
const copy = through(url, standby.port)
const network = opened.use(await openTcpProxy(Number(new URL(url).port)))
const address = through(url, network.port)
const api = opened.use(await startApi(address))

const firstWriteLimitMs = 5_000
const caller = newCaller(api.address)
const ready = async () => (await caller.ask('GET', '/health/ready')).status

test('a failover: a standby is read from, refuses writes for the moment, and takes them once it is promoted', async () => {
  const { status, answer } = await caller.create()
  assert.equal(status, 201)
  const id = String(member(answer.body, 'data', 'id'))
  const deleted = String(member((await caller.create()).answer.body, 'data', 'id'))
  assert.equal((await caller.ask('DELETE', `/api/tasks/${deleted}`)).status, 200)
  await until(async () => (await caller.stored(copy)) === 2)

  network.lead(standby.port)
  await until(async () => (await ready()) === 200)
  for (const path of [
    '/api/tasks',
    `/api/tasks/${id}`,
    '/api/changes',
    '/api/tasks?deleted=only',
    '/api/tasks?q=milk',
  ]) {
    assert.equal((await caller.ask('GET', path)).status, 200, path)
  }
  const writes = [
    await caller.create(),
    await caller.create(id),
    await caller.ask('PATCH', `/api/tasks/${id}`, { title: 'Buy bread' }),
    await caller.ask('DELETE', `/api/tasks/${id}`),
    await caller.ask('POST', `/api/tasks/${deleted}/restore`),
  ]
  for (const told of writes) {
    assert.deepEqual([told.status, told.code], [503, 'SERVICE_UNAVAILABLE'])
    assert.match(String(told.answer.headers['retry-after']), /^[1-9]/)
  }
  assert.equal(await ready(), 200, 'readers are not sent away')
  await assert.rejects(
    startApi(address),
    /can only be read from .* point NEON_DB_URL at the primary/,
    'an API that starts there says why it does not',
  )

  await standby.promote()
  const promoted = performance.now()
  await until(async () => (await caller.create()).status === 201)
  const took = performance.now() - promoted
  console.log(`the first write was done ${took.toFixed(0)} ms after the promotion`)
  assert.ok(took < firstWriteLimitMs, `${took} ms`)
  assert.equal((await caller.ask('PATCH', `/api/tasks/${id}`, { title: 'Buy bread' })).status, 200)
  assert.equal((await caller.ask('POST', `/api/tasks/${deleted}/restore`)).status, 200)
  await sleep(500)
  assert.equal(await caller.stored(copy), 3, 'nothing that was refused is stored later')
  assert.equal(api.hasEnded(), false)
  assert.doesNotMatch(api.output(), /fault of ours/)
  const another = opened.use(await startApi(address))
  assert.equal((await newCaller(another.address).create()).status, 201)
})
