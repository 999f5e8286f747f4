import { type Task, taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

/** A task as the domain makes one. */
export const someTask = async (): Promise<Task> =>
  (await taskUseCases(inMemoryPorts()).createTask({ ownerId: 'ann', title: 'Buy milk' })).task
