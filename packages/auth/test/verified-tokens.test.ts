import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Authenticator,
  createAuthenticator,
  issueToken,
  type KeySource,
  sharedSecret,
  type VerificationKey,
} from '@taskport/auth'

const secret = 'a-secret-that-is-long-enough-to-be-one'
const start = Date.parse('2026-11-21T12:00:00Z')

/** A source whose one key can be counted, taken away and exchanged, and a clock that can be set. */
const workshop = (): {
  readonly authenticate: Authenticator
  readonly source: { key: VerificationKey | null; readonly verifications: () => number }
  readonly clock: { now: number }
  readonly freshKey: () => VerificationKey
} => {
  const shared = sharedSecret(secret)
  const [algorithm = ''] = shared.algorithms
  const inner = shared.find({ algorithm, keyId: null })
  if (inner === null || 'unavailable' in inner || inner instanceof Promise) throw new Error('No key')
  let verifications = 0
  const freshKey = (): VerificationKey => ({
    algorithm,
    verify: (token) => {
      verifications += 1
      return inner.verify(token)
    },
  })
  const source: { key: VerificationKey | null; readonly verifications: () => number } = {
    key: freshKey(),
    verifications: () => verifications,
  }
  const keys: KeySource = { algorithms: [algorithm], find: () => source.key }
  const clock = { now: start }
  const authenticate = createAuthenticator({ keys: [keys], subjectMaxLength: 255, now: () => clock.now })
  return { authenticate, source, clock, freshKey }
}

const tokenFor = (userId: string, lifetimeSeconds = 600) =>
  issueToken({ secret, userId, lifetimeSeconds, now: () => start })

test('a token that comes again is accepted without a signature check, for the same user', () => {
  const { authenticate, source } = workshop()
  for (const userId of ['ada', 'bob', 'eve', 'ada', 'bob', 'eve', 'ada']) {
    assert.deepEqual(authenticate(tokenFor(userId)), { outcome: 'accepted', userId })
  }
  assert.equal(source.verifications(), 3)
})

test('a token that was accepted is refused once it has expired, and stays so', () => {
  const { authenticate, clock } = workshop()
  const token = tokenFor('ada')
  assert.deepEqual(authenticate(token), { outcome: 'accepted', userId: 'ada' })
  clock.now = start + 629_000
  assert.deepEqual(authenticate(token), { outcome: 'accepted', userId: 'ada' })
  clock.now = start + 631_000
  assert.deepEqual(authenticate(token), { outcome: 'refused', reason: 'expired' })
  assert.deepEqual(authenticate(token), { outcome: 'refused', reason: 'expired' })
})

test('a token that was accepted is not when the clock goes back before it was issued', () => {
  const { authenticate, clock } = workshop()
  const token = tokenFor('ada')
  assert.deepEqual(authenticate(token), { outcome: 'accepted', userId: 'ada' })
  clock.now = start - 60_000
  assert.deepEqual(authenticate(token), { outcome: 'refused', reason: 'issued-in-the-future' })
})

test('a token that was accepted is refused once its key is withdrawn', () => {
  const { authenticate, source } = workshop()
  const token = tokenFor('ada')
  authenticate(token)
  source.key = null
  assert.deepEqual(authenticate(token), { outcome: 'refused', reason: 'key-unknown' })
})

test('a token that was accepted is verified again with another key by the same name', () => {
  const { authenticate, source, freshKey } = workshop()
  const token = tokenFor('ada')
  authenticate(token)
  source.key = freshKey()
  assert.deepEqual(authenticate(token), { outcome: 'accepted', userId: 'ada' })
  assert.equal(source.verifications(), 2)
  source.key = { algorithm: 'HS256', verify: () => false }
  assert.deepEqual(authenticate(token), { outcome: 'refused', reason: 'signature-mismatch' })
})

test('a token that differs in one character from one that was accepted is verified and refused', () => {
  const { authenticate } = workshop()
  const token = tokenFor('ada')
  authenticate(token)
  for (const at of [3, token.length - 20, token.length - 2]) {
    const other = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
    assert.notDeepEqual(authenticate(other), { outcome: 'accepted', userId: 'ada' }, other)
    assert.match(JSON.stringify(authenticate(other)), /refused/)
  }
})

test('a token that was refused is verified again each time', () => {
  const { authenticate, source } = workshop()
  const forged = issueToken({ secret: `${secret}!`, userId: 'ada', now: () => start })
  for (let time = 0; time < 3; time += 1) {
    assert.deepEqual(authenticate(forged), { outcome: 'refused', reason: 'signature-mismatch' })
  }
  assert.equal(source.verifications(), 3)
})

test('of more tokens than are remembered, those that come often are and the others are not', () => {
  const { authenticate, source } = workshop()
  const often = tokenFor('often')
  authenticate(often)
  const once = tokenFor('once')
  authenticate(once)
  // Some 8 MB of tokens, of 8,000 characters each.
  for (let number = 0; number < 1_000; number += 1) {
    authenticate(
      issueToken({
        secret,
        userId: 'x'.repeat(5),
        audience: `${'y'.repeat(5_700)}${number}`,
        now: () => start,
      }),
    )
    authenticate(often)
  }
  assert.equal(source.verifications(), 1_002, 'each of them once')
  authenticate(once)
  assert.equal(source.verifications(), 1_003)
})

test('tokens that are refused take no place from one that was accepted', () => {
  const { authenticate, source } = workshop()
  const good = tokenFor('ada')
  authenticate(good)
  for (let number = 0; number < 800; number += 1) {
    const audience = `${'y'.repeat(5_700)}${number}`
    authenticate(issueToken({ secret: `${secret}!`, userId: 'x', audience, now: () => start }))
  }
  const before = source.verifications()
  authenticate(good)
  assert.equal(source.verifications(), before)
})
