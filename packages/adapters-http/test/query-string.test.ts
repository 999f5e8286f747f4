import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { wrongFields } from './support/problem.js'

const id = '00000000-0000-7000-8000-000000000001'

const wrongQueries: readonly [query: string, ...errors: string[]][] = [
  ['limit=0', '/limit OUT_OF_RANGE'],
  ['limit=1001', '/limit OUT_OF_RANGE'],
  ['limit=999999999999999', '/limit OUT_OF_RANGE'],
  ['limit=', '/limit WRONG_TYPE'],
  ['limit', '/limit WRONG_TYPE'],
  ['limit=-1', '/limit WRONG_TYPE'],
  ['limit=+5', '/limit WRONG_TYPE'],
  ['limit=%2B5', '/limit WRONG_TYPE'],
  ['limit=%205', '/limit WRONG_TYPE'],
  ['limit=5%20', '/limit WRONG_TYPE'],
  ['limit=5%0A', '/limit WRONG_TYPE'],
  ['limit=01', '/limit WRONG_TYPE'],
  ['limit=5.0', '/limit WRONG_TYPE'],
  ['limit=5.5', '/limit WRONG_TYPE'],
  ['limit=0x10', '/limit WRONG_TYPE'],
  ['limit=1e2', '/limit WRONG_TYPE'],
  ['limit=5n', '/limit WRONG_TYPE'],
  ['limit=1_0', '/limit WRONG_TYPE'],
  ['limit=NaN', '/limit WRONG_TYPE'],
  ['limit=Infinity', '/limit WRONG_TYPE'],
  ['limit=null', '/limit WRONG_TYPE'],
  ['limit=%D9%A5', '/limit WRONG_TYPE'],
  ['limit=99999999999999999999', '/limit WRONG_TYPE'],
  ['limit=5&limit=6', '/limit WRONG_TYPE'],
  ['limit=5&limit=5', '/limit WRONG_TYPE'],
  ['limit=5&%6Cimit=5', '/limit WRONG_TYPE'],
  ['limit[]=5', '/limit[] UNKNOWN_FIELD'],
  ['limit[0]=5', '/limit[0] UNKNOWN_FIELD'],
  ['limit.x=5', '/limit.x UNKNOWN_FIELD'],
  ['Limit=5', '/Limit UNKNOWN_FIELD'],
  ['limit=5;x=6', '/limit WRONG_TYPE'],
  ['%20limit=5', '/ limit UNKNOWN_FIELD'],
  ['__proto__=5', '/__proto__ UNKNOWN_FIELD'],
  ['constructor=5', '/constructor UNKNOWN_FIELD'],
  ['=5', '/ UNKNOWN_FIELD'],
  ['userId=bob', '/userId UNKNOWN_FIELD'],
  ['user_id=bob&limit=0&x', '/limit OUT_OF_RANGE', '/user_id UNKNOWN_FIELD', '/x UNKNOWN_FIELD'],
]

test('GET of the list refuses each wrong query parameter, naming all that are wrong', async (t) => {
  const app = await openServer()
  for (const [query, ...errors] of wrongQueries) {
    await t.test(query, async () => {
      assert.deepEqual(wrongFields(await call(app, `GET /api/tasks?${query}`)), errors)
    })
  }
})

test('a query string that says nothing, or encodes a name, is taken', async () => {
  const app = await openServer()
  for (const query of ['?', '?&', '?&&limit=5&', '?%6Cimit=%35']) {
    assert.equal((await call(app, `GET /api/tasks${query}`)).statusCode, 200, query)
  }
})

test('every route refuses a query parameter that it does not know', async () => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { title: 'Buy milk' } })
  const requests = [
    'GET /api/tasks',
    'POST /api/tasks',
    ...['GET', 'PUT', 'PATCH', 'DELETE'].map((m) => `${m} /api/tasks/${id}`),
  ]
  for (const request of requests) {
    const body = /^P/.test(request) ? { body: { title: 'Buy oat milk' } } : {}
    const response = await call(app, `${request}?dryRun=true`, body)
    assert.deepEqual(wrongFields(response), ['/dryRun UNKNOWN_FIELD'], request)
  }
  assert.equal((await call(app, `HEAD /api/tasks/${id}?x=1`)).statusCode, 422)
  assert.equal((await call(app, `GET /api/tasks/${id}`)).headers.etag, '"1"', 'nothing was changed')
})

test('a repeated parameter is read in time that grows with its number, not with its square', async () => {
  const app = await openServer()
  await call(app, 'GET /api/tasks?limit=1&limit=1')
  const started = performance.now()
  for (let round = 0; round < 20; round += 1) await call(app, `GET /api/tasks?${'a&'.repeat(8_000)}`)
  const seconds = (performance.now() - started) / 1_000
  assert.ok(seconds < 3, `20 requests took ${seconds} s`)
})
