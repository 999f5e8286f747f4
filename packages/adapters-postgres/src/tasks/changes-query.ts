import type { ChangesQuery } from '@taskport/domain'
import { sql } from 'slonik'
import { queryTemplate } from '../connection/query.js'
import { changedTaskRow, taskColumns } from './task-row.js'

const changes = queryTemplate(
  ['ownerId', 'afterVersion', 'most'],
  (value) => sql.type(changedTaskRow)`
    select changed.*, owners.version as latest_version, owners.purged_version
    from owners
    left join lateral (
      select ${taskColumns}
      from tasks
      where user_id = ${value('ownerId')} and version > ${value('afterVersion')}
      order by version
      limit ${value('most')}
    ) changed on true
    where owners.user_id = ${value('ownerId')}
    order by changed.version`,
)

/**
 * The changed tasks beside their owner's counter and purge mark, all of one snapshot; one row without a task when nothing
 * has changed, none for an owner who never had a task. It asks for one task more than the page.
 */
export const changesQuery = ({ ownerId, afterVersion, limit }: ChangesQuery) =>
  changes({ ownerId, afterVersion, most: limit + 1 })
