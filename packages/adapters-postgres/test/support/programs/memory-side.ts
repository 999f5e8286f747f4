import { type Ports, type TaskUseCases, taskUseCases } from '@taskport/domain'
import { inMemoryTasks, sequentialTaskIds } from '@taskport/domain/in-memory'
import type { ProgramClock } from './clock.js'
import { openSide, type Side } from './side.js'

/** The use cases on a Map of their own; `join` may join them otherwise, to break them. */
export const memorySide = (clock: ProgramClock, join: (ports: Ports) => TaskUseCases = taskUseCases): Side =>
  openSide('in memory', join({ tasks: inMemoryTasks(), now: clock.now, newTaskId: sequentialTaskIds() }))
