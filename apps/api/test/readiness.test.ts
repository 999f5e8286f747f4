import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTcpProxy, runSql } from '@taskport/adapters-postgres/testing'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { figuresAt } from './support/metrics/figures.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const database = await migratedDatabase()
after(() => database[Symbol.asyncDispose]())

/** Null: nobody answers there any more. */
const readiness = (address: string): Promise<number | null> =>
  call(address, '/health/ready').then(
    ({ status }) => status,
    () => null,
  )

test('it goes red while the database is away, and green again by itself, and the process lives all the time', async () => {
  await using proxy = await openTcpProxy(database.port)
  await using api = await startApi({
    environment: { NEON_DB_URL: database.through(proxy.port), BETTER_AUTH_SECRET: secret },
  })
  assert.equal(await readiness(api.address), 200)
  await proxy.refuse()
  await waitUntil(async () => (await readiness(api.address)) === 503)
  assert.equal((await call(api.address, '/health/live')).status, 200)
  await proxy.pass()
  await waitUntil(async () => (await readiness(api.address)) === 200)
})

test('it stays green while every place at the database, the reserve too, is taken by slow statements, and many wait', async () => {
  await using own = await migratedDatabase()
  await runSql(
    own.url,
    `create function linger() returns trigger language plpgsql as $$begin perform pg_sleep(2); return new; end$$;
     create trigger linger before insert on tasks for each row execute function linger();`,
  )
  await using api = await startApi({
    environment: {
      NEON_DB_URL: own.url,
      BETTER_AUTH_SECRET: secret,
      DB_POOL_SIZE: '2',
      DB_DEADLINE_MS: '60000',
    },
  })
  const body = { title: 'Slow' }
  const slow = Array.from({ length: 6 }, (_, index) =>
    call(api.address, '/api/tasks', { token: tokenOf(`user-${index}`), method: 'POST', body }),
  )
  await waitUntil(async () => {
    const { sum } = await figuresAt(`${api.address}/metrics`)
    return sum('taskport_db_gate_running') === 3 && sum('taskport_db_gate_waiting') === 3
  })
  assert.equal(await readiness(api.address), 200)
  for (const { status } of await Promise.all(slow)) assert.equal(status, 201)
})

test('it is red from the first moment of a stop on, while what arrives is still answered', async () => {
  await using api = await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } })
  assert.equal(await readiness(api.address), 200)
  const seen: (number | null)[] = []
  const ended = api.stop()
  while (seen.at(-1) !== null) seen.push(await readiness(api.address))
  assert.equal((await ended).code, 0)
  // Signals take a moment to arrive; after the first 503 there is no 200.
  assert.deepEqual(
    seen.filter((status, index) => status !== seen[index - 1]).filter((status) => status !== 200),
    [503, null],
  )
  assert.ok(seen.lastIndexOf(200) < seen.indexOf(503))
})
