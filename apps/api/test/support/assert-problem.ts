import assert from 'node:assert/strict'
import { at } from './at.js'
import type { Answer } from './call.js'

/** What every refusal and fault looks like, whatever it says. */
export const assertProblem = ({ status, headers, body }: Answer, expected: number, code: string): void => {
  assert.equal(status, expected)
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/)
  assert.equal(at(body, 'success'), false)
  assert.equal(at(body, 'status'), expected)
  assert.equal(at(body, 'code'), code)
  assert.equal(at(body, 'type'), `urn:taskport:problem:${code.toLowerCase().replaceAll('_', '-')}`)
  assert.match(String(at(body, 'requestId')), /^[\da-f-]{36}$/)
  assert.match(String(at(body, 'error')), /\w \w/)
  assert.equal(at(body, 'detail'), at(body, 'error'))
  assert.equal(at(body, 'message'), at(body, 'error'))
}
