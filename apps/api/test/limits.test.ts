import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assertProblem } from './support/assert-problem.js'
import { at } from './support/at.js'
import { type Call, call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const asUser = (address: string, user: string) => (path: string, options?: Call) =>
  call(address, path, { token: tokenOf(user), ...options })

test('403: as many tasks as TASK_QUOTA allows, those in the trash too; the same creation again is no new one', async () => {
  await using database = await migratedDatabase()
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret, TASK_QUOTA: '2' }
  await using api = await startApi({ environment })
  const ask = asUser(api.address, 'alice')
  const milk = { id: randomUUID(), title: 'Buy milk' }
  const create = (body: unknown) => ask('/api/tasks', { method: 'POST', body })
  assert.equal((await create(milk)).status, 201)
  assert.equal((await create({ title: 'Buy bread' })).status, 201)
  const refused = await create({ title: 'Buy salt' })
  assertProblem(refused, 403, 'TASK_QUOTA_REACHED')
  assert.match(String(at(refused.body, 'error')), /^You have 2 tasks, those in the trash too/)
  await ask(`/api/tasks/${milk.id}`, { method: 'DELETE' })
  assertProblem(await create({ title: 'Buy salt' }), 403, 'TASK_QUOTA_REACHED')
  assert.equal((await create(milk)).status, 200)
  const list = await ask('/api/tasks?deleted=exclude')
  assert.doesNotMatch(list.text, /salt/)
  const bobs = await asUser(api.address, 'bob')('/api/tasks', { method: 'POST', body: milk })
  assert.equal(bobs.status, 201, 'each user has room of their own')
})

test('429: two instances on one database keep one rate for each user, and one for each address', async () => {
  await using database = await migratedDatabase()
  const environment = {
    NEON_DB_URL: database.url,
    BETTER_AUTH_SECRET: secret,
    RATE_PER_USER: '3',
    RATE_PER_ADDRESS: '6',
    RATES_SHARED: 'true',
    TRUSTED_PROXIES: 'loopback',
  }
  await using one = await startApi({ environment })
  await using two = await startApi({ environment })
  const from = (client: string) => ({ headers: { 'x-forwarded-for': client } })
  const alice = (address: string) => asUser(address, 'alice')('/api/tasks', from('198.51.100.1'))

  for (const { address } of [one, two, one]) assert.equal((await alice(address)).status, 200)
  const refused = await alice(two.address)
  assertProblem(refused, 429, 'TOO_MANY_REQUESTS')
  assert.match(refused.headers['retry-after'] ?? '', /^[1-9]\d?$/)
  assert.equal((await asUser(one.address, 'bob')('/api/tasks', from('198.51.100.1'))).status, 200)
  assert.equal((await call(two.address, '/api/tasks', from('198.51.100.1'))).status, 401)
  assertProblem(await call(one.address, '/openapi.json', from('198.51.100.1')), 429, 'TOO_MANY_REQUESTS')
  assert.equal((await call(one.address, '/openapi.json', from('198.51.100.2'))).status, 200)

  await one.stop()
  const exceeded = one.log().filter((line) => at(line, 'status') === 429)
  assert.deepEqual(
    exceeded.map((line) => [at(line, 'exceeded'), at(line, 'address')]),
    [['address', '198.51.100.1']],
  )
})
