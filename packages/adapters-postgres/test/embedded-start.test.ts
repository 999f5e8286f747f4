import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { keptLog } from './support/embedded-log.js'
import { remaining, serverProcesses } from './support/embedded-processes.js'
import { ask, workplace } from './support/embedded-workplace.js'

const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

const connects = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 5_000 })
    const settle = (connected: boolean) => () => {
      socket.destroy()
      resolve(connected)
    }
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false))
  })

describe('the embedded server', { concurrency: 2 }, () => {
  test('makes a database, and keeps what is in it until the next start', async (t) => {
    const { directory, start } = await workplace(t)
    const log = keptLog()
    const first = await start(join(directory, 'not', 'there', 'yet'), { log })
    await ask(first.url, `create table notes (body text); insert into notes values ('kept')`)
    await first.stop()
    const second = await start(first.directory, { log })
    assert.deepEqual(await ask(second.url, 'select body, current_database() as database from notes'), [
      { body: 'kept', database: 'taskport' },
    ])
    assert.deepEqual(log.lines, Array(2).fill('info The embedded PostgreSQL server is ready'))
  })

  test('stops every process of the server, once or twice', async (t) => {
    const { directory, start } = await workplace(t)
    const postgres = await start(directory)
    const processes = await serverProcesses(directory)
    assert.ok(processes.length > 3, `only ${processes.length} processes were found`)
    await Promise.all([postgres.stop(), postgres.stop()])
    assert.deepEqual(await serverProcesses(directory), [])
    assert.deepEqual(await remaining(processes), [])
    await assert.rejects(ask(postgres.url, 'select 1'), { code: 'ECONNREFUSED' })
    assert.ok(!(await readdir(join(directory, 'postgres', 'data'))).includes('postmaster.pid'))
    await postgres.stop()
  })

  test('is UTF-8, in English and in UTC, whatever the language and the settings of the machine', async (t) => {
    const { directory, startInOtherProcess } = await workplace(t)
    const environments = {
      none: {},
      german: { LC_ALL: 'de_DE.ISO-8859-1', LANG: 'de_DE', TZ: 'Asia/Tokyo' },
      other: { PGOPTIONS: '-c nonsense=on', PGSSLMODE: 'require', PGDATA: '/nowhere', PGTZ: 'Asia/Tokyo' },
    }
    const check = async ([name, env]: [string, Record<string, string>]) => {
      const { report } = await startInOtherProcess(join(directory, name), { env })
      assert.ok('url' in report, `${name}: ${JSON.stringify(report)}`)
      const rows = await ask(
        report.url,
        `select pg_encoding_to_char(encoding) as encoding, datlocale as locale, lower('ÄŐЖ') as lower,
        char_length('🙂é') as length, current_setting('lc_messages') as messages, current_setting('timezone') as zone
      from pg_database where datname = current_database()`,
      )
      assert.deepEqual(rows, [
        { encoding: 'UTF8', locale: 'C.UTF-8', lower: 'äőж', length: 2, messages: 'C', zone: 'UTC' },
      ])
    }
    await Promise.all(Object.entries(environments).map(check))
  })

  test('works below a closed directory, in a path with spaces, under umask 077, for the owner only', async (t) => {
    const { directory, startInOtherProcess } = await workplace(t)
    assert.equal(await mode(directory), '700')
    const path = join(directory, "a place with 'spaces' and ü")
    const { report } = await startInOtherProcess(path, { umask: '077' })
    assert.ok('url' in report, JSON.stringify(report))
    assert.deepEqual(await ask(report.url, 'select 1 as one'), [{ one: 1 }])
    assert.equal(await mode(path), '700')
    assert.equal(await mode(join(path, 'postgres')), '700')
    assert.equal(await mode(join(path, 'postgres', 'data')), '700')
    assert.equal(await mode(join(path, 'postgres', 'password')), '600')
    assert.equal(await mode(join(path, 'postgres.log')), '600')
    assert.deepEqual((await readdir(path)).sort(), ['postgres', 'postgres.log'])
    if (process.getuid?.() === 0) {
      assert.equal((await stat(directory)).uid, 0)
      assert.notEqual((await stat(join(path, 'postgres', 'data'))).uid, 0)
    }
  })

  test('keeps its files to itself under a generous umask and in a directory that was there', async (t) => {
    const { directory, startInOtherProcess } = await workplace(t)
    const { report } = await startInOtherProcess(directory, { umask: '000' })
    assert.ok('url' in report, JSON.stringify(report))
    assert.equal(await mode(join(directory, 'postgres')), '700')
    assert.equal(await mode(join(directory, 'postgres', 'password')), '600')
    assert.equal(await mode(join(directory, 'postgres.log')), '600')
  })

  test('listens on 127.0.0.1 only, and only to who knows the password', async (t) => {
    const { directory, start } = await workplace(t)
    const postgres = await start(directory)
    const { hostname, port } = new URL(postgres.url)
    assert.equal(hostname, '127.0.0.1')
    assert.ok(await connects('127.0.0.1', Number(port)))
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => address)
      .filter((address) => address !== '127.0.0.1')
    for (const address of ['::1', '127.0.0.2', ...others]) {
      assert.equal(await connects(address, Number(port)), false, address)
    }
    assert.deepEqual(await ask(postgres.url, 'show unix_socket_directories'), [
      { unix_socket_directories: '' },
    ])
    for (const password of ['wrong', 'taskport', 'postgres']) {
      const url = new URL(postgres.url)
      url.password = password
      await assert.rejects(ask(url.href, 'select 1'), { code: '28P01' })
    }
    const [hba] = await ask(
      postgres.url,
      `select array_agg(distinct auth_method) as methods from pg_hba_file_rules where type <> 'local'`,
    )
    assert.deepEqual(hba, { methods: ['scram-sha-256'] })
  })
})
