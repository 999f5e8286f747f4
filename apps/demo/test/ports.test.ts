import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { findPort } from '../src/find-port.js'
import { readDemoSettings } from '../src/settings.js'

/** A port that is in use for as long as this is. */
const takenPort = async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { port, [Symbol.dispose]: () => server.close() }
}

test('Where nobody asked for the port and it is in use, a free one is taken', async () => {
  using taken = await takenPort()
  const found = await findPort({ variable: 'PORT', port: taken.port, isAskedFor: false })
  assert.notEqual(found, taken.port)
  assert.ok(found > 0)
})

test('A port that was asked for and is in use is refused, with what to do', async () => {
  using taken = await takenPort()
  await assert.rejects(findPort({ variable: 'API_PORT', port: taken.port, isAskedFor: true }), {
    name: 'DemoError',
    message: `Port ${taken.port} is in use: stop the program that uses it, or set API_PORT to another.`,
  })
})

test('A port that is free is taken as it is', async () => {
  const { port } = await (async () => {
    using taken = await takenPort()
    return taken
  })()
  assert.equal(await findPort({ variable: 'PORT', port, isAskedFor: true }), port)
})

test('Ports and the directory are read from the environment, and nonsense is refused by name', () => {
  const settings = readDemoSettings({ PORT: '3100', TASKPORT_DATA_DIR: '/data' })
  assert.deepEqual(settings.page, { variable: 'PORT', port: 3100, isAskedFor: true })
  assert.deepEqual(settings.api, { variable: 'API_PORT', port: 8000, isAskedFor: false })
  assert.equal(settings.directory, '/data')
  for (const API_PORT of ['0', '65536', '8000x', '-1']) {
    assert.throws(() => readDemoSettings({ API_PORT }), { name: 'DemoError', message: /API_PORT/ })
  }
})
