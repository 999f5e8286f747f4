import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opaqueTokens } from '../src/opaque/opaque-tokens.js'

const key = new Uint8Array(32).fill(1)
const tokens = opaqueTokens([key])
const content = ['2026-01-01T00:00:00.000Z', 'é\u{1F600}', 7]
const sealed = tokens.seal('list', 'alice', content)

test('a token opens for its purpose and its owner, on every server with the key', () => {
  assert.deepEqual(tokens.open('list', 'alice', sealed), content)
  assert.deepEqual(opaqueTokens([new Uint8Array(key)]).open('list', 'alice', sealed), content)
})

test('JSON comes back as it went in, of whatever type', () => {
  for (const value of [
    null,
    true,
    false,
    0,
    -1.5,
    2 ** 53 - 1,
    '',
    'ü\u{1F600}\0"\\',
    [],
    {},
    [{ a: [null] }],
  ]) {
    assert.deepEqual(tokens.open('list', 'alice', tokens.seal('list', 'alice', value)), value)
  }
})

test('a token is fit for a query string as it is', () => {
  for (let length = 0; length < 100; length += 1) {
    assert.match(tokens.seal('list', 'alice', 'ÿ~?'.repeat(length)), /^[\w-]+$/)
  }
})

test('for another purpose, another owner or under another key it opens to nothing', () => {
  const other = new Uint8Array(key)
  other[31] = 2
  for (const purpose of ['', 'lis', 'list ', 'List', 'changes']) {
    assert.equal(tokens.open(purpose, 'alice', sealed), undefined, purpose)
  }
  for (const owner of ['', 'alic', 'alice ', 'Alice', 'bob', 'alice\0']) {
    assert.equal(tokens.open('list', owner, sealed), undefined, owner)
  }
  assert.equal(opaqueTokens([other]).open('list', 'alice', sealed), undefined)
})

test('where purpose ends and owner begins makes a difference', () => {
  assert.equal(tokens.open('lis', 'talice', sealed), undefined)
  assert.equal(tokens.open('list","alice', '', tokens.seal('list', 'alice","', 1)), undefined)
  assert.equal(tokens.open('a', 'b","c', tokens.seal('a","b', 'c', 1)), undefined)
})

test('with any bit flipped it opens to nothing', () => {
  const bytes = Buffer.from(sealed, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const altered = Buffer.from(bytes)
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(tokens.open('list', 'alice', altered.toString('base64url')), undefined, `bit ${bit}`)
  }
})

test('cut anywhere, or with anything added, it opens to nothing', () => {
  for (let length = 0; length < sealed.length; length += 1) {
    assert.equal(tokens.open('list', 'alice', sealed.slice(0, length)), undefined)
    assert.equal(tokens.open('list', 'alice', sealed.slice(sealed.length - length)), undefined)
  }
  for (const extra of ['=', '==', 'A', ' ', '\n', '.', '\0', sealed]) {
    assert.equal(tokens.open('list', 'alice', sealed + extra), undefined, JSON.stringify(extra))
    assert.equal(tokens.open('list', 'alice', extra + sealed), undefined, JSON.stringify(extra))
    const middle = sealed.slice(0, 9) + extra + sealed.slice(9)
    assert.equal(tokens.open('list', 'alice', middle), undefined, JSON.stringify(extra))
  }
})

test('the same bytes in another spelling of base64 are not the token', () => {
  const spelled = tokens.seal('list', 'alice', 'ÿ~?'.repeat(20))
  const standard = Buffer.from(spelled, 'base64url').toString('base64')
  assert.notEqual(standard, spelled)
  assert.equal(tokens.open('list', 'alice', standard), undefined)
})
