import { TaskError } from '@taskport/domain'
import { anybodys, type PlantedFault } from './planted-fault.js'

/** Mistakes in what repositories and use cases do. */
export const faultsOfStorage: readonly PlantedFault[] = [
  {
    name: 'a find that forgets the owner',
    routes: /^GET \/api\/tasks\/:id$/,
    finding: /^GET \/api\/tasks\/:id as the document tells, about their task: is told from /,
    plant: (right) => ({
      tasks: { find: ({ ownerId, taskId }) => anybodys(right, taskId, ownerId) },
    }),
  },
  {
    name: 'an update that forgets the owner',
    routes: /^PATCH /,
    finding: /^PATCH \/api\/tasks\/:id about their task: what bob has is not what it was\.$/,
    plant: (right) => ({
      tasks: {
        update: async (key, change) => {
          const task = await anybodys(right, key.taskId, key.ownerId)
          return right.tasks.update({ ...key, ownerId: task?.userId ?? key.ownerId }, change)
        },
      },
    }),
  },
  {
    name: 'an update that looks for the task of a condition before its owner',
    routes: /^PATCH /,
    finding: /^PATCH \/api\/tasks\/:id with the ETag as If-Match, about their task: is told from /,
    plant: (right) => ({
      useCases: {
        updateTask: async (command) => {
          const task = await anybodys(right, command.key.taskId, command.key.ownerId)
          if (task !== null && command.ifVersions?.includes(task.version)) {
            throw new TaskError({ code: 'VERSION_CONFLICT', current: task })
          }
          return right.useCases.updateTask(command)
        },
      },
    }),
  },
  {
    name: 'a list of everybody’s tasks',
    routes: /^HEAD \/api\/tasks$|^GET \/api\/tasks$/,
    finding: /^GET \/api\/tasks as the document tells, about their task: shows a title of bob\.$/,
    plant: ({ tasks, owners }) => ({
      tasks: {
        list: async (query) => {
          const pages = await Promise.all([...owners].map((ownerId) => tasks.list({ ...query, ownerId })))
          return { tasks: pages.flatMap((page) => page.tasks), hasMore: pages.some((page) => page.hasMore) }
        },
      },
    }),
  },
  {
    name: 'a search that says whether anybody has a word',
    routes: /^GET \/api\/tasks$/,
    finding: /^GET \/api\/tasks with a word of theirs as q, about their task: is told from /,
    plant: ({ tasks, owners }) => ({
      tasks: {
        list: async (query) => {
          const pages = await Promise.all([...owners].map((ownerId) => tasks.list({ ...query, ownerId })))
          if (pages.every((page) => page.tasks.length === 0)) throw new TaskError({ code: 'TASK_NOT_FOUND' })
          return tasks.list(query)
        },
      },
    }),
  },
  {
    name: 'a feed of everybody’s changes',
    routes: /^GET \/api\/changes$/,
    finding: /^GET \/api\/changes as the document tells, about their task: shows a title of bob\.$/,
    plant: ({ tasks, owners }) => ({
      tasks: {
        changes: async (query) => {
          const own = await tasks.changes(query)
          const all = await Promise.all([...owners].map((ownerId) => tasks.changes({ ...query, ownerId })))
          return { ...own, tasks: all.flatMap((changed) => changed.tasks) }
        },
      },
    }),
  },
  {
    name: 'ids that are taken for everybody once one user has them',
    routes: /^POST \/api\/tasks$/,
    finding: /^POST \/api\/tasks as the document tells, about their task: is told from /,
    plant: (right) => ({
      tasks: {
        insert: async (task) =>
          (await anybodys(right, task.id, task.userId))?.userId === task.userId ||
          (await anybodys(right, task.id)) === null
            ? right.tasks.insert(task)
            : { outcome: 'taken' },
      },
    }),
  },
  {
    name: 'a refusal that leaves a trace on the other user’s task',
    routes: /^DELETE /,
    finding: /^DELETE \/api\/tasks\/:id about their task: what bob has is not what it was\.$/,
    plant: (right) => ({
      tasks: {
        update: async (key, change) => {
          const task = await right.tasks.update(key, change)
          const other = task ?? (await anybodys(right, key.taskId))
          if (task === null && other !== null) {
            await right.tasks.update({ ...key, ownerId: other.userId }, (theirs) => ({ ...theirs }))
          }
          return task
        },
      },
    }),
  },
  {
    name: 'a restore that serves nobody',
    routes: /restore$/,
    finding: /^POST \/api\/tasks\/:id\/restore is not served to the owner, so it shows nothing of others:/,
    plant: () => ({
      useCases: {
        restoreTask: async () => {
          throw new TaskError({ code: 'TASK_NOT_FOUND' })
        },
      },
    }),
  },
]
