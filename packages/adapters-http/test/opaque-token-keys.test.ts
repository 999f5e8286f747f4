import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opaqueTokens } from '../src/opaque/opaque-tokens.js'

const [first, second, third] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte))
assert.ok(first !== undefined && second !== undefined && third !== undefined)

const content = [1, 'a']

test('what an older key has sealed is opened', () => {
  const token = opaqueTokens([first]).seal('list', 'alice', content)
  for (const keys of [[first], [second, first], [third, second, first]] as const) {
    assert.deepEqual(opaqueTokens(keys).open('list', 'alice', token), content)
  }
})

test('the newest key seals', () => {
  const token = opaqueTokens([second, first]).seal('list', 'alice', content)
  assert.equal(token, opaqueTokens([second]).seal('list', 'alice', content))
  assert.equal(opaqueTokens([first]).open('list', 'alice', token), undefined)
})

test('a key that is gone opens nothing', () => {
  const token = opaqueTokens([first]).seal('list', 'alice', content)
  assert.equal(opaqueTokens([third, second]).open('list', 'alice', token), undefined)
})

test('an older key opens for the same owner and purpose alone', () => {
  const token = opaqueTokens([first]).seal('list', 'alice', content)
  const tokens = opaqueTokens([second, first])
  assert.equal(tokens.open('list', 'bob', token), undefined)
  assert.equal(tokens.open('changes', 'alice', token), undefined)
  assert.equal(tokens.open('list', 'alice', `A${token.slice(1)}`), undefined)
})
