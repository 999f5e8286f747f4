import type { ChangesQuery } from '@taskport/domain'
import { sql } from 'slonik'
import { changedTaskRow, taskColumns } from './task-row.js'

/**
 * The changed tasks beside their owner's counter and purge mark, all of one snapshot; one row without a task when nothing
 * has changed, none for an owner who never had a task. It asks for one task more than the page.
 */
export const changesQuery = ({ ownerId, afterVersion, limit }: ChangesQuery) =>
  sql.type(changedTaskRow)`
    select changed.*, owners.version as latest_version, owners.purged_version
    from owners
    left join lateral (
      select ${taskColumns}
      from tasks
      where user_id = ${ownerId} and version > ${afterVersion}
      order by version
      limit ${limit + 1}
    ) changed on true
    where owners.user_id = ${ownerId}
    order by changed.version`
