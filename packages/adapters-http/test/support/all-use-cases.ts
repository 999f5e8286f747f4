import type { TaskUseCases } from '@taskport/domain'

/** Use cases each of which does this. */
export const allUseCases = (useCase: () => Promise<never>): TaskUseCases => ({
  createTask: useCase,
  getTask: useCase,
  listTasks: useCase,
  updateTask: useCase,
  toggleTask: useCase,
  deleteTask: useCase,
  restoreTask: useCase,
  listChanges: useCase,
  purgeTrash: useCase,
})
