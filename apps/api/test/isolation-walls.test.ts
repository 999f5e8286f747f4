import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
import { openPostgresWithoutPredicates, openSql, withoutPolicies } from '@taskport/adapters-postgres/testing'
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
const breachesBehind = async (
  { predicates, policies }: Walls,
  between = directions,
  by: (route: string) => boolean = () => true,
): Promise<string[]> => {
  await using opened = new AsyncDisposableStack()
  const { url } = opened.use(await migratedDatabase())
  if (!policies) await withoutPolicies(url)
  const open = predicates ? openPostgres : openPostgresWithoutPredicates
  const postgres = await open({ settings: connectionSettings(url), poolSize: 10, deadlineMs: 10_000 })
  opened.defer(postgres.close)
  const connection = opened.use(await openSql(url))
  const server = opened.use(
    await openInProcess({ tasks: postgres.tasks, digestOf: (userId) => storedDigest(connection, userId) }),
  )
  const target = { ...server, routes: server.routes.filter(by) }
  const breaches: string[] = []
  for (const direction of between) breaches.push(...(await isolationBreaches(target, direction)))
  return breaches
}

/** The routes about tasks that there are, of these methods. */
const routesOf = async (methods: RegExp): Promise<string[]> => {
  await using server = await openInProcess()
  return server.routes.filter((route) => methods.test(route) && / \/api\//.test(route))
}

describe('the matrix over HTTP finds nothing behind either wall alone', () => {
  test('without owner predicates in the SQL, behind the policies', async () => {
    assert.deepEqual(await breachesBehind({ predicates: false, policies: true }), [])
  })

  test('without row-level security, behind the predicates', async () => {
    assert.deepEqual(await breachesBehind({ predicates: true, policies: false }), [])
  })
})

const changedBy = (route: string): string => {
  if (route.endsWith('/restore')) return 'their task in the trash'
  if (route.endsWith('/uncomplete')) return 'their completed task'
  return 'their task'
}

describe('without both it finds tasks that are read, and tasks that are changed, by each route that does so', async () => {
  /** In a database of its own: users who share everything soon cannot be attacked, as nothing of theirs is as they left it. */
  const breachesOf = (route: string) =>
    breachesBehind({ predicates: false, policies: false }, directions.slice(0, 1), (each) => each === route)
  const assertFound = (breaches: readonly string[], route: string, finding: string) => {
    const found = breaches.filter((breach) => breach.startsWith(`${route} `) && breach.includes(finding))
    assert.notDeepEqual(found, [], breaches.join('\n'))
  }

  for (const route of await routesOf(/^GET /)) {
    test(route, async () => {
      const breaches = await breachesOf(route)
      assertFound(breaches, route, ': shows a title of Zoe.')
      if (route.endsWith('/:id')) assertFound(breaches, route, ': is told from ')
    })
  }

  for (const route of await routesOf(/^(PUT|PATCH|DELETE) |\/restore$/)) {
    test(route, async () => {
      assertFound(
        await breachesOf(route),
        route,
        ` about ${changedBy(route)}: what Zoe has is not what it was.`,
      )
    })
  }
})
