import type { TaskQuery } from '../ports/task-repository.js'

/** The query for all of an owner's tasks that are not in the trash, newest first, but for what is given. */
export const queryOf = (ownerId: string, query: Partial<TaskQuery> = {}): TaskQuery => ({
  ownerId,
  status: 'all',
  isDeleted: false,
  words: [],
  sort: 'created',
  order: 'desc',
  after: null,
  limit: 1_000,
  ...query,
})
