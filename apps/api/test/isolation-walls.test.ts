import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
import { openPostgresWithoutPredicates, withoutPolicies } from '@taskport/adapters-postgres/testing'
import { migratedDatabase } from './support/database.js'
import { openInProcess } from './support/isolation/in-process-target.js'
import { isolationBreaches } from './support/isolation/matrix.js'
import { storedDigest } from './support/isolation/stored-digest.js'

interface Walls {
  readonly predicates: boolean
  readonly policies: boolean
}

const directions = [
  { attackerId: 'zoe', victimId: 'Zoe' },
  { attackerId: 'Zoe', victimId: 'zoe' },
]

/** What the matrix finds, by these routes, of the API's HTTP server on PostgreSQL when only some of the walls stand. */
const breachesBehind = async ({ predicates, policies }: Walls, by = /^/): Promise<string[]> => {
  await using opened = new AsyncDisposableStack()
  const { url } = opened.use(await migratedDatabase())
  if (!policies) await withoutPolicies(url)
  const open = predicates ? openPostgres : openPostgresWithoutPredicates
  const postgres = await open({ settings: connectionSettings(url), poolSize: 10, deadlineMs: 10_000 })
  opened.defer(postgres.close)
  const server = opened.use(
    await openInProcess({ tasks: postgres.tasks, digestOf: (userId) => storedDigest(url, userId) }),
  )
  const target = { ...server, routes: server.routes.filter((route) => by.test(route)) }
  const breaches: string[] = []
  for (const direction of directions) breaches.push(...(await isolationBreaches(target, direction)))
  return breaches
}

describe('the matrix over HTTP finds nothing behind either wall alone', () => {
  test('without owner predicates in the SQL, behind the policies', async () => {
    assert.deepEqual(await breachesBehind({ predicates: false, policies: true }), [])
  })

  test('without row-level security, behind the predicates', async () => {
    assert.deepEqual(await breachesBehind({ predicates: true, policies: false }), [])
  })

  test('without both it finds tasks that are read and tasks that are changed', async () => {
    const neither = { predicates: false, policies: false }
    // A route here and there cannot be tried, as a user's own changes then trip over the other's versions.
    const read = await breachesBehind(neither, /^GET /)
    assert.ok(read.some((breach) => /^GET \/api\/.*: shows a title of zoe\.$/i.test(breach)))
    assert.ok(read.some((breach) => /^GET \/api\/.*\/:id as .*: is told from /.test(breach)))
    const changed = await breachesBehind(neither, /^PATCH /)
    assert.ok(changed.some((breach) => /^PATCH .*: what zoe has is not what it was\.$/i.test(breach)))
  })
})
