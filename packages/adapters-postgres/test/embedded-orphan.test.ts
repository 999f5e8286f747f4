import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { endOrphanedServer } from '@taskport/adapters-postgres/embedded'
import { keptLog } from './support/embedded-log.js'
import { serverProcesses } from './support/embedded-processes.js'
import { ask, workplace } from './support/embedded-workplace.js'
import { waitUntil } from './support/wait-until.js'

test('a server whose owner was killed is ended, and its data is as the next start finds it', async (t) => {
  const { directory, start, startInOtherProcess } = await workplace(t)
  const owner = await startInOtherProcess(directory)
  assert.ok('url' in owner.report)
  await ask(owner.report.url, 'create table kept as select 1 as n')
  await owner.kill()
  const log = keptLog()
  await endOrphanedServer({ directory, log })
  assert.match(log.lines[0] ?? '', /^warn Stopping the PostgreSQL server: its owner was killed/)
  await waitUntil(async () => (await serverProcesses(directory)).length === 0)
  const postgres = await start(directory)
  assert.deepEqual(await ask(postgres.url, 'select n from kept'), [{ n: 1 }])
})

test('several that end it at once do so without a word, and one after them has nothing to do', async (t) => {
  const { directory, startInOtherProcess } = await workplace(t)
  const owner = await startInOtherProcess(directory)
  await owner.kill()
  const log = keptLog()
  await Promise.all([1, 2, 3].map(() => endOrphanedServer({ directory, log })))
  await waitUntil(async () => (await serverProcesses(directory)).length === 0)
  assert.ok(log.lines.every((line) => !line.startsWith('error')))
  const later = keptLog()
  await endOrphanedServer({ directory, log: later })
  assert.deepEqual(later.lines, [])
})

test('a server with an owner is left alone, and so is a directory without a database', async (t) => {
  const { directory, start } = await workplace(t)
  const log = keptLog()
  const postgres = await start(join(directory, 'owned'))
  await endOrphanedServer({ directory: join(directory, 'owned'), log })
  assert.deepEqual(log.lines, [])
  assert.deepEqual(await ask(postgres.url, 'select 1 as one'), [{ one: 1 }])
  await endOrphanedServer({ directory: join(directory, 'empty'), log })
  assert.deepEqual(await readdir(join(directory, 'empty')), [])
})
