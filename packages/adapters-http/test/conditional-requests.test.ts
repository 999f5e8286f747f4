import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { hasAlready, ifMatch, refuseConditions } from '../src/conditions/conditional-request.js'
import { bareApp } from './support/bare-app.js'
import { problemIn } from './support/problem.js'

type Headers = Readonly<Record<string, string>>

/** What a reading of a request's conditions makes of these headers. */
const answerOf = async (read: (request: FastifyRequest) => unknown, headers: Headers) => {
  const app = bareApp()
  app.get('/', async (request) => ({ read: read(request) ?? null }))
  return app.inject({ url: '/', headers })
}

const readOf = async (read: (request: FastifyRequest) => unknown, headers: Headers): Promise<unknown> => {
  const response = await answerOf(read, headers)
  assert.equal(response.statusCode, 200, response.body)
  return response.json().read
}

const refusalOf = async (read: (request: FastifyRequest) => unknown, headers: Headers): Promise<string> =>
  problemIn(await answerOf(read, headers), 400, 'MALFORMED_REQUEST').detail

describe('If-Match allows the versions that it names', () => {
  const versions: Readonly<Record<string, readonly number[] | null>> = {
    '*': null,
    '"1"': [1],
    '"12", "3"': [12, 3],
    '"999999999999999"': [999_999_999_999_999],
    '"1000000000000000"': [],
    'W/"1"': [],
    'W/"1", "2"': [2],
    '"0"': [],
    '"01"': [],
    '"1x"': [],
    '"x1"': [],
    '""': [],
    '"-1"': [],
  }
  for (const [header, expected] of Object.entries(versions)) {
    test(header, async () => assert.deepEqual(await readOf(ifMatch, { 'if-match': header }), expected))
  }

  test('and any without it', async () => assert.equal(await readOf(ifMatch, {}), null))
})

describe('If-None-Match tells whether the caller has version 12 already', () => {
  const answers: Readonly<Record<string, boolean>> = {
    '*': true,
    '"12"': true,
    'W/"12"': true,
    '"1", "12"': true,
    '"1"': false,
    '"012"': false,
    '"120"': false,
  }
  const has12 = (request: FastifyRequest) => hasAlready(request, 12)
  for (const [header, expected] of Object.entries(answers)) {
    test(header, async () => assert.equal(await readOf(has12, { 'if-none-match': header }), expected))
  }

  test('and no without it', async () => assert.equal(await readOf(has12, {}), false))
})

describe('a condition that cannot be meant is refused, with what to send instead', () => {
  const read = (request: FastifyRequest) => hasAlready(request, 1)
  const cases: readonly [(request: FastifyRequest) => unknown, Headers, sentence: string][] = [
    [ifMatch, { 'if-match': '12' }, 'If-Match must be * or a list of entity tags like "12".'],
    [read, { 'if-none-match': '12' }, 'If-None-Match must be * or a list of entity tags like "12".'],
    [
      ifMatch,
      { 'if-none-match': '"1"' },
      'If-None-Match is not for this request: for a change, use If-Match.',
    ],
    [read, { 'if-match': '"1"' }, 'If-Match is not for this request: for reading, use If-None-Match.'],
    [
      refuseConditions,
      { 'if-match': '"1"' },
      'If-Match is not for this request: to create a task at most once, choose an id.',
    ],
    [
      refuseConditions,
      { 'if-none-match': '*' },
      'If-None-Match is not for this request: to create a task at most once, choose an id.',
    ],
  ]
  for (const [reading, headers, sentence] of cases) {
    test(sentence, async () => assert.equal(await refusalOf(reading, headers), sentence))
  }

  for (const header of ['abc,"1"', 'x"1"', '"1" "2,3"', '"1""2"', '"1" W/"2"', ',', '*, "1"']) {
    test(`a list that is none: ${header}`, async () => {
      assert.match(await refusalOf(ifMatch, { 'if-match': header }), /^If-Match must be \* or a list/)
    })
  }

  test('and a creation without any is let through', async () => {
    assert.equal(await readOf(refuseConditions, {}), null)
  })
})
