import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTestDatabase, testServerUrl } from '@taskport/adapters-postgres/testing'
import { parseInstant } from '@taskport/domain'
import { Client } from 'pg'
import { planOf } from './support/plan-of.js'
import { repositoryOn, type Statement } from './support/repository-on.js'

const { url, drop } = await openTestDatabase(testServerUrl())
const client = new Client({ connectionString: url })
await client.connect()
after(async () => {
  await client.end()
  await drop()
})

const order = { deletedBefore: parseInstant('2026-03-01T00:00:00.000Z'), limit: 500 }

test('a purge finds the trash by its index, though the statistics still count what it has forgotten', async () => {
  await client.query(
    "insert into owners (user_id, version, task_count) select 'owner ' || n, 1000, 200 from generate_series(0, 99) n",
  )
  await client.query(
    `insert into tasks
      (user_id, id, title, created_at, updated_at, deleted_at, version, folded_title, folded_description, created_as)
    select 'owner ' || n % 100, gen_random_uuid(), 'Task', '2026-01-01', '2026-01-01',
      case when n % 2 = 0 then timestamptz '2026-02-01' end, 1 + n / 100, 'task', '', ''
    from generate_series(0, 19999) n`,
  )
  await client.query('vacuum analyze tasks')
  const statements: Statement[] = []
  const tasks = repositoryOn(client, (statement) => statements.push(statement))
  let purged = 0
  for (let batch = order.limit; batch === order.limit; purged += batch) batch = await tasks.purge(order)
  assert.equal(purged, 10_000)

  const [purge] = statements
  assert.ok(purge !== undefined)
  const { nodes } = await planOf(client, purge)
  assert.ok(
    nodes.some((node) => node['Index Name'] === 'tasks_in_trash'),
    JSON.stringify(nodes.map((node) => [node['Node Type'], node['Relation Name']])),
  )
})
