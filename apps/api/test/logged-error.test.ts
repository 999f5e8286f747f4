import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StorageUnavailable } from '@taskport/domain'
import { pino } from 'pino'
import { loggerOptions } from '../src/logger.js'
import { at } from './support/at.js'

/** The `err` of a line that the API's own logger writes for an error. */
const logged = (error: unknown): unknown => {
  const lines: string[] = []
  const write = (line: string) => {
    lines.push(line)
  }
  pino(loggerOptions({ logLevel: 'info', workers: 1 }), { write }).error({ err: error }, 'Failed')
  return at(JSON.parse(lines.join('')), 'err')
}

const driverError = Object.assign(new Error('relation "tasks" does not exist'), {
  code: '42P01',
  sql: 'select title from tasks where user_id = $1',
  values: ['alice', 'what alice has written'],
  detail: 'Key (user_id)=(alice)',
})

test('An error is logged with its kind, message, code, stack and causes, and nothing that a driver adds', () => {
  const error = new Error('Query failed', { cause: driverError })
  const line = logged(error)
  assert.equal(at(line, 'stack'), error.stack)
  assert.deepEqual(
    { ...Object(line), stack: null },
    {
      type: 'Error',
      message: 'Query failed',
      stack: null,
      cause: { type: 'Error', message: 'relation "tasks" does not exist', code: '42P01' },
    },
  )
  assert.doesNotMatch(JSON.stringify(line), /alice|select/)
})

test('Storage that is away is logged without a stack, with the reason', () => {
  const error = new StorageUnavailable('No answer', {
    retryAfterSeconds: 1,
    cause: new Error('ECONNREFUSED'),
  })
  assert.deepEqual(logged(error), {
    type: 'StorageUnavailable',
    message: 'No answer',
    cause: { type: 'Error', message: 'ECONNREFUSED' },
  })
})

test('What is no error, and causes that go round, are logged too', () => {
  assert.deepEqual(logged('just a text'), { type: 'string', message: 'just a text' })
  const first = new Error('first')
  first.cause = new Error('second', { cause: first })
  assert.match(JSON.stringify(logged(first)), /first.*second/)
})
