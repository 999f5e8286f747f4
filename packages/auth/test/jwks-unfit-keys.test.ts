import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Jwk, makeKeyPair } from './support/key-pair.js'
import { authenticatorOf } from './support/key-server.js'
import { rawToken } from './support/raw-token.js'

const ed = makeKeyPair('EdDSA')
const rs = makeKeyPair('RS256')
const url = 'https://issuer.example/api/auth/jwks'
const anonymous = ed.token({ header: { kid: undefined } })

/** What becomes of a token when a key set has these members. */
const verdictWith = (members: readonly unknown[], token: string): Promise<string> =>
  authenticatorOf({ url }, { fetch: async () => new Response(JSON.stringify({ keys: members })) }).verdict(
    token,
  )

/** Each of them alone says that the rest of the key, or all of it, is no secret any more (RFC 7518, 6.2.2, 6.3.2, 6.4). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

const unfit: Readonly<Record<string, readonly [key: Jwk, token: string]>> = {
  'an elliptic key on the curve of another kind': [{ ...ed.jwk, kty: 'EC' }, ed.token()],
  'a key of no kind with what an RSA key has': [{ ...rs.jwk, kty: 'oct' }, rs.token()],
  'a name that is a number, and a token without one': [{ ...ed.jwk, kid: 7 }, anonymous],
  'a use that is a list': [{ ...ed.jwk, use: ['sig'] }, ed.token()],
  'operations that are a text': [{ ...ed.jwk, key_ops: 'verify' }, ed.token()],
}

describe('a key that is not fit is none', () => {
  for (const name of privateMembers) {
    test(`with a member ${name}`, async () => {
      assert.equal(await verdictWith([{ ...ed.jwk, [name]: '' }], ed.token()), 'refused: key-unknown')
    })
  }
  for (const [name, [key, token]] of Object.entries(unfit)) {
    test(name, async () => assert.equal(await verdictWith([key], token), 'refused: key-unknown'))
  }
})

test('what is no key does not keep the others from being found', async () => {
  const strange = [null, 1, true, 'key', '', [], [ed.jwk], {}, { kty: { toString: 'OKP' } }]
  for (const member of strange) {
    assert.equal(await verdictWith([member, ed.jwk], ed.token()), 'accepted', JSON.stringify(member))
    assert.equal(await verdictWith([member], ed.token()), 'refused: key-unknown', JSON.stringify(member))
  }
})

test('who hears of a failed fetch and throws at it takes nothing down, before or behind a request', async () => {
  let isAway = false
  const { authenticate, pass } = authenticatorOf(
    { url },
    {
      fetch: async () => new Response(JSON.stringify({ keys: [ed.jwk] }), { status: isAway ? 503 : 200 }),
      onFailure: () => {
        throw new Error('the log is full')
      },
    },
  )
  assert.deepEqual(await authenticate(ed.token()), { outcome: 'accepted', userId: 'ada' })
  isAway = true
  pass(10 * 60)
  assert.deepEqual(await authenticate(ed.token()), { outcome: 'accepted', userId: 'ada' })
  // An error that nobody had taken would end the process meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual(await authenticate(rawToken()), { outcome: 'accepted', userId: 'ada' })
  pass(30)
  assert.deepEqual(await authenticate(ed.token({ header: { kid: 'other' } })), {
    outcome: 'refused',
    reason: 'fault',
  })
})
