import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openTcpProxy, runSql as sql } from '@taskport/adapters-postgres/testing'
import { type ApiProcess, entry, spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { emptyDatabase, migratedDatabase } from './support/database.js'
import { startApi, untilListening } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const production = { NODE_ENV: 'production', BETTER_AUTH_SECRET: secret }

const linesOf = (api: ApiProcess, message: RegExp): unknown[] =>
  api.log().filter((line) => message.test(String(at(line, 'msg'))))

const fatalOf = (api: ApiProcess): string => {
  const lines = api.log().filter((line) => at(line, 'level') === 'fatal')
  assert.equal(lines.length, 1, api.stdout())
  return String(at(lines[0], 'msg'))
}

test('In production it starts with two variables, greets nobody, and says what an operator may have forgotten', async () => {
  await using database = await migratedDatabase()
  await using api = await startApi({
    environment: { ...production, NEON_DB_URL: database.url, HOST: '127.0.0.1' },
  })
  const token = tokenOf('alice')
  const body = { title: 'Buy milk' }
  assert.equal((await call(api.address, '/api/tasks', { method: 'POST', token, body })).status, 201)
  const refused = `${token.slice(0, -4)}AAAA`
  assert.equal((await call(api.address, '/api/tasks', { token: refused })).status, 401)
  assert.equal((await call(api.address, `/api/tasks?token=${token}`, { token })).status, 422)
  assert.equal((await api.stop()).code, 0)
  assert.equal(api.stderr(), '')
  assert.equal(linesOf(api, /^Request answered$/).length, 3)
  assert.equal(linesOf(api, /^No rate limit is set/).length, 1)
  assert.equal(linesOf(api, /^The data is kept on this machine alone/).length, 0)
})

test('Without the secret it does not start, and names the variable', async () => {
  await using database = await migratedDatabase()
  for (const environment of [
    { NODE_ENV: 'production', NEON_DB_URL: database.url },
    { NEON_DB_URL: database.url },
  ]) {
    await using api = await spawnApi({ environment })
    assert.equal((await api.end()).code, 1)
    assert.match(api.stderr(), /^- BETTER_AUTH_SECRET must be set /m)
    assert.doesNotMatch(api.stderr(), /^ +at /m)
  }
})

test('Two processes started at once on an empty database both come up', async () => {
  await using database = await emptyDatabase()
  const environment = { ...production, NEON_DB_URL: database.url }
  await using first = await spawnApi({ environment })
  await using second = await spawnApi({ environment })
  const apis = await Promise.all([untilListening(first), untilListening(second)])
  const id = crypto.randomUUID()
  const token = tokenOf('alice')
  for (const { address } of apis) {
    const answer = await call(address, '/api/tasks', { method: 'POST', token, body: { id, title: 'Once' } })
    assert.ok(answer.status < 300, answer.text)
  }
  const applied = await sql(database.url, 'select name from taskport_migrations')
  assert.equal(new Set(applied.map(({ name }) => name)).size, applied.length)
  const upgrades = [first, second].flatMap((api) => linesOf(api, /^Database schema brought up to date$/))
  assert.equal(upgrades.length, 1)
})

test('It waits for its database with a warning a second, and serves once it is there', async () => {
  await using database = await migratedDatabase()
  await using proxy = await openTcpProxy(database.port)
  await proxy.refuse()
  await using api = await spawnApi({
    environment: { ...production, NEON_DB_URL: database.through(proxy.port) },
  })
  await waitUntil(() => linesOf(api, /^Waiting for the database$/).length > 0)
  await sleep(1_700)
  await proxy.pass()
  const { address } = await untilListening(api)
  assert.equal((await call(address, '/health/ready')).status, 200)
  const warnings = linesOf(api, /^Waiting for the database$/)
  assert.deepEqual(new Set(warnings.map((line) => at(line, 'level'))), new Set(['warn']))
  const waited = warnings.map((line) => Number(at(line, 'waitedMs')))
  assert.ok(waited.length >= 2, api.stdout())
  for (const [index, ms] of waited.entries()) {
    assert.ok(index === 0 || ms - (waited[index - 1] ?? 0) >= 900, `Warnings after ${waited} ms`)
  }
})

test('A database that never comes ends it, with what to do', async () => {
  await using database = await migratedDatabase()
  await using proxy = await openTcpProxy(database.port)
  await proxy.refuse()
  const url = database.through(proxy.port)
  await using api = await spawnApi({
    environment: { ...production, NEON_DB_URL: url, DB_START_LIMIT_S: '2' },
  })
  assert.equal((await api.end()).code, 1)
  assert.match(
    fatalOf(api),
    /^Taskport could not start\. The database test_\w+ on 127\.0\.0\.1:\d+ did not answer within 2 s .*NEON_DB_URL.*DB_START_LIMIT_S\.$/,
  )
})

test('A database that refuses the login, or that is not there, ends it at once', async () => {
  await using database = await migratedDatabase()
  const wrong = new URL(database.url)
  wrong.password = 'wrong-password-of-the-tests'
  const missing = new URL(database.url)
  missing.pathname = '/missing'
  for (const { href } of [wrong, missing]) {
    await using api = await spawnApi({ environment: { ...production, NEON_DB_URL: href } })
    assert.equal((await api.end()).code, 1)
    assert.equal(linesOf(api, /^Waiting for the database$/).length, 0)
    assert.match(fatalOf(api), /refuses the login \(.*\): correct NEON_DB_URL\.$/)
  }
})

test('SIGTERM ends it while it waits for its database', async () => {
  await using database = await migratedDatabase()
  await using proxy = await openTcpProxy(database.port)
  await proxy.refuse()
  await using api = await spawnApi({
    environment: { ...production, NEON_DB_URL: database.through(proxy.port) },
  })
  await waitUntil(() => linesOf(api, /^Waiting for the database$/).length > 0)
  assert.equal((await api.stop()).code, 0)
})

test('An error that nobody caught is logged, and ends it in order with exit code 1', async () => {
  await using database = await migratedDatabase()
  const fault = `process.on('SIGUSR2', () => { throw new Error('planted') })`
  const planted = `data:text/javascript,${encodeURIComponent(fault)}`
  await using api = await startApi({
    environment: { ...production, NEON_DB_URL: database.url },
    command: [process.execPath, '--import', planted, entry],
  })
  assert.equal((await api.stop('SIGUSR2')).code, 1)
  assert.equal(fatalOf(api), 'An error was not caught')
  assert.match(api.stdout(), /Error: planted/)
  assert.equal(linesOf(api, /^Stopped$/).length, 1)
})
