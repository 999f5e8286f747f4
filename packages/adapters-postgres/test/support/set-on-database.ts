import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { escapeIdentifier, escapeLiteral } from 'pg'

/** Gives a database's later connections another default of a setting. */
export const setOnDatabase = (url: string, setting: string, value: string) =>
  sql(
    url,
    `alter database ${escapeIdentifier(new URL(url).pathname.slice(1))} set ${setting} = ${escapeLiteral(value)}`,
  )
