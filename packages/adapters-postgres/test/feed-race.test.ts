import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { daysBefore, type Ports, parseTaskId, type Task, type TaskId, taskUseCases } from '@taskport/domain'
import { sequentialTaskIds, steppingClock } from '@taskport/domain/in-memory'
import { feedClient } from './support/feed-client.js'
import { openTasks } from './support/open-tasks.js'
import { orRefusal } from './support/or-refusal.js'
import { type SeededRandom, seededRandom } from './support/seeded-random.js'

const { tasks, close } = await openTasks({ poolSize: 24 })
after(close)

const clock = steppingClock()
const ports: Ports = { tasks, now: clock, newTaskId: sequentialTaskIds() }
const api = taskUseCases(ports)
/** For it, what is in the trash now has been there for thirty days. */
const aMonthLater = taskUseCases({ ...ports, now: () => daysBefore(clock(), -30) })

const writers = 16
const changesPerWriter = 8

/** Few, so that writers meet at one task, and create again what was purged. */
const ids = Array.from({ length: 20 }, (_, number): TaskId => {
  const id = parseTaskId(`018f4d5e-0000-7000-8000-${number.toString(16).padStart(12, '0')}`)
  assert.ok(id !== null)
  return id
})

const expectedRefusals = new Set(['TASK_ID_TAKEN', 'TASK_NOT_FOUND', 'TASK_NOT_DELETED'])

const change = (ownerId: string, random: SeededRandom): Promise<unknown> => {
  const taskId = random.pick(ids)
  const key = { ownerId, taskId }
  const title = `Title ${random.below(3)}`
  switch (random.pick(['create', 'create', 'update', 'update', 'delete', 'restore'] as const)) {
    case 'create':
      return api.createTask({ ownerId, taskId, title })
    case 'update': {
      const status = random.pick(['pending', 'completed'] as const)
      return api.updateTask({ key, changes: { title, description: random.pick([null, 'Words']), status } })
    }
    case 'delete':
      return api.deleteTask({ key })
    case 'restore':
      return api.restoreTask({ key })
  }
}

const write = async (ownerId: string, random: SeededRandom): Promise<void> => {
  for (let changes = 0; changes < changesPerWriter; changes += 1) {
    const result = await orRefusal(change(ownerId, random))
    if ('refusal' in result) assert.ok(expectedRefusals.has(result.refusal.code), result.refusal.code)
  }
}

const byId = (some: Iterable<Task>): Task[] => [...some].sort((a, b) => (a.id < b.id ? -1 : 1))

const storedTasks = async (ownerId: string): Promise<Task[]> => {
  const kept = await api.listTasks({ ownerId })
  const deleted = await api.listTasks({ ownerId, isDeleted: true })
  return byId([...kept.tasks, ...deleted.tasks])
}

/** Writers, clients of every kind and, if wanted, somebody who empties the trash; answers what each ends with. */
const race = async (ownerId: string, random: SeededRandom, purge: () => Promise<unknown>) => {
  const clients = [
    feedClient(api, { ownerId, limit: 1 }),
    feedClient(api, { ownerId, limit: 2 }),
    feedClient(api, { ownerId, limit: 3, repeats: seededRandom(random.below(2 ** 31)) }),
    feedClient(api, { ownerId, limit: 1_000 }),
  ]
  const lateClient = feedClient(api, { ownerId, limit: 2 })
  const absentClient = feedClient(api, { ownerId, limit: 5 })
  let writing = writers
  const untilWritten = async (step: () => Promise<unknown>) => {
    while (writing > 0) await step()
  }
  const write1 = async () => {
    await write(ownerId, seededRandom(random.below(2 ** 31)))
    writing -= 1
  }
  const followers = [...clients, lateClient].map(async (client) => {
    if (client === lateClient) while (writing > writers / 2) await sleep(1)
    await untilWritten(async () => {
      if (!(await client.readPage())) await sleep(1)
    })
  })
  const absence = absentClient.readPage()
  const purging = untilWritten(async () => {
    await Promise.all([purge(), purge()])
    await sleep(2)
  })
  await Promise.all([...Array.from({ length: writers }, write1), ...followers, absence, purging])
  const everyone = [...clients, lateClient, absentClient]
  await Promise.all(everyone.map((client) => client.catchUp()))
  return { everyone, restarts: everyone.reduce((sum, { restarts }) => sum + restarts(), 0) }
}

const seed = Math.floor(Math.random() * 2 ** 31)

test('every client of the feed ends with exactly what is stored', async (t) => {
  t.diagnostic(`seed ${seed}`)
  const random = seededRandom(seed)
  for (let round = 0; round < 50; round += 1) {
    const ownerId = `feed ${round}`
    const { everyone, restarts } = await race(ownerId, random, async () => {})
    const stored = await storedTasks(ownerId)
    assert.ok(stored.length > 0)
    for (const client of everyone) {
      assert.deepEqual(byId(client.tasks().values()), stored, `seed ${seed}, round ${round}`)
    }
    assert.equal(restarts, 0, 'nobody is told to start over while nothing is purged')
  }
})

test('while the trash is emptied, no client keeps a task that is gone, or lacks one that is not', async (t) => {
  t.diagnostic(`seed ${seed}`)
  const random = seededRandom(seed + 1)
  let startedOver = 0
  let lingering = 0
  for (let round = 0; round < 25; round += 1) {
    const ownerId = `purged feed ${round}`
    const purge = () => (random.below(2) === 0 ? aMonthLater.purgeTrash() : purgeOne())
    const purgeOne = () => tasks.purge({ deletedBefore: clock(), limit: 1 })
    const { everyone, restarts } = await race(ownerId, random, purge)
    startedOver += restarts
    const stored = await storedTasks(ownerId)
    const isStored = new Set<string>(stored.map(({ id }) => id))
    const { purgedVersion } = await tasks.changes({ ownerId, afterVersion: 0, limit: 1 })
    for (const client of everyone) {
      const known = byId(client.tasks().values())
      const message = `seed ${seed}, round ${round}`
      assert.deepEqual(
        known.filter(({ id }) => isStored.has(id)),
        stored,
        message,
      )
      // It may have seen a task in the trash before that was emptied: then there it stays, in the client's own trash.
      for (const task of known.filter(({ id }) => !isStored.has(id))) {
        assert.ok(
          task.deletedAt !== null && task.version <= purgedVersion,
          `${message}: ${JSON.stringify(task)}`,
        )
        lingering += 1
      }
    }
    const newcomer = feedClient(api, { ownerId, limit: 3 })
    await newcomer.catchUp()
    assert.deepEqual(byId(newcomer.tasks().values()), stored, 'a newcomer has none of it')
  }
  t.diagnostic(
    `${startedOver} times a client was told to start over, ${lingering} tombstones outlived their task`,
  )
  assert.ok(startedOver > 0, 'it was never told to start over: nothing was shown')
})
