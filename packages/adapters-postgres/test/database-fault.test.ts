import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { StorageUnavailable } from '@taskport/domain'
import { DatabaseError } from 'pg'
import {
  asksForRepetition,
  asUnavailable,
  ConnectionLost,
  connectionFault,
  isMisconfigured,
} from '../src/connection/database-fault.js'

const ofServer = (code: string | undefined, message = `SQLSTATE ${code}`): DatabaseError =>
  Object.assign(new DatabaseError(message, 0, 'error'), code === undefined ? {} : { code })

const ofNode = (code: unknown, message = 'failed'): Error => Object.assign(new Error(message), { code })

const wrapped = (cause: unknown): Error => new Error('another has wrapped it', { cause })

/** SQLSTATE by what it means: PostgreSQL, appendix A. */
const passing: Readonly<Record<string, string>> = {
  '08000': 'a connection exception',
  '08006': 'a connection failure',
  '08P01': 'a protocol violation',
  '26000': 'a statement that a pooler has forgotten',
  '40001': 'a serialization failure',
  '40P01': 'a deadlock',
  '53000': 'insufficient resources',
  '53100': 'a full disk',
  '53200': 'no memory',
  '53300': 'too many connections',
  '55P03': 'a lock that was not to be had',
  '57014': 'a statement that was ended',
  '57P01': 'an administrator’s shutdown',
  '57P02': 'a crash',
  '57P03': 'a server that is starting',
  '57P05': 'a session that was idle for too long',
  '58000': 'a system error',
  '58030': 'an I/O error',
  '25006': 'a read-only transaction',
  '25P02': 'a failed transaction',
  '25P03': 'a transaction that was idle for too long',
  '25P04': 'a transaction that took too long',
}

/** Also those that only begin or end like one that passes. */
const lasting = [
  '22P02',
  '23505',
  '23514',
  '25001',
  '25P01',
  '28P01',
  '42501',
  '42P01',
  '57000',
  '5800',
  '58001',
  '55000',
  '55P02',
  'XX000',
  'XX001',
  '0800',
  'x08006',
  '08006x',
  '4000',
  '5310',
  '053100',
  '157014',
  '570140',
]

describe('a fault of the server is a 503 when it passes by itself, and else a fault of ours', () => {
  for (const [code, meaning] of Object.entries(passing)) {
    test(`${code}, ${meaning}, passes`, () => {
      for (const error of [ofServer(code), wrapped(ofServer(code)), wrapped(wrapped(ofServer(code)))]) {
        const fault = asUnavailable(error)
        assert.ok(fault instanceof StorageUnavailable)
        assert.deepEqual(
          [fault.message, fault.retryAfterSeconds, fault.cause],
          [`SQLSTATE ${code}`, 1, error],
        )
      }
    })
  }

  for (const code of [...lasting, undefined]) {
    test(`${code} does not`, () => {
      for (const error of [ofServer(code), wrapped(ofServer(code))]) assert.equal(asUnavailable(error), error)
    })
  }

  test('a file that may not grow, by a quota or a limit, passes though it has no code of its own', () => {
    for (const file of ['md.c', 'fd.c', 'slru.c', 'buffile.c']) {
      const fault = asUnavailable(Object.assign(ofServer('XX000'), { file }))
      assert.ok(fault instanceof StorageUnavailable, file)
      assert.equal(fault.isOutcomeUnknown, false)
    }
    for (const error of [
      Object.assign(ofServer('XX000'), { file: 'nbtinsert.c' }),
      Object.assign(ofServer('XX001'), { file: 'md.c' }),
    ])
      assert.equal(asUnavailable(error), error)
  })

  test('only a server’s code counts: the same letters by anyone else are a fault', () => {
    for (const error of [ofNode('57014'), { code: '57014' }, '57014', null, undefined, 7]) {
      assert.equal(asUnavailable(error), error)
    }
    const strange = wrapped({ cause: ofServer('57014') })
    assert.equal(asUnavailable(strange), strange, 'nor is the cause of what is no error looked into')
  })

  test('a connection that broke passes, however deep it stands', () => {
    const lost = new ConnectionLost(new Error('read ECONNRESET'))
    for (const error of [lost, wrapped(lost)]) {
      const fault = asUnavailable(error)
      assert.ok(fault instanceof StorageUnavailable)
      assert.deepEqual([fault.message, fault.cause], ['read ECONNRESET', error])
    }
  })

  test('what is unavailable already stays what it is, also inside another error', () => {
    const unavailable = new StorageUnavailable('The queue is full', { retryAfterSeconds: 7 })
    assert.equal(asUnavailable(unavailable), unavailable)
    assert.equal(asUnavailable(wrapped(unavailable)), unavailable)
  })
})

