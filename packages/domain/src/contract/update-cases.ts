import type { ContractCase } from './contract-case.js'
import { expectEqual } from './expect-equal.js'
import { sampleId, sampleInstant, sampleTask } from './sample-task.js'

const rejectionOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )

/** That an update is the rule's, whole, or nothing. */
export const updateCases: readonly ContractCase[] = [
  {
    name: 'update keeps what change returned and answers it',
    check: async (tasks) => {
      const task = sampleTask('update-keeps')
      const key = { ownerId: task.userId, taskId: task.id }
      await tasks.insert(task)
      const changes = {
        title: 'Changed',
        description: 'Now with words',
        status: 'completed',
        completedAt: sampleInstant(2),
        updatedAt: sampleInstant(3),
        deletedAt: sampleInstant(4),
      } as const
      const changed = await tasks.update(key, (current) => ({ ...current, ...changes }))
      expectEqual(changed, { ...task, ...changes, version: changed?.version }, 'update answers what was kept')
      expectEqual(await tasks.find(key), changed, 'find answers what update answered')
      const back = await tasks.update(key, (current) => ({
        ...current,
        status: 'pending',
        completedAt: null,
        deletedAt: null,
      }))
      expectEqual(
        [back?.status, back?.completedAt, back?.deletedAt],
        ['pending', null, null],
        'dates can be cleared',
      )
    },
  },
  {
    name: 'update of a task that is not there answers null and asks for no change',
    check: async (tasks) => {
      let asked = 0
      const answer = await tasks.update({ ownerId: 'update-nothing', taskId: sampleId(1) }, (task) => {
        asked += 1
        return { ...task }
      })
      expectEqual([answer, asked], [null, 0], 'there is nothing to change')
    },
  },
  {
    name: 'an update that changes nothing writes nothing',
    check: async (tasks) => {
      const task = sampleTask('update-same')
      const key = { ownerId: task.userId, taskId: task.id }
      await tasks.insert(task)
      const before = await tasks.find(key)
      expectEqual(await tasks.update(key, (current) => current), before, 'the task is answered as it is')
      expectEqual(await tasks.find(key), before, 'no version is taken')
    },
  },
  {
    name: 'an update whose change throws writes nothing and rejects with what was thrown',
    check: async (tasks) => {
      const task = sampleTask('update-throws')
      const key = { ownerId: task.userId, taskId: task.id }
      await tasks.insert(task)
      const before = await tasks.find(key)
      const refusal = new Error('refused')
      const rejection = await rejectionOf(
        tasks.update(key, () => {
          throw refusal
        }),
      )
      expectEqual(rejection === refusal, true, 'the very error that change threw is rejected with')
      expectEqual(await tasks.find(key), before, 'nothing was written')
      const after = await tasks.update(key, (current) => ({ ...current, title: 'After' }))
      expectEqual(after?.title, 'After', 'the task can be changed afterwards')
    },
  },
  {
    name: 'twenty updates of one task at once lose none',
    check: async (tasks) => {
      const task = sampleTask('update-race', { title: '-' })
      const key = { ownerId: task.userId, taskId: task.id }
      await tasks.insert(task)
      const letters = [...'abcdefghijklmnopqrst']
      const answers = await Promise.all(
        letters.map((letter) =>
          tasks.update(key, (current) => ({ ...current, title: current.title + letter })),
        ),
      )
      const kept = await tasks.find(key)
      expectEqual(
        [...(kept?.title ?? '')].sort().join(''),
        `-${letters.join('')}`,
        'every letter arrived once',
      )
      const versions = answers.map((answer) => answer?.version)
      expectEqual(new Set(versions).size, letters.length, 'every update has a version of its own')
      expectEqual(kept?.version, Math.max(...versions.map((version) => version ?? 0)), 'the last one is kept')
    },
  },
  {
    name: 'an odd number of turns at once leaves a task turned, an even number as it was',
    check: async (tasks) => {
      const task = sampleTask('update-turns')
      const key = { ownerId: task.userId, taskId: task.id }
      await tasks.insert(task)
      const turn = () =>
        tasks.update(key, (current) =>
          current.status === 'completed'
            ? { ...current, status: 'pending', completedAt: null }
            : { ...current, status: 'completed', completedAt: sampleInstant(5) },
        )
      const answers = await Promise.all(Array.from({ length: 9 }, turn))
      const statuses = answers.map((answer) => answer?.status).sort()
      expectEqual(
        statuses,
        [...Array<string>(5).fill('completed'), ...Array<string>(4).fill('pending')],
        'each turned it once',
      )
      expectEqual((await tasks.find(key))?.completedAt, sampleInstant(5), 'nine turns leave it turned')
      await Promise.all(Array.from({ length: 8 }, turn))
      expectEqual((await tasks.find(key))?.completedAt, sampleInstant(5), 'eight more leave it so')
    },
  },
]
