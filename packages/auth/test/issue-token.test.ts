import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthenticator, issueToken, sharedSecret } from '@taskport/auth'
import { NOW, SECRET } from './support/raw-token.js'
import { authenticator } from './support/verdicts.js'

const now = () => NOW * 1000 + 999
const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

test('an issued token is accepted, by the system clock too', () => {
  const token = issueToken({ secret: SECRET, userId: 'ada' })
  const authenticate = createAuthenticator({ keys: [sharedSecret(SECRET)], subjectMaxLength: 255 })
  assert.deepEqual(authenticate(token), { outcome: 'accepted', userId: 'ada' })
})

test('it says who, when and for how long: a day', () => {
  const token = issueToken({ secret: SECRET, userId: 'ada', now })
  assert.deepEqual(claimsOf(token), { sub: 'ada', iat: NOW, exp: NOW + 86_400 })
})

test('issuer, audience and lifetime are as given', () => {
  const options = { issuer: 'https://auth.example', audience: 'tasks' }
  const token = issueToken({ ...options, secret: SECRET, userId: 'ada', lifetimeSeconds: 60, now })
  assert.deepEqual(claimsOf(token), {
    sub: 'ada',
    iss: 'https://auth.example',
    aud: 'tasks',
    iat: NOW,
    exp: NOW + 60,
  })
  const authenticate = authenticator({ keys: [sharedSecret(SECRET, options)] })
  assert.deepEqual(authenticate(token), { outcome: 'accepted', userId: 'ada' })
})

for (const userId of ['zoë 🙂', '__proto__', `o'brien "x"`, '🙂'.repeat(255)]) {
  test(`it is accepted for the user ${userId.slice(0, 20)}`, () => {
    const token = issueToken({ secret: SECRET, userId, now })
    assert.deepEqual(authenticator()(token), { outcome: 'accepted', userId })
  })
}

test('the longest lifetime is accepted, at its first moment and at its last', () => {
  const lifetimeSeconds = 31 * 86_400
  const token = issueToken({ secret: SECRET, userId: 'ada', lifetimeSeconds, now })
  for (const seconds of [NOW, NOW + lifetimeSeconds - 1]) {
    const answer = authenticator({ now: () => seconds * 1000 })(token)
    assert.deepEqual(answer, { outcome: 'accepted', userId: 'ada' })
  }
})

test('a clock at 0 is believed', () => {
  const token = issueToken({ secret: SECRET, userId: 'ada', now: () => 0 })
  assert.deepEqual(claimsOf(token), { sub: 'ada', iat: 0, exp: 86_400 })
  assert.deepEqual(authenticator({ now: () => 0 })(token), { outcome: 'accepted', userId: 'ada' })
})

for (const lifetimeSeconds of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 31 * 86_400 + 1]) {
  test(`a lifetime of ${lifetimeSeconds} is refused`, () => {
    assert.throws(() => issueToken({ secret: SECRET, userId: 'ada', lifetimeSeconds }), {
      name: 'RangeError',
      message: /from 1 to 2678400/,
    })
  })
}

for (const userId of ['', ' ada', 'a\u0000b', '\ud800']) {
  test(`a token for ${JSON.stringify(userId)} is refused`, () => {
    assert.throws(() => issueToken({ secret: SECRET, userId }), { name: 'RangeError', message: /user id/ })
  })
}

test('a short secret is refused', () => {
  assert.throws(() => issueToken({ secret: 'short', userId: 'ada' }), {
    name: 'TypeError',
    message: /5 bytes/,
  })
})