test('a broken connection says what broke it', () => {
  const cause = new Error('read ECONNRESET')
  const { name, message, cause: kept } = new ConnectionLost(cause)
  assert.deepEqual([name, message, kept], ['ConnectionLost', 'read ECONNRESET', cause])
  assert.equal(new ConnectionLost('a text').message, 'a text')
})

test('at the login, a server’s error is told from a broken connection and from a proxy that reaches no server', () => {
  const wrongPassword = ofServer('28P01')
  assert.equal(connectionFault(wrongPassword), wrongPassword)
  for (const error of [ofServer('XX000'), ofNode('ECONNREFUSED'), new Error('timeout')]) {
    const fault = connectionFault(error)
    assert.ok(fault instanceof ConnectionLost)
    assert.equal(fault.cause, error)
  }
})

test('a statement is repeated when others were quicker, or when its session had changed, and never else', () => {
  for (const code of ['40001', '40P01', '26000', '42P05']) {
    assert.equal(asksForRepetition(ofServer(code)), true, code)
    assert.equal(asksForRepetition(ofNode(code)), false, `${code} of no server`)
    assert.equal(asksForRepetition(wrapped(ofServer(code))), false, `${code} inside another error`)
  }
  for (const code of ['40003', '57014', '23505', '', undefined]) {
    assert.equal(asksForRepetition(ofServer(code)), false, String(code))
  }
})

test('a connection that can never be made is told from one that fails for now', () => {
  const never = [
    ofNode('DEPTH_ZERO_SELF_SIGNED_CERT'),
    ofNode('CERT_HAS_EXPIRED'),
    ofNode('ERR_TLS_CERT_ALTNAME_INVALID'),
    ofNode('ERR_TLS_HANDSHAKE_TIMEOUT'),
    ofNode('ERR_SSL_WRONG_VERSION_NUMBER'),
    ofNode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    ofNode('HOSTNAME_MISMATCH'),
    new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
    new Error('The server does not support SSL connections'),
  ]
  for (const error of never) assert.equal(isMisconfigured(error), true, error.message)
  const forNow = [
    ofNode('ECONNREFUSED'),
    ofNode('ETIMEDOUT'),
    ofNode(undefined),
    ofNode(7),
    ofNode({ toString: () => 'CERT_HAS_EXPIRED' }),
    ofNode('X_ERR_TLS_'),
    ofNode('X_UNABLE_TO_VERIFY'),
    ofNode('X_HOSTNAME_MISMATCH'),
    new Error('no SASL: here'),
    new Error('failed'),
    { code: 'CERT_HAS_EXPIRED', message: 'SASL: ' },
    'SASL: ',
    null,
  ]
  for (const error of forNow) assert.equal(isMisconfigured(error), false, String(error))
})

describe('PgBouncer tells by its words alone, under one code for everything, that a login can never succeed', () => {
  const words = {
    'password authentication failed': true,
    'SASL authentication failed': true,
    'no such user: taskport': true,
    'no such database: tasks': true,
    'database "tasks" does not exist': true,
    'role "taskport" does not exist': true,
    'FATAL: Role "taskport" DOES NOT EXIST': false,
    'the database "tasks" does not exist': false,
    'role "taskport" does not exist yet': false,
    'relation "tasks" does not exist': false,
    'server conn crashed?': false,
    query_wait_timeout: false,
  }
  for (const [message, isForEver] of Object.entries(words)) {
    test(`${message}: ${isForEver ? 'for ever' : 'for now'}`, () => {
      assert.equal(isMisconfigured(ofServer('08P01', message)), isForEver)
      assert.equal(isMisconfigured(ofServer('08006', message)), false)
      assert.equal(isMisconfigured(ofNode('08P01', message)), false)
    })
  }
})
