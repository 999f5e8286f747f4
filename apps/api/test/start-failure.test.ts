import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { readConfiguration } from '../src/configuration/configuration.js'
import { startFailure } from '../src/start-failure.js'
import { type ApiProcess, spawnApi } from './support/api-process.js'
import { at } from './support/at.js'
import { migratedDatabase } from './support/database.js'
import { makeDirectory } from './support/directory.js'
import { embeddedServerPid, isRunning } from './support/embedded-server.js'
import { secret } from './support/tokens.js'

const fatalOf = (api: ApiProcess): string => {
  const lines = api.log().filter((line) => at(line, 'level') === 'fatal')
  assert.equal(lines.length, 1, api.stdout() + api.stderr())
  return String(at(lines[0], 'msg'))
}

/** A port of 127.0.0.1 that another program listens on. */
const takenPort = async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('There is no port')
  return { port: String(address.port), [Symbol.dispose]: () => void server.close() }
}

test('A port in use ends it with what to do, and stops the server that it had started', async () => {
  using taken = await takenPort()
  await using api = await spawnApi({ environment: { PORT: taken.port } })
  assert.equal((await api.end()).code, 1)
  assert.equal(
    fatalOf(api),
    `Taskport could not start. Port ${taken.port} on 127.0.0.1 is in use: stop the program that uses it, or choose another with PORT.`,
  )
  const ready = api.log().find((line) => /PostgreSQL server is ready/.test(String(at(line, 'msg'))))
  const pid = Number(at(ready, 'pid'))
  assert.ok(pid > 0)
  assert.equal(await isRunning(pid), false)
  assert.equal(await embeddedServerPid(join(api.directory, '.taskport')), null)
})

test('An address that the machine has not is named', async () => {
  await using database = await migratedDatabase()
  // Reserved for documentation (RFC 5737): no machine has it.
  const environment = { HOST: '192.0.2.1', NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret }
  await using api = await spawnApi({ environment })
  assert.equal((await api.end()).code, 1)
  assert.match(fatalOf(api), /This machine has no address 192\.0\.2\.1: choose one that it has with HOST\.$/)
})

test('Everything that is wrong with the environment is said at once, before anything is started', async () => {
  await using api = await spawnApi({ environment: { PORT: 'http', LOG_LEVEL: 'loud' } })
  assert.equal((await api.end()).code, 1)
  assert.match(api.stderr(), /^Taskport cannot start with this configuration:\n- PORT .*\n- LOG_LEVEL .*\n$/)
  assert.equal(api.stdout(), '')
})

test('The file .env is read, and what the environment says goes before it', async () => {
  await using directory = await makeDirectory()
  await writeFile(join(directory.path, '.env'), 'DB_POOL_SIZE=none\nLOG_LEVEL=loud\n')
  await using api = await spawnApi({ directory: directory.path, environment: { LOG_LEVEL: 'info' } })
  assert.equal((await api.end()).code, 1)
  assert.match(api.stderr(), /configuration:\n- DB_POOL_SIZE .*"none"\.\n$/)
})

test('A directory named .env, as of a Python environment, is refused in a sentence', async () => {
  await using directory = await makeDirectory()
  await mkdir(join(directory.path, '.env'))
  await using api = await spawnApi({ directory: directory.path })
  assert.equal((await api.end()).code, 1)
  assert.match(api.stderr(), /^- .*\.env .*cannot be read/m)
  assert.doesNotMatch(api.stderr(), /^ +at /m)
})

test('A secret of its own that was damaged is named', async () => {
  await using directory = await makeDirectory()
  await mkdir(join(directory.path, '.taskport'))
  await writeFile(join(directory.path, '.taskport', 'secret'), 'half')
  await using api = await spawnApi({ directory: directory.path })
  assert.equal((await api.end()).code, 1)
  assert.match(
    fatalOf(api),
    /^Taskport could not start\. \/.*\.taskport\/secret: The secret has 4 bytes.* Delete the file/,
  )
})

test('A port for the administrator alone is said to be so', () => {
  const configuration = readConfiguration({ PORT: '80' })
  const error = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' })
  assert.match(startFailure(error, configuration), /^Port 80 .* choose one above 1023 with PORT\.$/)
  const other = Object.assign(new Error('listen EPIPE'), { code: 'EPIPE', syscall: 'listen' })
  assert.equal(startFailure(other, configuration), 'listen EPIPE')
})

test('A database that can only be read from is said to be so, and is not said to mix up its users', async () => {
  await using database = await migratedDatabase()
  const name = new URL(database.url).pathname.slice(1)
  await sql(database.url, `alter database ${name} set default_transaction_read_only = on`)
  await using api = await spawnApi({
    environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret },
  })
  assert.equal((await api.end()).code, 1)
  assert.match(
    fatalOf(api),
    /can only be read from \(.*read-only transaction\).* point NEON_DB_URL at the primary/,
  )
})
