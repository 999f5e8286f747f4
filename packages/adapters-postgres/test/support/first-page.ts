import type { TaskQuery } from '@taskport/domain'

/** Everything that is not in the trash, newest first. */
export const firstPage: Omit<TaskQuery, 'ownerId'> = {
  status: 'all',
  isDeleted: false,
  words: [],
  sort: 'created',
  order: 'desc',
  after: null,
  limit: 1_000,
}
