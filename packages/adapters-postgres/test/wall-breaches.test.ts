import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase, runSql, testServerUrl } from '@taskport/adapters-postgres/testing'
import { connectionSettings } from '../src/connection/connection-settings.js'
import { openDatabase } from '../src/connection/database.js'
import { IsolationError, proveIsolation } from '../src/prove-isolation.js'

/** Each leaves the wall whole in every other way, so that one question alone can find it. */
const breaches: Readonly<Record<string, readonly [statements: string, said: RegExp]>> = {
  'no policies on the tasks, of which there are none yet': [
    'alter table tasks disable row level security',
    /do not run as taskport_api under the policies/,
  ],
  'no policies on the owners, of whom there are none yet, and none can be added': [
    'alter table owners disable row level security; revoke insert on owners from taskport_api',
    /do not run as taskport_api under the policies/,
  ],
  'owners that everybody sees': [
    `insert into owners (user_id, version) values ('victim', 1);
     create policy seen on owners for select to taskport_api using (true)`,
    /a stranger sees rows/,
  ],
  'tasks that everybody sees': [
    `insert into tasks (user_id, id, title, created_at, updated_at, folded_title, folded_description, created_as, version)
     values ('victim', gen_random_uuid(), 'Secret', now(), now(), 'secret', '', '', 1);
     create policy seen on tasks for select to taskport_api using (true)`,
    /a stranger sees rows/,
  ],
  'owners whom everybody adds': [
    'create policy added on owners for insert to taskport_api with check (true)',
    /a stranger writes rows of another/,
  ],
}

const rowsIn = (url: string) =>
  runSql(url, 'select (select count(*) from owners) as owners, (select count(*) from tasks) as tasks')

for (const [breach, [statements, said]] of Object.entries(breaches)) {
  test(`the proof at the start finds, and leaves nothing behind: ${breach}`, async (t) => {
    const { url, drop } = await openTestDatabase(testServerUrl())
    const database = await openDatabase({
      settings: connectionSettings(url),
      poolSize: 2,
      deadlineMs: 10_000,
    })
    t.after(async () => {
      await database.close()
      await drop()
    })
    await runSql(url, statements)
    const before = await rowsIn(url)
    await assert.rejects(proveIsolation(database), (error) => {
      assert.ok(error instanceof IsolationError)
      assert.match(error.message, said)
      return true
    })
    assert.deepEqual(await rowsIn(url), before)
  })
}
