import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionSettings, waitForDatabase } from '@taskport/adapters-postgres'
import { openTcpProxy, testServerUrl } from '@taskport/adapters-postgres/testing'
import { StorageUnavailable } from '@taskport/domain'
import { DatabaseError } from 'pg'
import { recordedLog } from './support/recorded-log.js'
import { startRefusingServer } from './support/refusing-server.js'
import { rejection } from './support/rejection.js'

const { log, lines } = recordedLog()
const password = decodeURIComponent(new URL(testServerUrl()).password)

const network = await openTcpProxy(Number(new URL(testServerUrl()).port))
after(network.close)

const through = (change: (url: URL) => void = () => {}) => {
  const url = new URL(testServerUrl())
  url.port = String(network.port)
  change(url)
  return connectionSettings(url.href)
}

/** How long it took to reject, in milliseconds, with what, and what was logged meanwhile. */
const failure = async (wait: Parameters<typeof waitForDatabase>[0]['settings'], limitMs: number) => {
  const before = lines.length
  const start = performance.now()
  const error = await rejection(waitForDatabase({ settings: wait, log, limitMs }))
  return { error, tookMs: performance.now() - start, lines: lines.slice(before) }
}

test('a database that is there is not waited for', async () => {
  await waitForDatabase({ settings: through(), log, limitMs: 5_000 })
  assert.deepEqual(lines, [])
})

test('a database that comes up is waited for, with a line a second', async () => {
  const before = lines.length
  await network.refuse()
  const waiting = waitForDatabase({ settings: through(), log, limitMs: 30_000 })
  await sleep(2_300)
  await network.pass()
  await waiting
  const told = lines.slice(before)
  assert.ok(told.length >= 2 && told.length <= 4, `${told.length} lines`)
  for (const { level, fields } of told) {
    assert.equal(level, 'warn')
    assert.deepEqual(Object.keys(fields), ['host', 'port', 'waitedMs', 'limitMs', 'reason'])
  }
  for (const [index, line] of told.slice(1).entries())
    assert.ok(line.at - (told[index]?.at ?? 0) >= 900, 'not more often than once a second')
})

test('a database that never comes up is given up at the limit', async () => {
  await network.refuse()
  const { error, tookMs } = await failure(through(), 2_500)
  assert.ok(error instanceof StorageUnavailable)
  assert.match(error.message, /ECONNREFUSED/)
  assert.ok(tookMs >= 1_400 && tookMs < 5_000, `${tookMs} ms`)
})

test('a database that never answers is given up at the limit as well', async () => {
  await network.swallow()
  const { error, tookMs } = await failure(through(), 1_000)
  assert.ok(error instanceof StorageUnavailable)
  assert.ok(tookMs < 4_000, `${tookMs} ms`)
  await network.pass()
})

test('a server that is starting, full or asleep behind its proxy is waited for', async () => {
  for (const [code, message] of [
    ['57P03', 'the database system is starting up'],
    ['53300', 'sorry, too many clients already'],
    ['XX000', "Couldn't connect to compute node"],
    ['08P01', 'no more connections allowed (max_client_conn)'],
    ['08P01', 'server login has been failing, try again later (server_login_retry)'],
  ] as const) {
    const server = await startRefusingServer(code, message)
    const { error, lines: told } = await failure(connectionSettings(server.url), 1_900)
    await server.stop()
    assert.ok(error instanceof StorageUnavailable, code)
    assert.equal(error.message, message)
    assert.equal(told.length, 1, code)
    assert.equal(server.answered(), 2, code)
  }
})

test('what waiting does not mend rejects at once', async () => {
  await network.pass()
  const cases = [
    ['a wrong password', (url: URL) => (url.password = 'hunter2'), '28P01'],
    ['an unknown database', (url: URL) => (url.pathname = '/nowhere'), '3D000'],
  ] as const
  for (const [what, change, code] of cases) {
    const { error, lines: told } = await failure(through(change), 30_000)
    assert.ok(error instanceof DatabaseError, what)
    assert.equal(error.code, code)
    assert.deepEqual(told, [], what)
  }
  const withoutPassword = await failure(
    through((url) => (url.password = '')),
    30_000,
  )
  assert.match(String(withoutPassword.error), /password must be a string/)
  const withTls = await failure(
    through((url) => url.searchParams.set('sslmode', 'require')),
    30_000,
  )
  assert.match(String(withTls.error), /does not support SSL/)
  assert.deepEqual([...withoutPassword.lines, ...withTls.lines], [])
})

test('what PgBouncer refuses rejects at once too, though it has one code for all it says', async () => {
  const refusals = [
    'SASL authentication failed',
    'no such user',
    'no such database: tasks',
    'database "tasks" does not exist',
  ]
  for (const message of refusals) {
    const server = await startRefusingServer('08P01', message)
    const { error, lines: told } = await failure(connectionSettings(server.url), 30_000)
    await server.stop()
    assert.ok(error instanceof DatabaseError, message)
    assert.equal(error.message, message)
    assert.deepEqual(told, [], message)
  }
})

test('no line and no error holds a password', async () => {
  await network.refuse()
  const { error } = await failure(through(), 1_200)
  await network.pass()
  const wrong = await failure(
    through((url) => (url.password = 'hunter2')),
    1_200,
  )
  const described = [error, wrong.error].map((fault) =>
    fault instanceof Error ? `${fault.stack} ${JSON.stringify(fault)} ${JSON.stringify(fault.cause)}` : '',
  )
  const told = JSON.stringify(lines) + described.join()
  assert.ok(lines.length > 0 && described.every((text) => text !== ''))
  assert.ok(!told.includes(password) && !told.includes('hunter2'))
})
