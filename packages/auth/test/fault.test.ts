import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KeySource, sharedSecret } from '@taskport/auth'
import { rawToken, SECRET } from './support/raw-token.js'
import { authenticator, refuses } from './support/verdicts.js'

const fail = (): never => {
  throw new Error('out of order')
}
const sourceWith = (source: Partial<KeySource>): { keys: readonly KeySource[] } => ({
  keys: [{ algorithms: ['HS256'], find: () => null, ...source }],
})
const fault = { outcome: 'refused', reason: 'fault' }

refuses('fault', { 'a clock that throws': rawToken() }, { now: fail })
refuses('fault', { 'a source that throws': rawToken() }, sourceWith({ find: fail }))
refuses(
  'fault',
  { 'a key that throws': rawToken() },
  sourceWith({ find: () => ({ algorithm: 'HS256', verify: fail }) }),
)

test('a source that rejects refuses, and does not reject', async () => {
  const authenticate = authenticator(sourceWith({ find: async () => fail() }))
  assert.deepEqual(await authenticate(rawToken()), fault)
})

test('a key that rejects refuses, and does not reject', async () => {
  const key = { algorithm: 'HS256', verify: async () => fail() }
  const authenticate = authenticator(sourceWith({ find: () => key }))
  assert.deepEqual(await authenticate(rawToken()), fault)
})

test('a clock that throws after a source has answered later refuses, and does not reject', async () => {
  const key = { algorithm: 'HS256', verify: async () => true }
  const authenticate = authenticator({ ...sourceWith({ find: async () => key }), now: fail })
  assert.deepEqual(await authenticate(rawToken()), fault)
})

test('what is no string is refused, should a caller without types send it', () => {
  const authenticate = authenticator({ keys: [sharedSecret(SECRET)] })
  for (const token of [undefined, null, 42, {}, ['a.b.c'], Symbol('token')]) {
    assert.deepEqual(Reflect.apply(authenticate, undefined, [token]), fault)
  }
})

refuses(
  'signature-mismatch',
  { 'a key whose answer is merely truthy': rawToken() },
  sourceWith({
    // Through JSON.parse, whose `any` stands for a source written without types.
    find: () => ({ algorithm: 'HS256', verify: () => JSON.parse('"yes"') }),
  }),
)
