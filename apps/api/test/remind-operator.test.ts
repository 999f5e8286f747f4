import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { readConfiguration } from '../src/configuration/configuration.js'
import { remindOperator } from '../src/remind-operator.js'
import { at } from './support/at.js'
import { secret } from './support/tokens.js'

const reminders = (environment: Readonly<Record<string, string>>): string[] => {
  const lines: string[] = []
  const logger = pino({ base: null }, { write: (line) => lines.push(String(at(JSON.parse(line), 'msg'))) })
  remindOperator(readConfiguration({ BETTER_AUTH_SECRET: secret, ...environment }), logger)
  return lines.map((line) => line.split(':')[0] ?? '')
}

const NEON_DB_URL = 'postgres://user:password@localhost/tasks'
const kept = 'The data is kept on this machine alone'
const unlimited = 'No rate limit is set'

test('In production an operator is reminded of the embedded database and of rates that are not set', () => {
  const NODE_ENV = 'production'
  assert.deepEqual(reminders({ NODE_ENV }), [kept, unlimited])
  assert.deepEqual(reminders({ NODE_ENV, NEON_DB_URL }), [unlimited])
  assert.deepEqual(reminders({ NODE_ENV, RATE_PER_ADDRESS: '600' }), [kept])
  assert.deepEqual(reminders({ NODE_ENV, NEON_DB_URL, RATE_PER_USER: '60' }), [])
})

test('A developer is left in peace', () => {
  assert.deepEqual(reminders({}), [])
  assert.deepEqual(reminders({ NEON_DB_URL }), [])
})
