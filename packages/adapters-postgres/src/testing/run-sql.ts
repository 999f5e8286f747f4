import { Client } from 'pg'

type Rows = readonly Record<string, unknown>[]

/** A connection with all the login's powers: for looking behind what is tested, again and again. */
export interface SqlConnection extends AsyncDisposable {
  /** Rows of one statement; those that are asked for at the same time are run one after the other. */
  run(statement: string, values?: readonly unknown[]): Promise<Rows>
}

/** Opens one, which is closed by disposing of it. */
export const openSql = async (url: string): Promise<SqlConnection> => {
  const client = new Client({ connectionString: url })
  // A server that dies under a statement fails that; the event besides would end the process.
  client.on('error', () => {})
  await client.connect()
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: (statement, values = []) => {
      const rows = last.then(async () => {
        const answer = await client.query<Record<string, unknown>>(statement, [...values])
        return answer.rows
      })
      last = rows.catch(() => {})
      return rows
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

/** Rows of one statement, on a connection of its own. */
export const runSql = async (
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Rows> => {
  await using connection = await openSql(url)
  return await connection.run(statement, values)
}
