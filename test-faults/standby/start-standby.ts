import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runSql } from '@taskport/adapters-postgres/testing'

const run = promisify(execFile)

/** A server that copies another as it is written to, and can be read from. */
export interface Standby extends AsyncDisposable {
  readonly port: number
  /** Makes it a server of its own, which takes writes. */
  promote(): Promise<void>
}

const settingOf = async (url: string, query: string): Promise<string> => {
  const [row] = await runSql(url, query)
  return String(Object.values(row ?? {})[0])
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('There is no free port'))
      })
    })
  })

const idOf = async (kind: '-u' | '-g'): Promise<number> => {
  const { stdout } = await run('id', [kind, 'postgres'])
  return Number(stdout)
}

/**
 * Copies the server at `url`, whose programs must be on this machine, and starts the copy as its standby. PostgreSQL does not run as root: then
 * the user `postgres` runs it, which its package has made.
 */
export const startStandby = async (url: string): Promise<Standby> => {
  const binaries = await settingOf(url, "select setting from pg_config where name = 'BINDIR'")
  await stat(join(binaries, 'pg_basebackup')).catch(() => {
    throw new Error(`${binaries} has no pg_basebackup: run this by .ci/with-debian-postgres`)
  })
  const isRoot = process.getuid?.() === 0
  const directory = await mkdtemp(join(tmpdir(), 'taskport-standby-'))
  await chmod(directory, 0o700)
  if (isRoot) await chown(directory, await idOf('-u'), await idOf('-g'))
  const data = join(directory, 'data')
  const program = (name: string, ...args: readonly string[]) => {
    const command = [join(binaries, name), ...args]
    const [file = '', ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command
    return run(file, rest, { cwd: directory })
  }

  await program(
    'pg_basebackup',
    '--pgdata',
    data,
    '--dbname',
    url,
    '--write-recovery-conf',
    '--checkpoint=fast',
  )
  const port = await freePort()
  // A standby must allow as many as the server that it follows.
  const connections = await settingOf(url, 'show max_connections')
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=${connections}`
  await program(
    'pg_ctl',
    'start',
    '--pgdata',
    data,
    '--log',
    join(directory, 'log'),
    '--wait',
    '--silent',
    '--options',
    options,
  )
  const own = new URL(url)
  own.port = String(port)
  return {
    port,
    promote: async () => {
      await runSql(own.href, 'select pg_promote()')
    },
    [Symbol.asyncDispose]: async () => {
      await program('pg_ctl', 'stop', '--pgdata', data, '--mode', 'immediate', '--silent')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
