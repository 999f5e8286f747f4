import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTestDatabase, testServerUrl } from '@taskport/adapters-postgres/testing'
import { daysBefore, parseTaskId, type TaskQuery, type TaskRepository } from '@taskport/domain'
import { Client } from 'pg'
import { planOf } from '../test/support/plan-of.js'
import { repositoryOn } from '../test/support/repository-on.js'
import { indexScans, plansOf, statementsOf, staysWithOwner, stepsOf } from './support/explained.js'
import { fillTasks, ownerOf, presentOfFill } from './support/fill-tasks.js'
import { medianMs } from './support/median-ms.js'
import { placeAt } from './support/place-at.js'

const { url, drop } = await openTestDatabase(testServerUrl())
const client = new Client({ connectionString: url })
await client.connect()
after(async () => {
  await client.end()
  await drop()
})
await fillTasks(url)

const ownerId = ownerOf('100,000')
/** How many of them are not in the trash, and how many are. */
const kept = 97_000
const deleted = 3_000
const limit = 50

const base = { ownerId, status: 'all', isDeleted: false, words: [], after: null, limit } as const

const orders = [
  { sort: 'created', index: 'tasks_by_creation' },
  { sort: 'updated', index: 'tasks_by_version' },
  { sort: 'title', index: 'tasks_by_title' },
] as const

const directions = ['asc', 'desc'] as const
const statuses = ['all', 'pending', 'completed'] as const

type PageQuery = Pick<TaskQuery, 'sort' | 'order' | 'isDeleted'>

/** How pages are read that begin behind none of the `count` tasks, behind half of them, and behind all but half a page. */
const pagePlans = async (query: PageQuery, count: number, status: TaskQuery['status']) => {
  const whole = { ...base, ...query, status }
  const last = query.order === 'asc' ? count - limit / 2 - 1 : limit / 2
  const plansBehind = (after: TaskQuery['after']) =>
    plansOf(client, (tasks) => tasks.list({ ...whole, after }))
  return {
    first: await plansBehind(null),
    middle: await plansBehind(await placeAt(client, whole, count / 2)),
    last: await plansBehind(await placeAt(client, whole, last)),
  }
}

const most = (plans: readonly { readonly buffers: number }[]): number =>
  Math.max(...plans.map(({ buffers }) => buffers))

for (const { sort, index } of orders) {
  /** The few tasks that the last page has are sometimes sorted instead. */
  const sortedRange = `Limit, Sort, Bitmap Heap Scan, Bitmap Index Scan by ${index}`
  const inOrder = `Limit, Index Scan by ${index}`
  for (const order of directions) {
    test(`a list ${sort} ${order} reads its page from the index, wherever it is`, async (t) => {
      for (const status of statuses) {
        const { first, middle, last } = await pagePlans({ sort, order, isDeleted: false }, kept, status)
        for (const plan of [...first, ...middle]) assert.equal(stepsOf(plan), inOrder)
        for (const plan of last) assert.ok([inOrder, sortedRange].includes(stepsOf(plan)), stepsOf(plan))
        assert.ok([...first, ...middle, ...last].every(staysWithOwner))
        const buffers = [first, middle, last].map(most)
        t.diagnostic(`${status}: ${buffers.join(', ')} buffers for the first, the middle and the last page`)
        // Two in five tasks at least have each status: a filtered page looks at so many more.
        assert.ok(Math.max(...buffers) < (status === 'all' ? 2 : 6) * limit, `${buffers}`)
        assert.ok(most(middle) <= most(first) + limit, 'a page in the middle costs what the first one costs')
      }
    })

    test(`the trash ${sort} ${order} is read in order, or what is in it is sorted`, async () => {
      for (const status of statuses) {
        const plans = await pagePlans({ sort, order, isDeleted: true }, deleted, status)
        for (const plan of Object.values(plans).flat()) {
          const steps = stepsOf(plan)
          assert.ok(
            [inOrder, sortedRange].includes(steps) || /^Limit, Sort, .*tasks_in_trash$/.test(steps),
            steps,
          )
          assert.ok(staysWithOwner(plan), steps)
          assert.ok(plan.buffers < 2 * deleted, `${steps}: ${plan.buffers} buffers`)
        }
      }
    })
  }
}

