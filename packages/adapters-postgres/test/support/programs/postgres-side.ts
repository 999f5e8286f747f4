import { parseInstant, type TaskRepository, taskUseCases } from '@taskport/domain'
import { sequentialTaskIds } from '@taskport/domain/in-memory'
import type { ProgramClock } from './clock.js'
import { openSide, type Side } from './side.js'

/** The use cases on a database that programs share one after the other. */
export const postgresSide = (clock: ProgramClock, tasks: TaskRepository): Side =>
  openSide('PostgreSQL', taskUseCases({ tasks, now: clock.now, newTaskId: sequentialTaskIds() }))

/** Forgets what a program has left in the trash: a purge knows no owners, so the next program would count it. */
export const emptyTrash = async (tasks: TaskRepository): Promise<void> => {
  await tasks.purge({ deletedBefore: parseInstant('9999-12-31T23:59:59.999Z'), limit: 1_000_000 })
}
