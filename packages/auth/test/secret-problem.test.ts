import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secretProblem, sharedSecret } from '@taskport/auth'

const DEFAULT = 'better-auth-secret-12345678901234567890'

const unfit: Readonly<Record<string, readonly [string, RegExp]>> = {
  'no secret': ['', /has 0 bytes; HS256 needs at least 32\./],
  'one letter': ['x', /has 1 bytes/],
  '31 bytes': ['x'.repeat(31), /has 31 bytes/],
  '15 letters of two bytes': ['é'.repeat(15), /has 30 bytes/],
  'an older published default': ['better-auth-secret-123456789', /has 28 bytes/],
  'the published default': [DEFAULT, /published default/],
}
for (const [name, [secret, sentence]] of Object.entries(unfit)) {
  test(`unfit: ${name}`, () => {
    const problem = secretProblem(secret)
    assert.match(problem ?? '', sentence)
    assert.match(problem ?? '', /openssl rand -base64 32/)
    assert.throws(() => sharedSecret(secret), { name: 'TypeError', message: problem ?? '' })
  })
}

test('the sentence does not show the secret', () => {
  for (const secret of ['hunter2hunter2', DEFAULT]) assert.ok(!secretProblem(secret)?.includes(secret))
})

for (const [name, secret] of Object.entries({
  '32 bytes': 'x'.repeat(32),
  '16 letters of two bytes': 'é'.repeat(16),
  'a long one': 'x'.repeat(1000),
  'the default and more': `${DEFAULT}1`,
})) {
  test(`fit: ${name}`, () => {
    assert.equal(secretProblem(secret), null)
    assert.doesNotThrow(() => sharedSecret(secret))
  })
}
