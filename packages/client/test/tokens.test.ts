import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTaskport, keepToken, type TokenRequest } from '@taskport/client'
import { failureOf } from './support/failure-of.js'
import { openApi } from './support/open-api.js'
import { emptyList, openStandIn, problem } from './support/stand-in.js'

const refusal = problem(401, 'UNAUTHORIZED')

test('after a 401 the token source is asked once more, and told what was refused', async (context) => {
  const baseUrl = await openApi(context)
  const asked: TokenRequest[] = []
  const { tasks } = createTaskport({
    baseUrl,
    token: async (request) => {
      asked.push(request)
      return request.refused === null ? 'STALE' : 'alice'
    },
  })
  assert.equal((await tasks.create({ title: 'Buy milk' })).userId, 'alice')
  assert.deepEqual(asked, [{ refused: null }, { refused: 'STALE' }])
})

test('a second 401 is told', async (context) => {
  const { baseUrl, requests } = await openStandIn(context, refusal)
  const { tasks } = createTaskport({ baseUrl, token: () => 'alice' })
  const error = await failureOf(tasks.list())
  assert.equal(error.code, 'UNAUTHORIZED')
  assert.equal(requests.length, 2)
})

test('a 401 between two attempts costs no attempt, and one fresh token is enough for all of them', async (context) => {
  const busy = problem(503, 'SERVICE_UNAVAILABLE')
  const { baseUrl, requests } = await openStandIn(context, busy, refusal, busy, busy, emptyList)
  const { tasks } = createTaskport({
    baseUrl,
    token: ({ refused }) => (refused === null ? 'old' : 'new'),
    retry: { baseDelayMs: 1 },
  })
  await tasks.list()
  assert.deepEqual(
    requests.map(({ headers }) => headers.authorization),
    ['Bearer old', 'Bearer old', 'Bearer new', 'Bearer new', 'Bearer new'],
  )
})

test('a token source that fails fails the call, and says why', async (context) => {
  const { baseUrl, requests } = await openStandIn(context, emptyList)
  const cause = new Error('Nobody is signed in')
  const sources = [
    () => Promise.reject(cause),
    () => {
      throw cause
    },
  ]
  for (const token of sources) {
    const error = await failureOf(createTaskport({ baseUrl, token }).tasks.list())
    assert.equal(error.code, 'NO_TOKEN')
    assert.equal(error.cause, cause)
  }
  assert.equal(requests.length, 0)
})

const jwt = (expiresInMs: number, name = ''): string => {
  const claims = JSON.stringify({ sub: `alice ÿ${name}`, exp: Math.floor((Date.now() + expiresInMs) / 1000) })
  return `e30.${Buffer.from(claims).toString('base64url')}.signature`
}

test('a kept token is loaded once, until it is about to expire or is refused', async () => {
  const loaded: string[] = []
  const lives = [3_600_000, 10_000, 3_600_000, 3_600_000]
  const token = keepToken(async () => {
    const next = jwt(lives[loaded.length] ?? 0, String(loaded.length))
    loaded.push(next)
    return next
  })
  const fresh = { refused: null }
  const [first, same] = await Promise.all([token(fresh), token(fresh)])
  assert.equal(first, same)
  assert.equal(await token(fresh), first)
  assert.equal(loaded.length, 1)

  const second = await token({ refused: first })
  assert.notEqual(second, first)
  const third = await token(fresh)
  assert.notEqual(third, second, 'ten seconds are too few')
  assert.equal(await token({ refused: second }), third, 'another call has replaced it already')
  assert.equal(loaded.length, 3)
})

test('a load that fails is tried again at the next call; a token that tells no time is not kept', async () => {
  const results = [() => Promise.reject(new Error('away')), async () => 'opaque', async () => 'e30.bnVsbA.x']
  let loads = 0
  const token = keepToken(() => {
    loads += 1
    return results[loads - 1]?.() ?? Promise.resolve('e30.e30.x')
  })
  await assert.rejects(async () => token({ refused: null }), /away/)
  for (const expected of ['opaque', 'e30.bnVsbA.x', 'e30.e30.x', 'e30.e30.x']) {
    assert.equal(await token({ refused: null }), expected)
  }
  assert.equal(loads, 5)
})

test('a token that is forgotten is used no more, not even when it arrives later', async () => {
  const arrivals: ((token: string) => void)[] = []
  const token = keepToken(() => new Promise((resolve) => arrivals.push(resolve)))
  const fresh = { refused: null }
  const ofAlice = token(fresh)
  token.forget()
  const ofBob = token(fresh)
  assert.equal(arrivals.length, 2)
  arrivals[1]?.(jwt(3_600_000, 'bob'))
  arrivals[0]?.(jwt(3_600_000, 'alice'))
  assert.notEqual(await ofAlice, await ofBob)
  assert.equal(await token(fresh), await ofBob)
  token.forget()
  void token(fresh)
  assert.equal(arrivals.length, 3)
})
