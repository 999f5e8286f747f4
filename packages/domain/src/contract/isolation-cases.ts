import type { ContractCase } from './contract-case.js'
import { expectEqual } from './expect-equal.js'
import { queryOf } from './query-of.js'
import { sampleId, sampleTask } from './sample-task.js'

/** Owners that a careless comparison takes for one another. */
const lookalikes = [
  'isolation',
  'Isolation',
  'isolation ',
  ' isolation',
  'isolation\u0301',
  'isol\u00E5tion',
  'isola\u030Ation',
  'isolation%',
  "isolation' or '1'='1",
  '_solation',
  'x'.repeat(255),
  'x'.repeat(254),
]

/** That an owner sees and changes his own tasks alone. */
export const isolationCases: readonly ContractCase[] = [
  {
    name: 'another owner neither finds, lists nor changes a task',
    check: async (tasks) => {
      const victim = sampleTask('isolation-victim')
      await tasks.insert(victim)
      const own = await tasks.find({ ownerId: victim.userId, taskId: victim.id })
      const foreign = { ownerId: 'isolation-stranger', taskId: victim.id }
      expectEqual(await tasks.find(foreign), null, 'a stranger does not find it')
      expectEqual((await tasks.list(queryOf(foreign.ownerId))).tasks, [], 'a stranger does not list it')
      const change = await tasks.update(foreign, (task) => ({ ...task, title: 'Stolen' }))
      expectEqual(change, null, 'a stranger does not change it')
      expectEqual(
        await tasks.find({ ownerId: victim.userId, taskId: victim.id }),
        own,
        'the task is as it was',
      )
    },
  },
  {
    name: 'the same id under two owners is two tasks',
    check: async (tasks) => {
      const one = await tasks.insert(sampleTask('isolation-one', { title: 'One' }))
      const two = await tasks.insert(sampleTask('isolation-two', { title: 'Two' }))
      expectEqual(
        [one.outcome, two.outcome],
        ['inserted', 'inserted'],
        'an id is taken within its owner only',
      )
      await tasks.update({ ownerId: 'isolation-two', taskId: sampleId(1) }, (task) => ({
        ...task,
        title: 'New',
      }))
      const kept = await tasks.find({ ownerId: 'isolation-one', taskId: sampleId(1) })
      expectEqual({ outcome: 'inserted', task: kept }, one, 'a change under one owner leaves the other alone')
    },
  },
  {
    name: 'owners are told apart character by character',
    check: async (tasks) => {
      for (const ownerId of lookalikes)
        await tasks.insert(sampleTask(ownerId, { title: `Of ${[...ownerId].length}` }))
      for (const ownerId of lookalikes) {
        const { tasks: listed } = await tasks.list(queryOf(ownerId))
        expectEqual(
          listed.map(({ userId, title }) => [userId, title]),
          [[ownerId, `Of ${[...ownerId].length}`]],
          'each of the lookalikes has one task, its own',
        )
      }
    },
  },
]
