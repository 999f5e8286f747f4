import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type DeleteTask, type Refusal, type Task, taskUseCases } from '@taskport/domain'
import { sequentialTaskIds, steppingClock } from '@taskport/domain/in-memory'
import { waitingForLock } from './support/backends.js'
import { holdOwner } from './support/hold-owner.js'
import { openTasks } from './support/open-tasks.js'
import { orRefusal } from './support/or-refusal.js'
import { seededRandom } from './support/seeded-random.js'
import { waitUntil } from './support/wait-until.js'

const writers = 32

const { tasks, url, close } = await openTasks({ poolSize: writers })
after(close)

const { createTask, updateTask, deleteTask, restoreTask, listTasks, listChanges } = taskUseCases({
  tasks,
  now: steppingClock(),
  newTaskId: sequentialTaskIds(),
})

type Change = 'update' | 'delete' | 'restore'

const remove = async (command: DeleteTask): Promise<Task> => (await deleteTask(command)).task

const create = async (ownerId: string): Promise<Task> =>
  (await createTask({ ownerId, title: 'Everybody wants it' })).task

/** One writer's change under the condition that the task is still as `seen`. */
const write = async (seen: Task, change: Change, writer: number) => {
  const command = { key: { ownerId: seen.userId, taskId: seen.id }, ifVersions: [seen.version] }
  switch (change) {
    case 'update':
      return { change, ...(await orRefusal(updateTask({ ...command, changes: { title: `By ${writer}` } }))) }
    case 'delete':
      return { change, ...(await orRefusal(remove(command))) }
    case 'restore':
      return { change, ...(await orRefusal(restoreTask(command))) }
  }
}

type Ending = Awaited<ReturnType<typeof write>>

/** The only one that succeeded, and what the others were told. @throws {AssertionError} when it is not the only one */
const judge = (endings: readonly Ending[], message: string) => {
  const winners = endings.flatMap((ending) =>
    'answer' in ending ? [{ change: ending.change, task: ending.answer }] : [],
  )
  const losers = endings.flatMap((ending) =>
    'refusal' in ending ? [{ change: ending.change, refusal: ending.refusal }] : [],
  )
  const [winner] = winners
  assert.ok(winner !== undefined && winners.length === 1, `${message}: ${winners.length} succeeded`)
  assert.equal(losers.length, writers - 1, message)
  return { winner, losers }
}

const shownInConflict = (refusal: Refusal): Task | null =>
  refusal.code === 'VERSION_CONFLICT' ? refusal.current : null

test('of 32 conditional updates at once one succeeds, and the others are shown its task', async () => {
  for (let round = 0; round < 200; round += 1) {
    const seen = await create('updates')
    const endings = await Promise.all(
      Array.from({ length: writers }, (_, writer) => write(seen, 'update', writer)),
    )
    const { winner, losers } = judge(endings, `round ${round}`)
    for (const { refusal } of losers) {
      assert.deepEqual(shownInConflict(refusal), winner.task, `round ${round}: ${refusal.code}`)
    }
    const { tasks: changed } = await listChanges({
      ownerId: 'updates',
      since: { version: seen.version, purgedVersion: 0 },
    })
    assert.deepEqual(changed, [winner.task], 'what is stored is what the winner was told')
  }
})

test('it is one also when all 32 have read the task before any of them writes', async () => {
  for (let round = 0; round < 5; round += 1) {
    const seen = await create('held')
    const held = await holdOwner(url, 'held')
    const writes = Array.from({ length: writers }, (_, writer) => write(seen, 'update', writer))
    await waitUntil(async () => (await waitingForLock(url)) === writers)
    await held.letGo()
    const { winner, losers } = judge(await Promise.all(writes), `round ${round}`)
    for (const { refusal } of losers) assert.deepEqual(shownInConflict(refusal), winner.task, refusal.code)
  }
})

/** What a loser can be told: before the winner by what the task was, after it by what the task has become. */
const isFair = (change: Change, refusal: Refusal, seen: Task, winner: Task): boolean => {
  switch (refusal.code) {
    case 'VERSION_CONFLICT':
      return refusal.current.version === winner.version
    case 'TASK_NOT_FOUND':
      return change !== 'restore' && (seen.deletedAt !== null || winner.deletedAt !== null)
    case 'TASK_NOT_DELETED':
      return change === 'restore' && seen.deletedAt === null
    default:
      return false
  }
}

const seed = Math.floor(Math.random() * 2 ** 31)

test('of 32 updates, deletes and restores under one condition one succeeds', async (t) => {
  t.diagnostic(`seed ${seed}`)
  const random = seededRandom(seed)
  const wins = { update: 0, delete: 0, restore: 0 }
  for (let round = 0; round < 200; round += 1) {
    const message = `seed ${seed}, round ${round}`
    const created = await create('mixed')
    const key = { ownerId: 'mixed', taskId: created.id }
    const seen = random.below(2) === 0 ? created : await remove({ key })
    const possible = seen.deletedAt === null ? (['update', 'delete'] as const) : (['restore'] as const)
    const changes = Array.from(
      { length: writers },
      (_, writer): Change =>
        writer === 0 ? random.pick(possible) : random.pick(['update', 'delete', 'restore'] as const),
    )
    const endings = await Promise.all(changes.map((change, writer) => write(seen, change, writer)))
    const { winner, losers } = judge(endings, message)
    wins[winner.change] += 1
    for (const { change, refusal } of losers) {
      assert.ok(isFair(change, refusal, seen, winner.task), `${message}: ${change} was told ${refusal.code}`)
    }
    const isDeleted = winner.task.deletedAt !== null
    const { tasks: stored } = await listTasks({ ownerId: 'mixed', isDeleted, limit: 1, sort: 'updated' })
    assert.deepEqual(stored, [winner.task], message)
  }
  assert.ok(wins.update > 0 && wins.delete > 0 && wins.restore > 0, JSON.stringify(wins))
})
