import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connectionSettings, openPostgres } from '@taskport/adapters-postgres'
import { openTestDatabase, testServerUrl } from '@taskport/adapters-postgres/testing'
import { openCountingNetwork } from './support/counting-network.js'
import { firstPage } from './support/first-page.js'
import { newTask } from './support/new-task.js'

const { url, drop } = await openTestDatabase(testServerUrl())
const through = new URL(url)
const network = await openCountingNetwork(Number(through.port))
through.port = String(network.port)
const { tasks, close } = await openPostgres({
  settings: connectionSettings(through.href),
  poolSize: 1,
  deadlineMs: 10_000,
})
after(async () => {
  await close()
  await network.close()
  await drop()
})

const task = newTask('ann')
const key = { ownerId: 'ann', taskId: task.id }
await tasks.insert(task)

let changes = 0

const works: Readonly<Record<string, readonly [roundTrips: number, work: () => Promise<unknown>]>> = {
  'finding a task': [1, () => tasks.find(key)],
  'finding none': [1, () => tasks.find({ ...key, ownerId: 'bob' })],
  'listing tasks': [
    1,
    () =>
      tasks.list({
        ownerId: 'ann',
        ...firstPage,
        limit: 50,
      }),
  ],
  'asking for changes': [1, () => tasks.changes({ ownerId: 'ann', afterVersion: 0, limit: 50 })],
  'creating a task': [1, () => tasks.insert(newTask('ann'))],
  'creating a task with a new id': [1, () => tasks.insert(newTask('ann'), { isIdNew: true })],
  'creating the first task of an owner': [1, () => tasks.insert(newTask(`owner ${changes++}`))],
  'changing a task': [2, () => tasks.update(key, (current) => ({ ...current, title: `Title ${changes++}` }))],
  'changing nothing': [1, () => tasks.update(key, (current) => current)],
}

for (const [what, [roundTrips, work]] of Object.entries(works)) {
  test(`${what} takes ${roundTrips === 1 ? 'one round trip' : `${roundTrips} round trips`}, behind the wall and all, a packet each`, async () => {
    // The first time opens the connection, or prepares the statements.
    await work()
    network.roundTrips()
    network.packets()
    await work()
    assert.deepEqual([network.roundTrips(), network.packets()], [roundTrips, roundTrips])
  })
}