test('changes are read from the order of versions, wherever a client is', async () => {
  for (const afterVersion of [0, 50_000, 99_990]) {
    for (const plan of await plansOf(client, (tasks) => tasks.changes({ ownerId, afterVersion, limit }))) {
      // The page is sorted once more, as a join promises no order.
      assert.equal(
        stepsOf(plan),
        'Sort, Nested Loop, Index Scan by owners_pkey, Limit, Index Scan by tasks_by_version',
      )
      assert.ok(plan.nodes[0] !== undefined && Number(plan.nodes[0]['Actual Rows']) <= limit + 1)
      assert.ok(staysWithOwner(plan) && plan.buffers < 2 * limit, `${plan.buffers} buffers`)
    }
  }
})

/** One of the owner's tasks for which an SQL condition holds. */
const taskIdWhere = async (condition: string) => {
  const { rows } = await client.query<{ id: string }>(
    `select id from tasks where user_id = $1 and ${condition} limit 1`,
    [ownerId],
  )
  const taskId = parseTaskId(rows[0]?.id ?? '')
  assert.ok(taskId !== null, condition)
  return taskId
}

for (const condition of ['null', 'not null'].flatMap((completed) =>
  ['null', 'not null'].map((deleted) => `completed_at is ${completed} and deleted_at is ${deleted}`),
)) {
  test(`a task is found and changed by a unique index: ${condition}`, async () => {
    const taskId = await taskIdWhere(condition)
    const plans = await plansOf(client, (tasks) =>
      tasks.update({ ownerId, taskId }, (task) => ({ ...task, title: 'Changed' })),
    )
    assert.equal(plans.length, 4)
    for (const plan of plans) {
      const steps = stepsOf(plan)
      for (const scan of indexScans(plan)) {
        assert.ok(['tasks_pkey', 'tasks_by_version'].includes(`${scan['Index Name']}`), steps)
      }
      assert.ok(staysWithOwner(plan) && plan.buffers < 20, `${steps}: ${plan.buffers} buffers`)
    }
  })
}

test('a search reads its owner alone, in order, no further than its page', async (t) => {
  const words = {
    'in each task': 'plan',
    'in 1 of 100': 'zebra',
    'in 1 of 1,000': 'quagga',
    'in none': 'okapi',
  }
  for (const owner of ['100', '10,000', '10,000 long', '100,000'] as const) {
    const query = { ...base, ownerId: ownerOf(owner), sort: 'created', order: 'desc' } as const
    for (const [where, word] of Object.entries(words)) {
      const search = (tasks: TaskRepository) => tasks.list({ ...query, words: [word] })
      const { median, fastest, slowest } = await medianMs(() => search(repositoryOn(client)))
      t.diagnostic(
        `owner of ${owner}, a word ${where}: ${median.toFixed(1)} ms (${fastest.toFixed(1)} to ${slowest.toFixed(1)})`,
      )
      for (const plan of await plansOf(client, search)) assert.ok(staysWithOwner(plan), stepsOf(plan))
    }
  }
  const [frequent] = await plansOf(client, (tasks) =>
    tasks.list({ ...base, sort: 'title', order: 'asc', words: ['plan'] }),
  )
  assert.ok(
    frequent !== undefined && frequent.buffers < 2 * limit,
    'a page of a frequent word costs as any page',
  )
})

test('a purge reads the trash, and nothing else, batch by batch', async (t) => {
  const order = { deletedBefore: daysBefore(presentOfFill, 30), limit: 500 }
  const olds = async () => {
    const { rows } = await client.query<{ count: string }>(
      'select count(*) from tasks where deleted_at < $1',
      [order.deletedBefore],
    )
    return Number(rows[0]?.count)
  }
  assert.equal(await olds(), 10_000)
  const [purge] = await statementsOf(client, (tasks) => tasks.purge(order))
  assert.ok(purge !== undefined)
  const buffers: number[] = []
  for (let left = await olds(); left >= 0; left -= order.limit) {
    const plan = await planOf(client, purge)
    assert.match(stepsOf(plan), /Index Scan by tasks_in_trash/)
    assert.ok(
      plan.nodes.every((node) => node['Relation Name'] !== 'tasks' || node['Node Type'] !== 'Seq Scan'),
      stepsOf(plan),
    )
    buffers.push(plan.buffers)
  }
  assert.equal(await olds(), 0)
  t.diagnostic(`buffers of each batch of 500, the last one empty: ${buffers.join(', ')}`)
  assert.ok(Math.max(...buffers) < 15_000, 'a batch costs what it forgets and a walk through the trash')
})
