import type { TaskRepository } from '@taskport/domain'
import type { Client } from 'pg'
import type { Query } from '../../src/connection/query.js'
import type { Session } from '../../src/connection/session.js'
import { postgresTasks } from '../../src/tasks/postgres-tasks.js'

/** A statement as the adapter sends it. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

const asPrinted = { getTypeParser: () => (value: string) => value }

/** slonik numbers its placeholders itself when it sends a statement. */
const sent = ({ sql, values }: Query<unknown>): Statement => ({
  text: sql.replaceAll('$slonik_', '$'),
  values,
})

/** The adapter on one connection of the test's own, for instance in a transaction; `listen` hears every statement first. */
export const repositoryOn = (
  client: Client,
  listen: (statement: Statement) => void = () => {},
): TaskRepository => {
  const all = async <T>(query: Query<T>): Promise<readonly T[]> => {
    const statement = sent(query)
    listen(statement)
    const { rows } = await client.query<(string | null)[]>({
      ...statement,
      values: [...statement.values],
      types: asPrinted,
      rowMode: 'array',
    })
    return rows.map((row) => query.parser.read(row))
  }
  const session: Session = { all, maybe: async (query) => (await all(query))[0] ?? null }
  return postgresTasks({
    run: (_ownerId, work) => work(session),
    runApart: (_ownerId, work) => work(session),
    runForAll: (work) => work(session),
    probe: (work) => work(session),
    load: () => ({ running: 0, waiting: 0, connections: { connecting: 0, idle: 1, busy: 0, closing: 0 } }),
    close: async () => {},
  })
}
