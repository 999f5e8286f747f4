import { setTimeout as sleep } from 'node:timers/promises'
import { faultsOfStorage } from '../isolation/faults-of-storage.js'
import { anybodys, type PlantedFault } from '../isolation/planted-fault.js'

type Fault = Pick<PlantedFault, 'name' | 'plant'>

const byName = (name: string): Fault => {
  const fault = faultsOfStorage.find((one) => one.name === name)
  if (fault === undefined) throw new Error(`There is no fault by the name ${name}`)
  return fault
}

/** Mistakes that show in what one user is answered while another one is at work. */
export const faultsBetweenUsers: readonly Fault[] = [
  byName('a find that forgets the owner'),
  byName('an update that forgets the owner'),
  byName('a list of everybody’s tasks'),
  byName('a feed of everybody’s changes'),
  byName('ids that are taken for everybody once one user has them'),
  byName('a refusal that leaves a trace on the other user’s task'),
  {
    name: 'a toggle that forgets the owner',
    plant: (right) => ({
      useCases: {
        toggleTask: async (command) => {
          const { key } = command
          const task = await anybodys(right, key.taskId, key.ownerId)
          return right.useCases.toggleTask({
            ...command,
            key: { ...key, ownerId: task?.userId ?? key.ownerId },
          })
        },
      },
    }),
  },
  {
    name: 'versions that count what others do as well',
    plant: ({ tasks, owners }) => ({
      tasks: {
        find: async (key) => {
          const task = await tasks.find(key)
          const others = [...owners].filter((ownerId) => ownerId !== key.ownerId)
          const changes = await Promise.all(
            others.map((ownerId) => tasks.changes({ ownerId, afterVersion: 0, limit: 1 })),
          )
          const count = changes.reduce((sum, { latestVersion }) => sum + latestVersion, 0)
          return task && { ...task, version: task.version + count }
        },
      },
    }),
  },
  {
    name: 'an owner kept where two requests at once share it',
    plant: ({ tasks }) => {
      let ownerId = ''
      return {
        tasks: {
          changes: async (query) => {
            ownerId = query.ownerId
            await sleep(2)
            return tasks.changes({ ...query, ownerId })
          },
        },
      }
    },
  },
]
