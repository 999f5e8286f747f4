import type { SqlConnection } from '@taskport/adapters-postgres/testing'

/** A digest of all rows of a user, taken with the login's powers, past both walls. */
export const storedDigest = async (connection: SqlConnection, userId: string): Promise<string> => {
  const [row] = await connection.run(
    `select md5(
       (select coalesce(string_agg(tasks::text, '|' order by id), '') from tasks where user_id = $1)
       || (select coalesce(string_agg(owners::text, '|'), '') from owners where user_id = $1)
     ) as digest`,
    [userId],
  )
  return String(row?.digest)
}
