import { parseInstant } from '../instant.js'
import type { ContractCase } from './contract-case.js'
import { expectEqual } from './expect-equal.js'
import { sampleId, sampleTask } from './sample-task.js'

const longAgo = parseInstant('1999-01-01T00:00:00.000Z')
const notSoLongAgo = parseInstant('1999-06-01T00:00:00.000Z')
const between = parseInstant('1999-03-01T00:00:00.000Z')
const later = parseInstant('1999-09-01T00:00:00.000Z')

/** That the trash is emptied, and that readers of changes can know. One case, as a purge knows no owners. */
export const purgeCases: readonly ContractCase[] = [
  {
    name: 'purge forgets what is in the trash for long, in batches, and marks how far',
    check: async (tasks) => {
      const ownerId = 'purge-old'
      for (const number of [1, 2, 3, 4, 5, 6]) {
        await tasks.insert({ ...sampleTask(ownerId, { number }), createdAt: longAgo, updatedAt: longAgo })
      }
      const deletion = (number: number, deletedAt: typeof longAgo | null) =>
        tasks.update({ ownerId, taskId: sampleId(number) }, (task) => ({ ...task, deletedAt }))
      for (const number of [1, 2, 3]) await deletion(number, longAgo)
      const last = await deletion(4, longAgo)
      await deletion(5, notSoLongAgo)
      await deletion(1, null)

      expectEqual(await tasks.purge({ deletedBefore: longAgo, limit: 10 }), 0, 'before means before')
      expectEqual(await tasks.purge({ deletedBefore: between, limit: 2 }), 2, 'at most so many at once')
      const counts = await Promise.all(
        [1, 2, 3].map(() => tasks.purge({ deletedBefore: between, limit: 10 })),
      )
      expectEqual(counts.sort(), [0, 0, 1], 'of several at once, one forgets the rest')

      const changes = await tasks.changes({ ownerId, afterVersion: 0, limit: 10 })
      expectEqual(
        changes.tasks.map(({ id }) => id),
        [6, 5, 1].map(sampleId),
        'what is not deleted, not for long enough, or restored stays',
      )
      expectEqual(changes.purgedVersion, last?.version, 'the mark is at the last deletion that was forgotten')
      expectEqual(await tasks.find({ ownerId, taskId: sampleId(2) }), null, 'what was forgotten is not there')
      const again = await tasks.insert({ ...sampleTask(ownerId, { number: 2 }), title: 'Other' })
      expectEqual(again.outcome, 'inserted', 'its id is free again')
      const fifth = await tasks.insert(sampleTask(ownerId, { number: 7 }), { quota: 5 })
      expectEqual(fifth.outcome, 'inserted', 'what was forgotten takes no room')
      expectEqual(
        await tasks.insert(sampleTask(ownerId, { number: 8 }), { quota: 5 }),
        { outcome: 'full' },
        'the rest does',
      )

      for (const number of [7, 2]) await deletion(number, longAgo)
      const highest = await deletion(6, longAgo)
      expectEqual(await tasks.purge({ deletedBefore: between, limit: 10 }), 3, 'several of one owner at once')
      const mark = async () => (await tasks.changes({ ownerId, afterVersion: 0, limit: 10 })).purgedVersion
      expectEqual(await mark(), highest?.version, 'the mark is at the highest version of those')
      expectEqual(await tasks.purge({ deletedBefore: later, limit: 10 }), 1, 'an earlier deletion')
      expectEqual(await mark(), highest?.version, 'the mark does not go back')
    },
  },
]
