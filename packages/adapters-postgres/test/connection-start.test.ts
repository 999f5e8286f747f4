import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
import { StorageUnavailable } from '@taskport/domain'
import { startRefusingServer } from './support/refusing-server.js'
import { rejection } from './support/rejection.js'

const pingOf = async (code: string, message: string, options: { isWelcoming?: boolean } = {}) => {
  const server = await startRefusingServer(code, message, options)
  const postgres = await openPostgres({
    settings: connectionSettings(server.url),
    poolSize: 1,
    deadlineMs: 5_000,
  })
  const errors = [await rejection(postgres.ping()), await rejection(postgres.ping())]
  await postgres.close()
  await server.stop()
  assert.equal(server.answered(), 2, 'each call is one attempt')
  return errors
}

test('a server that is full, starting, or asleep behind its proxy is unavailable', async () => {
  for (const [code, message] of [
    ['53300', 'sorry, too many clients already'],
    ['57P03', 'the database system is starting up'],
    ['XX000', "Couldn't connect to compute node"],
  ] as const) {
    for (const error of await pingOf(code, message)) {
      assert.ok(error instanceof StorageUnavailable, code)
      assert.equal(error.message, message)
    }
  }
})

test('a connection that breaks in the moment it is made is unavailable', async () => {
  for (const error of await pingOf('57P01', 'terminating connection', { isWelcoming: true }))
    assert.ok(error instanceof StorageUnavailable, String(error))
})

test('a login that is refused while requests are served is a database that is away: nothing was asked of it', async () => {
  for (const [code, message] of [
    ['28P01', 'password authentication failed'],
    ['28000', 'role is not permitted to log in'],
    ['3D000', 'database does not exist'],
    ['08P01', 'no such database'],
  ] as const) {
    for (const error of await pingOf(code, message)) {
      assert.ok(error instanceof StorageUnavailable, code)
      assert.equal(error.isOutcomeUnknown, false, code)
    }
  }
})
