import type { Insertion } from '../ports/task-repository.js'
import type { ContractCase } from './contract-case.js'
import { expectEqual } from './expect-equal.js'
import { sampleInstant, sampleTask } from './sample-task.js'

const outcomes = (insertions: readonly Insertion[]) => insertions.map(({ outcome }) => outcome).sort()

/** That creating the same task again creates nothing. */
export const insertionCases: readonly ContractCase[] = [
  {
    name: 'inserting the same content again answers the task as it is now',
    check: async (tasks) => {
      const task = { ...sampleTask('insertion-repeated'), description: 'first' }
      const key = { ownerId: task.userId, taskId: task.id }
      await tasks.insert(task)
      const changed = await tasks.update(key, (current) => ({
        ...current,
        title: 'Changed',
        description: null,
      }))
      const again = await tasks.insert({ ...task, createdAt: sampleInstant(9), updatedAt: sampleInstant(9) })
      expectEqual(
        again,
        { outcome: 'repeated', task: changed },
        'a repetition is known after a change, whatever its date',
      )
      expectEqual(await tasks.find(key), changed, 'a repetition changes nothing')
    },
  },
  {
    name: 'inserting other content under a used id is refused',
    check: async (tasks) => {
      const task = sampleTask('insertion-taken')
      const key = { ownerId: task.userId, taskId: task.id }
      const first = await tasks.insert(task)
      const others = [
        { ...task, title: 'Other' },
        { ...task, description: '' },
        { ...task, status: 'completed', completedAt: sampleInstant(1) } as const,
      ]
      for (const other of others) {
        expectEqual(
          await tasks.insert(other),
          { outcome: 'taken' },
          'title, description and status make the content',
        )
      }
      expectEqual(
        await tasks.find(key),
        first.outcome === 'inserted' ? first.task : null,
        'a refusal changes nothing',
      )
    },
  },
  {
    name: 'the id of a task in the trash stays taken',
    check: async (tasks) => {
      const task = sampleTask('insertion-trash')
      await tasks.insert(task)
      const key = { ownerId: task.userId, taskId: task.id }
      const deleted = await tasks.update(key, (current) => ({ ...current, deletedAt: sampleInstant(5) }))
      expectEqual(
        await tasks.insert(task),
        { outcome: 'repeated', task: deleted },
        'a repetition finds it in the trash',
      )
      expectEqual(
        await tasks.insert({ ...task, title: 'Other' }),
        { outcome: 'taken' },
        'other content is refused',
      )
    },
  },
  {
    name: 'an id that is said to be new and is taken all the same is found out',
    check: async (tasks) => {
      const task = sampleTask('insertion-new-id')
      const options = { quota: 1, isIdNew: true }
      const first = await tasks.insert(task, options)
      expectEqual(outcomes([first]), ['inserted'], 'the first takes it')
      expectEqual(
        await tasks.insert(task, options),
        { ...first, outcome: 'repeated' },
        'the same content is a repetition',
      )
      expectEqual(
        await tasks.insert({ ...task, title: 'Other' }, options),
        { outcome: 'taken' },
        'other content is refused',
      )
      const other = sampleTask('insertion-new-id', { number: 2 })
      expectEqual(await tasks.insert(other, options), { outcome: 'full' }, 'the quota holds for it')
      expectEqual(
        (await tasks.insert(other, { quota: 2, isIdNew: true })).outcome,
        'inserted',
        'what was refused took no room',
      )
    },
  },
  {
    name: 'an owner with as many tasks as the quota keeps no new one, and repeats are known all the same',
    check: async (tasks) => {
      const [first, second, third] = [1, 2, 3].map((number) => sampleTask('insertion-quota', { number }))
      if (first === undefined || second === undefined || third === undefined)
        throw new RangeError('No samples')
      expectEqual(
        outcomes([await tasks.insert(first, { quota: 2 }), await tasks.insert(second, { quota: 2 })]),
        ['inserted', 'inserted'],
        'there is room for as many as the quota',
      )
      expectEqual(await tasks.insert(third, { quota: 2 }), { outcome: 'full' }, 'one more is not kept')
      expectEqual((await tasks.insert(first, { quota: 2 })).outcome, 'repeated', 'a repetition needs no room')
      expectEqual(
        await tasks.insert({ ...first, title: 'Other' }, { quota: 2 }),
        { outcome: 'taken' },
        'a used id is told',
      )
      const key = { ownerId: second.userId, taskId: second.id }
      await tasks.update(key, (current) => ({ ...current, deletedAt: sampleInstant(5) }))
      expectEqual(await tasks.insert(third, { quota: 2 }), { outcome: 'full' }, 'the trash takes room too')
      expectEqual(
        await tasks.find({ ownerId: third.userId, taskId: third.id }),
        null,
        'what was refused is not there',
      )
      expectEqual(
        (await tasks.insert(sampleTask('insertion-quota-other'), { quota: 1 })).outcome,
        'inserted',
        'other owners have room of their own',
      )
      expectEqual((await tasks.insert(third, { quota: 3 })).outcome, 'inserted', 'a greater quota makes room')
    },
  },
  {
    name: 'of twenty insertions at once with room for five, five are inserted',
    check: async (tasks) => {
      const samples = Array.from({ length: 20 }, (_, number) =>
        sampleTask('insertion-quota-race', { number }),
      )
      const results = await Promise.all(samples.map((task) => tasks.insert(task, { quota: 5 })))
      expectEqual(
        outcomes(results),
        [...Array(15).fill('full'), ...Array(5).fill('inserted')],
        'no more than fit',
      )
    },
  },
  {
    name: 'of twenty insertions at once under one id, one is inserted',
    check: async (tasks) => {
      const task = sampleTask('insertion-race')
      const insertions = await Promise.all(Array.from({ length: 20 }, () => tasks.insert(task)))
      expectEqual(
        outcomes(insertions),
        ['inserted', ...Array(19).fill('repeated')],
        'the same content at once',
      )
      const rivals = Array.from({ length: 20 }, (_, rival) => ({
        ...sampleTask('insertion-rivals', { title: `Rival ${rival}` }),
      }))
      const results = await Promise.all(rivals.map((rival) => tasks.insert(rival)))
      expectEqual(outcomes(results), ['inserted', ...Array(19).fill('taken')], 'different content at once')
    },
  },
]
