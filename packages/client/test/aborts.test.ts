import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { createTaskport } from '@taskport/client'
import { failureOf } from './support/failure-of.js'
import { emptyList, openStandIn, problem } from './support/stand-in.js'

const token = () => 'alice'

test('a call is aborted before it begins, while it waits for its token or its answer, and between attempts', async (context) => {
  const silent = await openStandIn(context, 'silence')
  const busy = await openStandIn(context, problem(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '9' }))
  const begun = new AbortController()
  begun.abort(new Error('Too late'))
  const never = new Promise<string>(() => {})
  const calls = [
    { baseUrl: silent.baseUrl, token, signal: begun.signal },
    { baseUrl: silent.baseUrl, token: () => never },
    { baseUrl: silent.baseUrl, token },
    { baseUrl: busy.baseUrl, token },
  ]
  for (const { signal, ...options } of calls) {
    const leaving = new AbortController()
    void sleep(50).then(() => leaving.abort(new Error('Too late')))
    const error = await failureOf(
      createTaskport(options).tasks.list({}, { signal: signal ?? leaving.signal }),
    )
    assert.equal(error.code, 'ABORTED')
    assert.ok(error.cause instanceof Error)
    assert.equal(error.cause.message, 'Too late')
  }
  assert.equal(silent.requests.length, 1)
})

test('a signal that lives long gathers no listeners', async (context) => {
  const { baseUrl } = await openStandIn(context, problem(503, 'SERVICE_UNAVAILABLE'), emptyList)
  const { signal } = new AbortController()
  const { tasks } = createTaskport({ baseUrl, token, retry: { baseDelayMs: 1 } })
  for (let call = 0; call < 5; call += 1) await tasks.list({}, { signal })
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('a call that is over leaves no timer behind', async (context) => {
  const { baseUrl } = await openStandIn(context, emptyList)
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  const { tasks } = createTaskport({ baseUrl, token })
  await tasks.list()
  const before = timers()
  for (let call = 0; call < 5; call += 1) await tasks.list()
  assert.ok(timers() <= before)

  const busy = await openStandIn(context, problem(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '9' }))
  const waiting = createTaskport({ baseUrl: busy.baseUrl, token })
  for (let call = 0; call < 5; call += 1) {
    const leaving = new AbortController()
    const failure = failureOf(waiting.tasks.list({}, { signal: leaving.signal }))
    while (busy.requests.length <= call) await setImmediate()
    await sleep(50)
    leaving.abort()
    await failure
  }
  assert.ok(timers() < before + 5, 'No wait goes on behind a call that was aborted')
})

test('each attempt has its time, the token’s included, and a call may have its own', async (context) => {
  const never = new Promise<string>(() => {})
  const { baseUrl, requests } = await openStandIn(context, 'silence', 'silence', emptyList)
  const { tasks } = createTaskport({ baseUrl, token, timeoutMs: 100, retry: { baseDelayMs: 1 } })
  assert.deepEqual((await tasks.list()).tasks, [])
  assert.equal(requests.length, 3)

  const silent = await openStandIn(context, 'silence')
  for (const source of [token, () => never]) {
    const patient = createTaskport({ baseUrl: silent.baseUrl, token: source, retry: false })
    const error = await failureOf(patient.tasks.list({}, { timeoutMs: 100 }))
    assert.equal(error.code, 'TIMEOUT')
    assert.equal(error.status, null)
  }
})

test('where nobody listens, the network is to blame, and the cause is kept', async () => {
  const { tasks } = createTaskport({ baseUrl: 'http://127.0.0.1:1', token, retry: { baseDelayMs: 1 } })
  const error = await failureOf(tasks.list())
  assert.equal(error.code, 'NETWORK')
  assert.ok(error.cause instanceof TypeError)
  assert.match(error.message, /cannot be reached/)
})
