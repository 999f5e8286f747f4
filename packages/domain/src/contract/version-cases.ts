import type { ContractCase } from './contract-case.js'
import { expectEqual, expectThat } from './expect-equal.js'
import { queryOf } from './query-of.js'
import { sampleId, sampleTask } from './sample-task.js'

/** That one counter per owner orders all changes. */
export const versionCases: readonly ContractCase[] = [
  {
    name: 'versions grow strictly over all tasks of one owner',
    check: async (tasks) => {
      const ownerId = 'version-grow'
      const versions: number[] = []
      for (const number of [1, 2, 3]) {
        const insertion = await tasks.insert(sampleTask(ownerId, { number }))
        if (insertion.outcome === 'inserted') versions.push(insertion.task.version)
      }
      for (const number of [2, 1, 3, 1]) {
        const taskId = sampleId(number)
        const task = await tasks.update({ ownerId, taskId }, (current) => ({
          ...current,
          title: `${current.title}!`,
        }))
        if (task !== null) versions.push(task.version)
      }
      expectEqual(versions.length, 7, 'each change has a version')
      expectEqual(
        versions,
        [...versions].sort((a, b) => a - b),
        'each version is greater than all before',
      )
      expectEqual(new Set(versions).size, 7, 'no version is used twice')
    },
  },
  {
    name: 'changes of different tasks of one owner at once have different versions',
    check: async (tasks) => {
      const ownerId = 'version-race'
      const numbers = Array.from({ length: 20 }, (_, number) => number)
      await Promise.all(numbers.map((number) => tasks.insert(sampleTask(ownerId, { number }))))
      await Promise.all(
        numbers.map((number) =>
          tasks.update({ ownerId, taskId: sampleId(number) }, (current) => ({
            ...current,
            title: 'Changed',
          })),
        ),
      )
      const { tasks: listed } = await tasks.list(queryOf(ownerId))
      expectEqual(new Set(listed.map((task) => task.version)).size, 20, 'every task has a version of its own')
      expectThat(
        listed.every((task) => task.version > 20),
        'every update came after every insertion',
      )
    },
  },
]
