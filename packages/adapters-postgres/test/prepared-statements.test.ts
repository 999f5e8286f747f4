import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'slonik'
import { openDatabase } from '../src/connection/database.js'
import { integer, rowReader } from '../src/connection/row.js'
import { postgresTasks } from '../src/tasks/postgres-tasks.js'
import { firstPage } from './support/first-page.js'
import { openTasks } from './support/open-tasks.js'

const { settings, close } = await openTasks()
after(close)

const lengthRow = rowReader((row) => integer(row, 0))

test('whatever is searched for, the server keeps few statements prepared', async (t) => {
  const database = await openDatabase({ settings, poolSize: 1, deadlineMs: 10_000 })
  t.after(database.close)
  const { list } = postgresTasks(database)
  for (const sort of ['created', 'updated', 'title'] as const) {
    for (let count = 1; count <= 100; count += 1) {
      const words = Array.from({ length: count }, (_, number) => String(number))
      await list({ ...firstPage, ownerId: 'ann', sort, words })
    }
  }
  const length = await database.run('ann', ({ maybe }) =>
    maybe(
      sql.type(
        lengthRow,
      )`select coalesce(sum(char_length(statement)), 0) as length from pg_prepared_statements`,
    ),
  )
  assert.ok(length !== null && length > 0 && length < 100_000, `${length} characters of statements are kept`)
})
