import { sql } from 'slonik'
import { queryTemplate } from '../connection/query.js'
import { taskColumns, taskRow } from './task-row.js'

/** One task of one owner, in the trash or not. */
export const findQuery = queryTemplate(
  ['ownerId', 'taskId'],
  (value) => sql.type(taskRow)`
    select ${taskColumns}
    from tasks
    where user_id = ${value('ownerId')} and id = ${value('taskId')}`,
)
