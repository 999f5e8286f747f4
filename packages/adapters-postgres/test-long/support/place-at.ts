import { parseTaskId, positionOf, type TaskPosition, type TaskQuery } from '@taskport/domain'
import type { Client } from 'pg'
import { repositoryOn } from '../../test/support/repository-on.js'

const columns = { created: 'created_at, id', updated: 'version', title: 'folded_title, id' }

/** The place of the task that so many others come before, in ascending order; from 0 on. */
export const placeAt = async (
  client: Client,
  { ownerId, sort, isDeleted }: Pick<TaskQuery, 'ownerId' | 'sort' | 'isDeleted'>,
  index: number,
): Promise<TaskPosition> => {
  const { rows } = await client.query<{ id: string }>(
    `select id from tasks where user_id = $1 and (deleted_at is not null) = $2
    order by ${columns[sort]} offset $3 limit 1`,
    [ownerId, isDeleted, index],
  )
  const taskId = parseTaskId(rows[0]?.id ?? '')
  const task = taskId === null ? null : await repositoryOn(client).find({ ownerId, taskId })
  if (task === null) throw new RangeError(`${ownerId} has no task at ${index}`)
  return positionOf(task, sort)
}
