import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { cp, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataDirectoryInUse } from '../src/embedded/index.js'
import { keptLog } from './support/embedded-log.js'
import { postmasterOf, remaining, serverProcesses } from './support/embedded-processes.js'
import { ask, workplace } from './support/embedded-workplace.js'

const eventually = async <T>(attempt: () => Promise<T>): Promise<T> => {
  const until = Date.now() + 15_000
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await sleep(50)
  }
}

describe('the embedded server after a crash', { concurrency: 2 }, () => {
  test('starts again after its process was killed, with every row, and leaves no orphan', async (t) => {
    const { directory, start, startInOtherProcess } = await workplace(t)
    for (const round of [1, 2, 3]) {
      const { report, kill } = await startInOtherProcess(directory)
      assert.ok('url' in report, JSON.stringify(report))
      await ask(report.url, `create table if not exists rounds (n int); insert into rounds values (${round})`)
      await kill()
      assert.deepEqual(
        await ask(report.url, 'select 1 as one'),
        [{ one: 1 }],
        'the orphan should still answer',
      )
    }
    const orphans = await serverProcesses(directory)
    const log = keptLog()
    const postgres = await start(directory, { log })
    assert.deepEqual(await ask(postgres.url, 'select n from rounds order by n'), [
      { n: 1 },
      { n: 2 },
      { n: 3 },
    ])
    assert.deepEqual(await remaining(orphans), [])
    assert.match(log.lines[0] ?? '', /^warn Stopping a PostgreSQL server that was left behind/)
    await postgres.stop()
    assert.deepEqual(await serverProcesses(directory), [])
  })

  test('brings a killed server back at the same URL, with every committed row, again and again', async (t) => {
    const { directory, start } = await workplace(t)
    const log = keptLog()
    const postgres = await start(directory, { log })
    await ask(postgres.url, 'create table rounds (n int)')
    for (const round of [1, 2, 3]) {
      await ask(postgres.url, `insert into rounds values (${round})`)
      process.kill(await postmasterOf(directory), 'SIGKILL')
      const rows = await eventually(() => ask(postgres.url, 'select count(*)::int as n from rounds'))
      assert.deepEqual(rows, [{ n: round }])
      // It answers a moment before it is ours again; killed in that moment, it would be one restart and not two.
      await eventually(async () => {
        assert.equal(log.lines.filter((line) => /^info .* is back$/.test(line)).length, round)
      })
    }
    await assert.rejects(start(directory), DataDirectoryInUse)
    await postgres.stop()
    assert.deepEqual(await serverProcesses(directory), [])
  })

  test('stops for good while it is starting the server again', async (t) => {
    const { directory, start } = await workplace(t)
    const postgres = await start(directory)
    for (const delayMs of [0, 150, 250]) {
      const again = delayMs === 0 ? postgres : await start(directory)
      process.kill(await postmasterOf(directory), 'SIGKILL')
      await sleep(delayMs)
      await again.stop()
      assert.deepEqual(await serverProcesses(directory), [])
    }
  })

  test('still owns its server after every connection was ended, and after a process of it crashed', async (t) => {
    const { directory, start } = await workplace(t)
    const postgres = await start(directory)
    const lockHeld = async () => {
      const [row] = await ask(
        postgres.url,
        `select count(*)::int as held from pg_locks where locktype = 'advisory'`,
      )
      assert.deepEqual(row, { held: 1 })
    }
    await lockHeld()
    const postmaster = await postmasterOf(directory)
    await ask(
      postgres.url,
      'select pg_terminate_backend(pid) from pg_stat_activity where usename is not null and pid <> pg_backend_pid()',
    )
    await eventually(lockHeld)
    const [backend] = await ask(
      postgres.url,
      `select pid from pg_stat_activity where usename is not null and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )
    process.kill(Number(backend?.pid), 'SIGKILL')
    await eventually(lockHeld)
    assert.equal(await postmasterOf(directory), postmaster)
    await assert.rejects(start(directory), DataDirectoryInUse)
  })

  test('is not held up by the lock file of a crashed machine, its process id now of another program', async (t) => {
    const { directory, start } = await workplace(t)
    const first = await start(directory)
    const data = join(directory, 'postgres', 'data')
    const lockFile = await readFile(join(data, 'postmaster.pid'), 'utf8')
    await ask(first.url, 'create table notes ()')
    await first.stop()

    // PostgreSQL itself ignores the process ids of other users, so this one has to be the server's own user's, who may not
    // be able to reach this directory and the Node in it.
    const asServer = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const other = spawn('sleep', ['600'], { cwd: '/', stdio: 'ignore', ...asServer })
    t.after(() => other.kill('SIGKILL'))
    const [, ...rest] = lockFile.split('\n')
    for (const text of [[other.pid, ...rest].join('\n'), '']) {
      await writeFile(join(data, 'postmaster.pid'), text)
      const log = keptLog()
      const second = await start(directory, { log })
      assert.deepEqual(await ask(second.url, 'select * from notes'), [])
      assert.match(log.lines[0] ?? '', /^warn Removed the lock file/)
      await second.stop()
    }
    assert.equal(other.exitCode ?? other.signalCode, null)
  })

  test('a copy of the directory of a running server is a database of its own', async (t) => {
    const { directory, start } = await workplace(t)
    const first = await start(join(directory, 'first'))
    await ask(first.url, 'create table notes (); checkpoint')
    await cp(first.directory, join(directory, 'second'), { recursive: true, preserveTimestamps: true })
    if (process.getuid?.() === 0) {
      execFileSync('chown', ['-R', '65534:65534', join(directory, 'second', 'postgres', 'data')])
    }
    const second = await start(join(directory, 'second'))
    assert.notEqual(second.url, first.url)
    assert.deepEqual(await ask(second.url, 'select * from notes'), [])
    assert.deepEqual(await ask(first.url, 'select * from notes'), [])
  })

  test('removes what a first start left that was killed long ago, and not what is being made', async (t) => {
    const { directory, start } = await workplace(t)
    const old = join(directory, 'postgres.0123456789ab')
    const fresh = join(directory, 'postgres.ba9876543210')
    await mkdir(join(old, 'data'), { recursive: true })
    await mkdir(fresh)
    const yesterday = Date.now() / 1000 - 24 * 3600
    await utimes(old, yesterday, yesterday)
    await start(directory)
    assert.deepEqual((await readdir(directory)).sort(), ['postgres', 'postgres.ba9876543210', 'postgres.log'])
  })
})
