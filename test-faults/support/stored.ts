import { runSql } from '@taskport/adapters-postgres/testing'
import { tokenOf } from './api-process.js'
import { member } from './member.js'
import { send } from './send.js'

/** A task as it lies in the database. */
export interface StoredTask {
  readonly ownerId: string
  readonly id: string
  readonly title: string
  readonly description: string | null
  readonly version: number
}

/** All that is stored of these owners, by SQL. */
export const storedTasks = async (url: string, owners: readonly string[]): Promise<StoredTask[]> => {
  const rows = await runSql(
    url,
    'select user_id, id, title, description, version from tasks where user_id = any($1)',
    [owners],
  )
  return rows.map(({ user_id, id, title, description, version }) => ({
    ownerId: String(user_id),
    id: String(id),
    title: String(title),
    description: description === null ? null : String(description),
    version: Number(version),
  }))
}

/** The ids and versions of all that the API's feed tells an owner, in its order. */
export const fedTasks = async (
  address: string,
  ownerId: string,
): Promise<{ readonly id: string; readonly version: number }[]> => {
  const token = tokenOf(ownerId)
  const fed: { id: string; version: number }[] = []
  let since = ''
  for (;;) {
    const path = `/api/changes?limit=1000${since === '' ? '' : `&since=${since}`}`
    const { status, body } = await send(address, { method: 'GET', path, token })
    const tasks = member(body, 'data', 'tasks')
    if (status !== 200 || !Array.isArray(tasks)) throw new Error(`The feed answered ${status}`)
    for (const task of tasks)
      fed.push({ id: String(member(task, 'id')), version: Number(member(task, 'version')) })
    if (member(body, 'data', 'hasMore') !== true) return fed
    since = encodeURIComponent(String(member(body, 'data', 'since')))
  }
}
