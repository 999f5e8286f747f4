import { Client } from 'pg'

/** Rows of one statement, on a connection of its own, with all the login's powers: for looking behind what is tested. */
export const runSql = async (
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url })
  // A server that dies under a statement fails that; the event besides would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement, [...values])
    return rows
  } finally {
    await client.end()
  }
}
