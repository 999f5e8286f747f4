import { instantAfter } from '@taskport/domain'
import { inRepository, inUseCases, type Mistake } from './mistake.js'

/** Mistakes of the feed and of the purge. */
export const syncMistakes: readonly Mistake[] = [
  inRepository('a purge that forgets to move the mark', (tasks) => ({
    changes: async (query) => ({ ...(await tasks.changes(query)), purgedVersion: 0 }),
  })),
  inRepository('a purge of what is in the trash since that very moment', (tasks) => ({
    purge: ({ deletedBefore, limit }) =>
      tasks.purge({ deletedBefore: instantAfter(deletedBefore, deletedBefore), limit }),
  })),
  inUseCases('a purge that keeps the trash for 30 days whatever it is told', (useCases) => ({
    purgeTrash: () => useCases.purgeTrash(),
  })),
  inRepository('a feed that skips deleted tasks', (tasks) => ({
    changes: async (query) => {
      const changed = await tasks.changes(query)
      return { ...changed, tasks: changed.tasks.filter(({ deletedAt }) => deletedAt === null) }
    },
  })),
  inRepository('a feed that begins at its mark, not behind it', (tasks) => ({
    changes: (query) => tasks.changes({ ...query, afterVersion: Math.max(0, query.afterVersion - 1) }),
  })),
  inRepository('a feed that leaves out what lies behind its page', (tasks) => ({
    changes: async (query) => ({ ...(await tasks.changes(query)), hasMore: false }),
  })),
  inUseCases('a feed that marks the end when there is more', (useCases) => ({
    listChanges: async (command) => {
      const page = await useCases.listChanges(command)
      const { since } = await useCases.listChanges({ ...command, limit: 1_000 })
      return { ...page, since }
    },
  })),
  inUseCases('a mark that forgets what was purged before it', (useCases) => ({
    listChanges: async (command) => {
      const page = await useCases.listChanges(command)
      return { ...page, since: { ...page.since, purgedVersion: 0 } }
    },
  })),
  inUseCases('a mark that moves with the purges after it', (useCases) => ({
    listChanges: async (command) => {
      const page = await useCases.listChanges(command)
      const { since } = await useCases.listChanges({ ...command, since: undefined })
      return { ...page, since: { ...page.since, purgedVersion: since.purgedVersion } }
    },
  })),
  inUseCases('a mark of the future that is believed', (useCases) => ({
    listChanges: async ({ since, ...command }) => {
      const { since: now } = await useCases.listChanges({ ...command, since: undefined, limit: 1_000 })
      const isOfFuture = since !== undefined && since.version > now.version
      return useCases.listChanges({ ...command, since: isOfFuture ? now : since })
    },
  })),
]
