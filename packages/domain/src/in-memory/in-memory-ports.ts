import type { Ports } from '../ports/ports.js'
import { inMemoryTasks } from './in-memory-tasks.js'
import { sequentialTaskIds } from './sequential-task-ids.js'
import { steppingClock } from './stepping-clock.js'

/** All driven ports at once, in memory, with a clock and ids that are the same in every run. */
export const inMemoryPorts = (): Ports => ({
  tasks: inMemoryTasks(),
  now: steppingClock(),
  newTaskId: sequentialTaskIds(),
})
