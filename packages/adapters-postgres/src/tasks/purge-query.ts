import type { PurgeOrder } from '@taskport/domain'
import { sql } from 'slonik'
import { integerRow } from './task-row.js'

/** Any number that no other advisory lock of ours uses. */
const purgeLock = 7_075_126_593

/**
 * Marks the owners, then forgets their tasks, in one transaction; nothing when another purge holds the lock, which ends with
 * the statement. Owners are locked before their tasks, as every change does, so neither waits for the other in a circle. The
 * version is compared again at the end, for a task that was restored meanwhile. The order is that of the trash's index, which
 * is then used whatever the statistics say: they count tasks that earlier batches have forgotten.
 */
export const purgeQuery = ({ deletedBefore, limit }: PurgeOrder) =>
  sql.type(integerRow)`
    with turn as materialized (
      select pg_try_advisory_xact_lock(${purgeLock}) as is_mine
    ), doomed as materialized (
      select user_id, id, version
      from tasks
      where (select is_mine from turn) and deleted_at < ${deletedBefore}::timestamptz
      order by user_id, deleted_at
      limit ${limit}
    ), marked as (
      update owners set purged_version = greatest(owners.purged_version, latest.version)
      from (select user_id, max(version) as version from doomed group by user_id) latest
      where owners.user_id = latest.user_id
      returning owners.user_id
    ), forgotten as (
      delete from tasks
      using doomed, marked
      where tasks.user_id = doomed.user_id and tasks.id = doomed.id and tasks.version = doomed.version
        and marked.user_id = doomed.user_id
      returning tasks.id
    )
    select count(*) as count from forgotten`
