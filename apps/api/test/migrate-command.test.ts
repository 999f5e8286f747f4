import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { emptyDatabase } from './support/database.js'
import { secret } from './support/tokens.js'

const command = fileURLToPath(new URL('../dist/commands/migrate.js', import.meta.url))

const runMigrate = async (environment: Readonly<Record<string, string>>) => {
  await using child = await spawnApi({ command: [process.execPath, command], environment })
  const { code } = await child.end()
  return { code, messages: child.log().map((line) => at(line, 'msg')), stderr: child.stderr() }
}

test('It brings an empty database up to date, and has nothing to do the next time', async () => {
  await using database = await emptyDatabase()
  const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret }
  const first = await runMigrate(environment)
  assert.equal(first.code, 0)
  assert.deepEqual(first.messages, ['Database schema brought up to date', 'The schema is up to date'])
  assert.deepEqual(await sql(database.url, 'select * from tasks'), [])
  assert.deepEqual((await runMigrate(environment)).messages, ['The schema is up to date'])
})

test('What is wrong with its configuration or its database is said in a sentence', async () => {
  const unset = await runMigrate({ NEON_DB_URL: 'nonsense' })
  assert.equal(unset.code, 1)
  assert.match(unset.stderr, /\n- NEON_DB_URL: .*\n- BETTER_AUTH_SECRET must be set .*\n$/)

  await using database = await emptyDatabase()
  const missing = new URL(database.url)
  missing.pathname = '/missing'
  const refused = await runMigrate({ NEON_DB_URL: missing.href, BETTER_AUTH_SECRET: secret })
  assert.equal(refused.code, 1)
  assert.match(
    String(refused.messages.at(-1)),
    /^The schema could not be brought up to date\. .* correct NEON_DB_URL\.$/,
  )
  assert.equal(refused.stderr, '')
})
