import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import { createTaskport } from '@taskport/client'
import { failureOf } from './support/failure-of.js'
import { emptyList, openStandIn, problem, type StandInDeed } from './support/stand-in.js'

const token = () => 'alice'
const quickly = { baseDelayMs: 1 }

const passing: Readonly<Record<string, StandInDeed>> = {
  'a connection that is cut': 'cut',
  'an answer that breaks off': 'half',
  'too many requests': problem(429, 'TOO_MANY_REQUESTS'),
  'a busy service': problem(503, 'SERVICE_UNAVAILABLE'),
  'a request that arrived too slowly': problem(408, 'REQUEST_TIMEOUT'),
  'a gateway’s page': { status: 502, body: '<html>Bad gateway</html>' },
  'a gateway that waited too long': { status: 504 },
}

for (const [what, deed] of Object.entries(passing)) {
  test(`${what} is tried again, at most as often as is asked`, async (context) => {
    const passed = await openStandIn(context, deed, deed, emptyList)
    const { tasks } = createTaskport({ baseUrl: passed.baseUrl, token, retry: quickly })
    assert.deepEqual((await tasks.list()).tasks, [])
    assert.equal(passed.requests.length, 3)

    const lasting = await openStandIn(context, deed)
    for (const [retry, sent] of [
      [quickly, 4],
      [{ ...quickly, attempts: 2 }, 6],
      [false, 7],
    ] as const) {
      const { tasks } = createTaskport({ baseUrl: lasting.baseUrl, token, retry })
      await failureOf(tasks.list())
      assert.equal(lasting.requests.length, sent)
    }
  })
}

const final: Readonly<Record<string, [StandInDeed, string]>> = {
  'a fault': [problem(500, 'INTERNAL_ERROR'), 'INTERNAL_ERROR'],
  'a refusal': [problem(422, 'INVALID_REQUEST'), 'INVALID_REQUEST'],
  'a page that is not the API': [{ status: 200, body: '<html></html>' }, 'UNEXPECTED_ANSWER'],
  'an answer that is empty': [{ status: 200 }, 'UNEXPECTED_ANSWER'],
  'an answer of another API': [{ status: 200, body: { success: true } }, 'UNEXPECTED_ANSWER'],
  'a refusal by another API': [{ status: 404, body: { error: 'no' } }, 'UNEXPECTED_ANSWER'],
  'a code that is not known': [problem(418, 'TEAPOT'), 'UNEXPECTED_ANSWER'],
  'a code that every object has': [problem(418, 'constructor'), 'UNEXPECTED_ANSWER'],
  'a conflict that shows no task': [problem(412, 'VERSION_CONFLICT'), 'UNEXPECTED_ANSWER'],
  'an answer of null': [{ status: 400, body: 'null' }, 'UNEXPECTED_ANSWER'],
  'a 304 that nobody asked for': [{ status: 304 }, 'UNEXPECTED_ANSWER'],
}

for (const [what, [deed, code]] of Object.entries(final)) {
  test(`${what} is told at once, as ${code}`, async (context) => {
    const { baseUrl, requests } = await openStandIn(context, deed)
    const error = await failureOf(createTaskport({ baseUrl, token }).tasks.list())
    assert.equal(error.code, code)
    assert.equal(error.status, typeof deed === 'object' ? deed.status : null)
    assert.equal(requests.length, 1)
  })
}

test('what a gateway answers in the API’s place has the API’s code', async (context) => {
  const codes = {
    429: 'TOO_MANY_REQUESTS',
    502: 'SERVICE_UNAVAILABLE',
    503: 'SERVICE_UNAVAILABLE',
    504: 'SERVICE_UNAVAILABLE',
  }
  for (const [status, code] of Object.entries(codes)) {
    const { baseUrl } = await openStandIn(context, { status: Number(status), body: '<html></html>' })
    const error = await failureOf(createTaskport({ baseUrl, token, retry: false }).tasks.list())
    assert.equal(error.code, code)
    assert.equal(error.requestId, null)
  }
})

test('Retry-After is waited for, in seconds or until a date', async (context) => {
  const dates = [() => '1', () => new Date(Date.now() + 2_000).toUTCString()]
  for (const retryAfter of dates) {
    const busy = problem(503, 'SERVICE_UNAVAILABLE', { 'retry-after': retryAfter() })
    const { baseUrl } = await openStandIn(context, busy, emptyList)
    const start = performance.now()
    await createTaskport({ baseUrl, token, retry: quickly }).tasks.list()
    assert.ok(performance.now() - start > 900)
  }
})

test('who is told to wait too long is not kept waiting, and told how long', async (context) => {
  const { baseUrl, requests } = await openStandIn(
    context,
    problem(429, 'TOO_MANY_REQUESTS', { 'retry-after': '3600' }),
  )
  const error = await failureOf(createTaskport({ baseUrl, token }).tasks.list())
  assert.equal(error.retryAfter, 3600)
  assert.equal(requests.length, 1)
})

test('an odd Retry-After is none', async (context) => {
  for (const [header, seconds] of [
    ['soon', null],
    ['-5', 0],
    ['Sat, 01 Jan 2000 00:00:00 GMT', 0],
  ] as const) {
    const { baseUrl } = await openStandIn(
      context,
      problem(503, 'SERVICE_UNAVAILABLE', { 'retry-after': header }),
    )
    const error = await failureOf(createTaskport({ baseUrl, token, retry: false }).tasks.list())
    assert.equal(error.retryAfter, seconds)
  }
})

test('a change without a condition is sent again where it was certainly not carried out', async (context) => {
  const { baseUrl, requests } = await openStandIn(
    context,
    problem(429, 'TOO_MANY_REQUESTS'),
    problem(503, 'SERVICE_UNAVAILABLE'),
  )
  const { tasks } = createTaskport({ baseUrl, token, retry: quickly })
  assert.equal((await failureOf(tasks.update('x', { title: 'Buy milk' }))).code, 'SERVICE_UNAVAILABLE')
  assert.deepEqual(
    requests.map(({ line }) => line),
    ['PATCH /api/tasks/x', 'PATCH /api/tasks/x'],
  )
})

test('every attempt of a creation has the same id', async (context) => {
  const bodies: unknown[] = []
  const { baseUrl } = await openStandIn(context, 'cut')
  const { tasks } = createTaskport({
    baseUrl,
    token,
    retry: quickly,
    fetch: (input, init) => {
      bodies.push(init?.body)
      return fetch(input, init)
    },
  })
  await failureOf(tasks.create({ title: 'Buy milk' }))
  assert.equal(bodies.length, 4)
  assert.equal(new Set(bodies).size, 1)
  assert.match(String(bodies[0]), /"id":"[0-9a-f-]{36}"/)
})
