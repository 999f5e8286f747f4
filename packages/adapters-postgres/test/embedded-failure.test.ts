import assert from 'node:assert/strict'
import { lstat, mkdir, readFile, readlink, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkBinaries, findBinaries } from '../src/embedded/binaries.js'
import { makeMissingLinks } from '../src/embedded/library-links.js'
import { serverProcesses } from './support/embedded-processes.js'
import { ask, workplace } from './support/embedded-workplace.js'

describe('the embedded server that cannot start', { concurrency: 2 }, () => {
  test('quotes what PostgreSQL said when it does not start', async (t) => {
    const { directory, start } = await workplace(t)
    await assert.rejects(
      start(directory, { settings: { work_mem: 'plenty' } }),
      /last words:\n.*FATAL: .*invalid value for parameter "work_mem": "plenty"/s,
    )
    assert.deepEqual(await serverProcesses(directory), [])
    const postgres = await start(directory, { settings: { work_mem: '5MB' } })
    assert.deepEqual(await ask(postgres.url, 'show work_mem'), [{ work_mem: '5MB' }])
  })

  test('touches nothing that is not its own', async (t) => {
    const { directory, start } = await workplace(t)
    const photo = join(directory, 'postgres', 'photo')
    await mkdir(join(directory, 'postgres'))
    await writeFile(photo, 'dear')
    await assert.rejects(start(directory), /is no database of ours.*TASKPORT_DATA_DIR/)
    assert.equal(await readFile(photo, 'utf8'), 'dear')
    await assert.rejects(start(photo), /photo cannot hold the database.*TASKPORT_DATA_DIR/)
  })

  test('keeps the log of the server from growing for ever, and people’s data out of it', async (t) => {
    const { directory, start } = await workplace(t)
    const log = join(directory, 'postgres.log')
    await writeFile(log, 'x'.repeat(5 * 1024 * 1024))
    const postgres = await start(directory)
    assert.equal((await stat(`${log}.1`)).size, 5 * 1024 * 1024)
    await ask(postgres.url, `create table notes (body text unique); insert into notes values ('secret')`)
    await assert.rejects(ask(postgres.url, `insert into notes values ('secret')`), { code: '23505' })
    await postgres.stop()
    const written = await readFile(log, 'utf8')
    assert.match(written, /database system is ready to accept connections/)
    assert.doesNotMatch(written, /secret/)
  })

  test('makes the links between libraries that a skipped install script did not make', async (t) => {
    const { directory } = await workplace(t)
    const lib = join(directory, 'native', 'lib')
    await mkdir(lib, { recursive: true })
    await writeFile(join(lib, 'libpq.so.5.18'), 'library')
    const links = ['libpq.so.5', 'libpq.so'].map((target) => ({
      source: 'native/lib/libpq.so.5.18',
      target: `native/lib/${target}`,
    }))
    await writeFile(join(directory, 'native', 'pg-symlinks.json'), JSON.stringify(links))
    await makeMissingLinks(directory)
    await makeMissingLinks(directory)
    assert.equal(await readlink(join(lib, 'libpq.so')), 'libpq.so.5.18')
    assert.equal(await readFile(join(lib, 'libpq.so.5'), 'utf8'), 'library')

    await writeFile(
      join(directory, 'native', 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/a', target: 'native/nowhere/b' }]),
    )
    await assert.rejects(makeMissingLinks(directory), /install scripts.*NEON_DB_URL/)
    await assert.rejects(lstat(join(directory, 'native', 'nowhere')))
  })

  test('says what to do where PostgreSQL cannot run', async () => {
    const binaries = { ...(await findBinaries()), postgres: '/nowhere/postgres' }
    await assert.rejects(checkBinaries(binaries, null), /does not run on this machine.*NEON_DB_URL/s)
    await assert.rejects(
      checkBinaries(binaries, { uid: 65534, gid: 65534 }),
      /refuses to run as root.*Run as an ordinary user, or set NEON_DB_URL/s,
    )
  })
})
