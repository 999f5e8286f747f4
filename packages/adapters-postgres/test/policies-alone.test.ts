import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestDatabase, runSql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { type QuerySqlToken, sql } from 'slonik'
import { connectionSettings } from '../src/connection/connection-settings.js'
import { openDatabase } from '../src/connection/database.js'
import { type RowReader, rowReader, text } from '../src/connection/row.js'
import { postgresTasks } from '../src/tasks/postgres-tasks.js'
import { newTask } from './support/new-task.js'

const { url, drop } = await openTestDatabase(testServerUrl())
const database = await openDatabase({ settings: connectionSettings(url), poolSize: 4, deadlineMs: 10_000 })
after(async () => {
  await database.close()
  await drop()
})

/** One whose name stands before the victim's and one whose name stands behind: a wall has two sides. */
const strangers = ['a stranger', 'z stranger']
const victim = 'the victim'
await postgresTasks(database).insert(newTask(victim))
for (const stranger of strangers) await postgresTasks(database).insert(newTask(stranger))

const id = rowReader((row) => text(row, 0))

const ask = (ownerId: string, query: QuerySqlToken<RowReader<string>>): Promise<readonly string[]> =>
  database.run(ownerId, ({ all }) => all(query))

/** Everything there is, whoever asks and whoever it belongs to. */
const everything = () =>
  runSql(url, 'select owners, tasks from owners full join tasks using (user_id) order by user_id, id')

const newRow = (userId: string) => sql.fragment`
  insert into tasks
    (user_id, id, title, created_at, updated_at, version, folded_title, folded_description, created_as)
  values (${userId}, gen_random_uuid(), 'Task', now(), now(), 1000, 'task', '', '')`

for (const stranger of strangers) {
  describe(`${stranger}, with statements that name no owner`, () => {
    test('sees his own rows alone', async () => {
      assert.deepEqual(await ask(stranger, sql.type(id)`select user_id from tasks`), [stranger])
      assert.deepEqual(await ask(stranger, sql.type(id)`select user_id from owners`), [stranger])
    })

    test('changes his own rows alone', async () => {
      const before = await runSql(url, 'select * from tasks where user_id = $1', [victim])
      const tasks = await ask(stranger, sql.type(id)`update tasks set title = 'Mine' returning user_id`)
      const owners = await ask(
        stranger,
        sql.type(id)`update owners set version = version + 1 returning user_id`,
      )
      assert.deepEqual([tasks, owners], [[stranger], [stranger]])
      assert.deepEqual(await runSql(url, 'select * from tasks where user_id = $1', [victim]), before)
    })

    const writes = {
      'a task': sql.type(id)`${newRow(victim)} returning user_id`,
      'a task, asking for no answer': sql.type(id)`${newRow(victim)}`,
      'an owner': sql.type(id)`insert into owners (user_id, version) values (${`${victim} too`}, 1)`,
      'a task of his own, into the victim’s': sql.type(id)`update tasks set user_id = ${victim}`,
      'himself, into another owner': sql.type(id)`update owners set user_id = ${`${victim} too`}`,
    }
    for (const [what, statement] of Object.entries(writes)) {
      test(`writes nothing of another’s: ${what}`, async () => {
        const before = await everything()
        await assert.rejects(ask(stranger, statement), /violates row-level security policy/)
        assert.deepEqual(await everything(), before)
      })
    }

    test('takes nothing away, not even what is his own', async () => {
      const before = await everything()
      for (const statement of [sql.type(id)`delete from tasks`, sql.type(id)`delete from owners`]) {
        await assert.rejects(ask(stranger, statement), /permission denied/)
      }
      assert.deepEqual(await everything(), before)
    })
  })
}
