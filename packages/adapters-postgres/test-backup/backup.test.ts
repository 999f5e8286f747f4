import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { connectionSettings, migrate, openPostgres } from '@taskport/adapters-postgres'
import { startEmbeddedPostgres } from '@taskport/adapters-postgres/embedded'
import { openTestDatabase, runSql, testServerUrl } from '@taskport/adapters-postgres/testing'
import {
  parseInstant,
  parseTaskId,
  TaskError,
  type TaskErrorCode,
  type TaskId,
  taskUseCases,
} from '@taskport/domain'

const run = promisify(execFile)
const operations = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** A block of SQL as an operator copies it from the documentation: the first behind a sentence there. */
const documentedSql = (sentence: string): string => {
  const [, behind = ''] = operations.split(sentence)
  const [, statements] = /^```sql\n([\s\S]*?)^```/m.exec(behind) ?? []
  assert.ok(statements, `docs/operations.md has SQL behind “${sentence}”`)
  return statements
}

const openUseCases = async (t: TestContext, url: string) => {
  const postgres = await openPostgres({ settings: connectionSettings(url), poolSize: 2, deadlineMs: 10_000 })
  t.after(() => postgres.close())
  await postgres.proveIsolation()
  return taskUseCases({
    tasks: postgres.tasks,
    now: () => parseInstant(new Date().toISOString()),
    newTaskId: () => taskIdOf(crypto.randomUUID()),
  })
}

const taskIdOf = (text: string): TaskId => {
  const id = parseTaskId(text)
  if (id === null) throw new Error(`${text} is not an id`)
  return id
}

const digestOf = (url: string) =>
  runSql(
    url,
    `select (select md5(string_agg(t::text, '|' order by t.user_id, t.id)) from tasks t) as tasks,
            (select md5(string_agg(o::text, '|' order by o.user_id)) from owners o) as owners,
            (select string_agg(m.name, '|' order by m.id) from taskport_migrations m) as migrations`,
  )

/** A new server, of the newest PostgreSQL, with an empty database that a login of ordinary rights owns. */
const openNewServer = async (t: TestContext): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-restored-'))
  const server = await startEmbeddedPostgres({ directory, log: silent })
  t.after(async () => {
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  })
  await runSql(server.url, `create role app login createrole password 'restored'`)
  await runSql(server.url, 'create database app owner app')
  const url = new URL(server.url)
  url.username = 'app'
  url.password = 'restored'
  url.pathname = '/app'
  return url.href
}

const dumpOf = async (t: TestContext, url: string): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-dump-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  const file = join(directory, 'taskport.dump')
  await run('pg_dump', ['--format=custom', '--no-owner', `--file=${file}`, url])
  return file
}

/** As the documentation says, on a server that has never seen it. Answers the URL. */
const restore = async (t: TestContext, dump: string): Promise<string> => {
  const url = await openNewServer(t)
  for (const statement of documentedSql('Roles are not in a dump').trim().split('\n')) {
    await runSql(url, statement.replace('<login>', 'app'))
  }
  await run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${url}`, dump])
  await migrate({ settings: connectionSettings(url), log: silent })
  return url
}

const refusedWith = (code: TaskErrorCode) => (error: unknown) =>
  error instanceof TaskError && error.refusal.code === code

const ownerId = 'alice'
const source = await openTestDatabase(testServerUrl())
after(() => source.drop())

/** Alice has milk, and bread in the trash; Bob has one of his own. */
const fill = async (t: TestContext) => {
  const useCases = await openUseCases(t, source.url)
  const { task: milk } = await useCases.createTask({ ownerId, title: 'Buy milk' })
  const { task: bread } = await useCases.createTask({ ownerId, title: 'Buy bread: ½ loaf' })
  const { task: bobs } = await useCases.createTask({ ownerId: 'bob', title: 'Bob’s own' })
  await useCases.deleteTask({ key: { ownerId, taskId: bread.id } })
  const { since } = await useCases.listChanges({ ownerId })
  return { useCases, milk, bread, bobs, since }
}

test('A dump restored on a new server of a newer PostgreSQL has every row, and goes on where it was', async (t) => {
  const { bread, bobs, since } = await fill(t)
  const url = await restore(t, await dumpOf(t, source.url))
  assert.deepEqual(await digestOf(url), await digestOf(source.url))
  const restored = await openUseCases(t, url)
  const trash = await restored.listTasks({ ownerId, isDeleted: true })
  assert.deepEqual(
    trash.tasks.map(({ id }) => id),
    [bread.id],
  )
  await assert.rejects(restored.getTask({ ownerId, taskId: bobs.id }), refusedWith('TASK_NOT_FOUND'))
  assert.deepEqual(await restored.listChanges({ ownerId, since }), { tasks: [], since, hasMore: false })
})

test('After a step back in time, clients start over, and no version means two states', async (t) => {
  const { useCases, milk, since } = await fill(t)
  const key = { ownerId, taskId: milk.id }
  const dump = await dumpOf(t, source.url)
  const lost = await useCases.updateTask({ key, changes: { title: 'Written after the dump' } })
  const { since: lostSince } = await useCases.listChanges({ ownerId, since })

  const url = await restore(t, dump)
  await runSql(url, documentedSql('gone back in time'))
  const restored = await openUseCases(t, url)
  for (const mark of [since, lostSince]) {
    await assert.rejects(restored.listChanges({ ownerId, since: mark }), refusedWith('CHANGES_GONE'))
  }
  const stale = { key, changes: { title: 'Stale' }, ifVersions: [lost.version] }
  await assert.rejects(restored.updateTask(stale), refusedWith('VERSION_CONFLICT'))
  const now = await restored.updateTask({ key, changes: { title: 'Written after the restore' } })
  assert.ok(now.version > lost.version)
  await assert.rejects(restored.updateTask(stale), refusedWith('VERSION_CONFLICT'))
  const { tasks } = await restored.listChanges({ ownerId })
  assert.equal(tasks.at(-1)?.title, 'Written after the restore')
})
