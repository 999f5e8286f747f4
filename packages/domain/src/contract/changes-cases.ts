import type { TaskRepository } from '../ports/task-repository.js'
import { applyChanges } from '../sync/apply-changes.js'
import type { Task } from '../task/task.js'
import type { ContractCase } from './contract-case.js'
import { expectEqual, expectThat } from './expect-equal.js'
import { queryOf } from './query-of.js'
import { sampleId, sampleInstant, sampleTask } from './sample-task.js'

const everything = async (tasks: TaskRepository, ownerId: string) => {
  const kept = await tasks.list(queryOf(ownerId))
  const deleted = await tasks.list(queryOf(ownerId, { isDeleted: true }))
  return [...kept.tasks, ...deleted.tasks].sort((a, b) => a.version - b.version)
}

/** That the feed of changes brings a client up to date. */
export const changesCases: readonly ContractCase[] = [
  {
    name: 'changes answers each task once, in its latest state, by version, with the counter',
    check: async (tasks) => {
      const ownerId = 'changes-latest'
      const none = { tasks: [], hasMore: false, latestVersion: 0, purgedVersion: 0 }
      expectEqual(
        await tasks.changes({ ownerId, afterVersion: 0, limit: 10 }),
        none,
        'an owner without tasks',
      )
      for (const number of [1, 2, 3]) await tasks.insert(sampleTask(ownerId, { number }))
      const middle = (await tasks.changes({ ownerId, afterVersion: 0, limit: 10 })).latestVersion
      await tasks.update({ ownerId, taskId: sampleId(2) }, (task) => ({ ...task, title: 'Twice' }))
      await tasks.update({ ownerId, taskId: sampleId(2) }, (task) => ({ ...task, title: 'Thrice' }))
      await tasks.update({ ownerId, taskId: sampleId(1) }, (task) => ({
        ...task,
        deletedAt: sampleInstant(9),
      }))
      const all = await everything(tasks, ownerId)
      const whole = await tasks.changes({ ownerId, afterVersion: 0, limit: 10 })
      expectEqual(whole.tasks, all, 'from the beginning, the trash included')
      expectEqual(whole.latestVersion, all.at(-1)?.version, 'the counter is at the last change')
      const since = await tasks.changes({ ownerId, afterVersion: middle, limit: 10 })
      expectEqual(since.tasks, all.slice(1), 'only what changed since')
      const page = await tasks.changes({ ownerId, afterVersion: 0, limit: 2 })
      expectEqual([page.tasks, page.hasMore], [all.slice(0, 2), true], 'a page says that there is more')
      const full = await tasks.changes({ ownerId, afterVersion: 0, limit: 3 })
      expectEqual([full.tasks, full.hasMore], [all, false], 'a full last page says that there is not')
    },
  },
  {
    name: 'changes of another owner are not answered',
    check: async (tasks) => {
      await tasks.insert(sampleTask('changes-victim'))
      const foreign = await tasks.changes({ ownerId: 'changes-stranger', afterVersion: 0, limit: 10 })
      expectEqual([foreign.tasks, foreign.latestVersion], [[], 0], 'neither tasks nor counter')
    },
  },
  {
    name: 'a reader of changes misses none while others write',
    check: async (tasks) => {
      const ownerId = 'changes-race'
      const numbers = Array.from({ length: 8 }, (_, number) => number)
      for (const number of numbers) await tasks.insert(sampleTask(ownerId, { number, title: '-' }))
      let isWriting = true
      const write = async (number: number) => {
        for (let round = 0; round < 10; round += 1) {
          await tasks.update({ ownerId, taskId: sampleId(number) }, (task) => ({
            ...task,
            title: `${task.title}x`,
          }))
        }
      }
      let known: ReadonlyMap<string, Task> = new Map()
      const read = async () => {
        let afterVersion = 0
        for (;;) {
          const wasWriting = isWriting
          const page = await tasks.changes({ ownerId, afterVersion, limit: 3 })
          expectThat(
            page.tasks.every(({ version }) => version > afterVersion),
            'only newer versions are answered',
          )
          known = applyChanges(known, page.tasks)
          afterVersion = page.tasks.at(-1)?.version ?? afterVersion
          if (!wasWriting && !page.hasMore) return
        }
      }
      const reading = read()
      await Promise.all(numbers.map(write))
      isWriting = false
      await reading
      const stored = await everything(tasks, ownerId)
      const sorted = [...known.values()].sort((a, b) => a.version - b.version)
      expectEqual(sorted, stored, 'the reader ends with exactly what is stored')
      expectThat(
        stored.every(({ title }) => title === `-${'x'.repeat(10)}`),
        'every update arrived',
      )
    },
  },
]
