import type { TaskRepository } from '../ports/task-repository.js'

/**
 * One sentence of a port's contract. `check` rejects when the implementation breaks it. No two cases
 * have an owner in common, so that all can run on one store, in any order or at once; each needs a store that has not seen it before.
 */
export interface ContractCase {
  readonly name: string
  readonly check: (tasks: TaskRepository) => Promise<void>
}
