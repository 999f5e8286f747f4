import assert from 'node:assert/strict'
import { readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { DataDirectoryInUse } from '../src/embedded/index.js'
import { postmasterOf } from './support/embedded-processes.js'
import { ask, workplace } from './support/embedded-workplace.js'

test('of two processes that start at once on an empty directory, exactly one has it', async (t) => {
  const { directory, start, startInOtherProcess } = await workplace(t)
  const path = join(directory, 'data')
  const parents = await Promise.all([startInOtherProcess(path), startInOtherProcess(path)])
  const reports = parents.map(({ report }) => report)
  const urls = reports.flatMap((report) => ('url' in report ? [report.url] : []))
  const errors = reports.flatMap((report) => ('error' in report ? [report] : []))
  const [url] = urls
  assert.ok(url !== undefined && urls.length === 1, JSON.stringify(reports))
  assert.deepEqual(
    errors.map(({ error }) => error),
    ['DataDirectoryInUse'],
  )
  assert.deepEqual(await ask(url, 'select 1 as one'), [{ one: 1 }])
  assert.deepEqual((await readdir(path)).sort(), ['postgres', 'postgres.log'])
  await assert.rejects(start(path), DataDirectoryInUse)
  assert.deepEqual(await ask(url, 'select 1 as one'), [{ one: 1 }])
})

test('of several that start at once where a database is, exactly one has it', async (t) => {
  const { directory, start } = await workplace(t)
  await (await start(directory)).stop()
  const attempts = await Promise.allSettled(Array.from({ length: 4 }, () => start(directory)))
  const [winner, ...others] = attempts.flatMap((attempt) =>
    attempt.status === 'fulfilled' ? [attempt.value] : [],
  )
  const refusals = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []))
  assert.deepEqual(others, [])
  assert.ok(winner !== undefined, String(refusals))
  for (const refusal of refusals) assert.ok(refusal instanceof DataDirectoryInUse, String(refusal))
  assert.deepEqual(await ask(winner.url, 'select 1 as one'), [{ one: 1 }])
})

test('says which directory is in use and what to do, by whatever path it is reached, and leaves it alone', async (t) => {
  const { directory, start } = await workplace(t)
  const postgres = await start(join(directory, 'data'))
  const postmaster = await postmasterOf(postgres.directory)
  const link = join(directory, 'link')
  await symlink(postgres.directory, link)
  for (const path of [postgres.directory, link]) {
    await assert.rejects(start(path), (error) => {
      assert.ok(error instanceof DataDirectoryInUse)
      assert.ok(error.message.includes(path) && error.message.includes('TASKPORT_DATA_DIR'), error.message)
      return true
    })
  }
  assert.equal(await postmasterOf(postgres.directory), postmaster)
  assert.deepEqual(await ask(postgres.url, 'select 1 as one'), [{ one: 1 }])
})
