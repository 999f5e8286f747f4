/** A row of the reference's table; instants are `Date`s or texts, as pg's parser for them says. */
export interface TaskRow {
  readonly id: string
  readonly user_id: string
  readonly title: string
  readonly description: string | null
  readonly completed_at: Date | string | null
  readonly created_at: Date | string
  readonly updated_at: Date | string
  readonly deleted_at: Date | string | null
  readonly version: number
}

export const taskOf = (row: TaskRow) => ({
  id: row.id,
  title: row.title,
  description: row.description,
  status: row.completed_at === null ? ('pending' as const) : ('completed' as const),
  userId: row.user_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  completedAt: row.completed_at,
  deletedAt: row.deleted_at,
  version: row.version,
})
