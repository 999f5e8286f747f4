import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startBuiltApi } from './support/isolation/built-api-target.js'
import { isolationBreaches } from './support/isolation/matrix.js'

const api = await startBuiltApi()
after(() => api[Symbol.asyncDispose]())

/** Two users each, whose names a careless comparison takes for one another. */
const pairs: Readonly<Record<string, readonly [string, string]>> = {
  'with nothing in common': ['ada', 'bob'],
  'of whom one’s id begins the other’s': ['ann', 'ann-marie'],
  'who differ in case alone': ['zoe', 'Zoe'],
  'of whom one has something invisible at the end': ['eve', 'eve\u200B'],
  'who differ in Unicode normalisation form alone': ['Ren\u00E9', 'Rene\u0301'],
  'whose ids are words of SQL': ["' or ''='", "' or '1'='1"],
}

test('the router has routes that want a token', () => {
  assert.ok(api.routes.length > 20, api.routes.join('\n'))
  assert.ok(api.routes.includes('HEAD /api/tasks/:id'))
  assert.ok(api.routes.includes('PATCH /api/:userId/tasks/:id/complete'))
})

describe('no route tells a task of another user from one that never was', { concurrency: true }, () => {
  for (const [who, [one, other]] of Object.entries(pairs)) {
    test(`between users ${who}`, async () => {
      assert.deepEqual(await isolationBreaches(api, { attackerId: one, victimId: other }), [])
      assert.deepEqual(await isolationBreaches(api, { attackerId: other, victimId: one }), [])
    })
  }
})
