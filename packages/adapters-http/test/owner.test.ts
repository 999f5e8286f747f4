import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { describe, test } from 'node:test'
import type { Authentication } from '../src/index.js'
import { ownerOf, requireOwner } from '../src/owner.js'
import { bareApp } from './support/bare-app.js'
import { memoryLog } from './support/memory-log.js'
import { problemIn } from './support/problem.js'

/** A route that says who calls, and what it asked about its callers. */
const openOwned = (answer: (token: string) => Authentication | Promise<Authentication>) => {
  const asked: string[] = []
  const { logger, lines, withMessage } = memoryLog()
  const app = bareApp(logger)
  app.get('/open', async (request) => ({ owner: ownerOf(request) }))
  app.get(
    '/owned',
    {
      onRequest: requireOwner((token) => {
        asked.push(token)
        return answer(token)
      }),
    },
    async (request) => ({ owner: ownerOf(request) }),
  )
  const get = (authorization?: string) =>
    app.inject({ url: '/owned', headers: authorization === undefined ? {} : { authorization } })
  return { app, get, asked, lines, withMessage }
}

const accepting = (userId: string) => () => ({ outcome: 'accepted', userId }) as const

const reasonOf = ({ withMessage }: Pick<ReturnType<typeof openOwned>, 'withMessage'>) =>
  withMessage('Token refused').map(({ level, reason }) => [level, reason])

describe('a request has the owner whom its token names', () => {
  const forms = { Bearer: 'Bearer a.b-c_d', 'in capitals': 'BEARER a.b-c_d', 'far away': 'bearer    a.b-c_d' }
  for (const [name, form] of Object.entries(forms)) {
    test(name, async () => {
      const { get, asked } = openOwned(accepting('ann'))
      assert.deepEqual((await get(form)).json(), { owner: 'ann' })
      assert.deepEqual(asked, ['a.b-c_d'])
    })
  }

  test('by a promise too', async () => {
    const { get } = openOwned(async () => accepting('ann')())
    assert.deepEqual((await get('Bearer x')).json(), { owner: 'ann' })
  })
})

describe('nobody is asked about what is no bearer token', () => {
  const forms = [
    '',
    'Bearer',
    'Bearer ',
    'Bearerx',
    'x Bearer y',
    'Bearer x y',
    'Bearer x,y',
    'Bearer\tx',
    'Basic x',
  ]
  for (const form of forms) {
    test(JSON.stringify(form), async () => {
      const owned = openOwned(accepting('ann'))
      const response = await owned.get(form)
      problemIn(response, 401, 'UNAUTHORIZED')
      assert.equal(response.headers['www-authenticate'], 'Bearer')
      assert.deepEqual(owned.asked, [])
      assert.deepEqual(reasonOf(owned), [['info', 'not-a-bearer-token']])
    })
  }

  test('nor about nothing', async () => {
    const owned = openOwned(accepting('ann'))
    problemIn(await owned.get(), 401, 'UNAUTHORIZED')
    assert.deepEqual([owned.asked, reasonOf(owned)], [[], [['info', 'no-token']]])
  })
})

test('a token that is refused is a 401, and why is for the log', async () => {
  const owned = openOwned(() => ({ outcome: 'refused', reason: 'expired' }))
  const response = await owned.get('Bearer x')
  problemIn(response, 401, 'UNAUTHORIZED')
  assert.doesNotMatch(response.body, /expired/)
  assert.deepEqual(reasonOf(owned), [['info', 'expired']])
})

test('a token that cannot be judged is a 503 to come back from in 30 s, and why is for the log', async () => {
  const { get, withMessage } = openOwned(() => ({ outcome: 'unavailable', reason: 'no-keys' }))
  const response = await get('Bearer x')
  problemIn(response, 503, 'SERVICE_UNAVAILABLE')
  assert.equal(response.headers['retry-after'], '30')
  assert.doesNotMatch(response.body, /no-keys/)
  assert.deepEqual(
    withMessage('Token not judged: the keys for it cannot be had').map(({ level, reason }) => [
      level,
      reason,
    ]),
    [['warn', 'no-keys']],
  )
})

test('two Authorization lines are a 400, and other headers in any number are not', async (t) => {
  const { app, asked } = openOwned(accepting('ann'))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const answerWith = async (...headers: readonly string[]): Promise<unknown> => {
    const lines = headers.flatMap((value, index) => [
      index % 2 === 0 ? 'Authorization' : 'aUTHORIZATION',
      value,
    ])
    const sent = request(`${app.listeningOrigin}/owned`, {
      agent: false,
      headers: ['Host', 'x', 'x-other', 'authorization', 'x-other', 'Authorization', ...lines],
    })
    sent.end()
    const [response] = await once(sent, 'response')
    const [body] = await once(response, 'data')
    const { detail } = JSON.parse(String(body))
    return [response.statusCode, detail]
  }
  const refused = [400, 'Send one Authorization header.']
  assert.deepEqual(await answerWith('Bearer x'), [200, undefined])
  assert.deepEqual(await answerWith('Bearer x', 'Bearer x'), refused)
  assert.deepEqual(await answerWith('Bearer x', 'Basic y', 'Bearer x'), refused)
  assert.deepEqual(asked, ['x'])
})

test('whoever asks for an owner on a route that requires none is told of the fault', async () => {
  const { app, lines } = openOwned(accepting('ann'))
  problemIn(await app.inject('/open'), 500, 'INTERNAL_ERROR')
  assert.ok(
    lines.some(({ err }) => err instanceof Error && /answers without a token/.test(err.message)),
    'the log says what is wrong with the route',
  )
})
