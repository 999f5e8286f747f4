import { runSql as sql, testServerUrl } from '@taskport/adapters-postgres/testing'

/** A database without any table of ours, of one test's own. */
export const openEmptyDatabase = async () => {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await sql(testServerUrl(), `create database ${name}`)
  const url = new URL(testServerUrl())
  url.pathname = `/${name}`
  return { url: url.href, drop: () => sql(testServerUrl(), `drop database if exists ${name} with (force)`) }
}
