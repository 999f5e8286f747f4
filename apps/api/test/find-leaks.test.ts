import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokenOf } from './support/tokens.js'
import { leaksIn, secretFinder } from './support/traffic/find-leaks.js'
import { tokensIn } from './support/traffic/tokens-in.js'

test('A secret is found whole, and by its beginning or its end', () => {
  const token = tokenOf('alice')
  const [, payload = '', signature = ''] = token.split('.')
  const find = secretFinder([payload, signature, 'a secret with spaces', 'p4ssw0rd'])
  for (const leak of [
    `{"authorization":"Bearer ${token}"}`,
    `…${signature.slice(-20)}`,
    `${payload.slice(0, 16)}`,
    'it is "a secret with spaces".',
    'postgres://user:p4ssw0rd@host',
  ]) {
    assert.notDeepEqual(find(leak), [], leak)
  }
  for (const fine of [signature.slice(3, 18), 'a secret with', '3b20f0f5-9a63-4a64-8a5c-6a1a3f1f2f0f']) {
    assert.deepEqual(find(fine), [], fine)
  }
})

test('What a test has filled up with one letter, as others do with their titles, tells nothing', () => {
  const token = tokenOf('alice').split('.').at(-1) ?? ''
  const find = secretFinder([`${token}${'x'.repeat(100)}`])
  assert.deepEqual(find('x'.repeat(255)), [])
  assert.deepEqual(find(token.slice(0, 16)), [token.slice(0, 16)])
})

test('Tokens, passwords, SQL and stacks are known by their looks', () => {
  const { stack = '' } = new Error('planted')
  assert.deepEqual(leaksIn(`{"reason":"${tokenOf('alice').slice(0, 20)}"}`), ['a token'])
  assert.deepEqual(leaksIn('cannot reach postgresql://user:pass@host/db'), ['a password in a URL'])
  assert.deepEqual(leaksIn('it must look like postgresql://user:password@host:5432/database'), [])
  assert.deepEqual(leaksIn('select id, title from tasks where user_id = $1'), ['SQL'])
  assert.deepEqual(leaksIn('null value in column "title" violates not-null constraint'), ['SQL'])
  assert.deepEqual(leaksIn(JSON.stringify({ stack })), ['a stack'])
  assert.deepEqual(leaksIn('{"reason":"signature-mismatch","route":"/api/tasks/:id","status":401}'), [])
  assert.deepEqual(leaksIn('Listening at http://127.0.0.1:8000, select a task from the list'), [])
})

test('Tokens are looked for in header lines, not in texts that tell of the header', () => {
  const token = tokenOf('alice')
  const parts = token.split('.')
  assert.deepEqual(tokensIn(`GET /api/tasks HTTP/1.1\r\nAuthorization: Bearer ${token}\r\n\r\n`), parts)
  assert.deepEqual(tokensIn(`host: x\r\nauthorization:  ${token}`), parts)
  assert.deepEqual(
    tokensIn('{"description":"Send `Authorization: Bearer <JWT>`","additionalProperties":false}'),
    [],
  )
})
