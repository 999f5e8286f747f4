import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import type { FastifyBaseLogger } from 'fastify'
import { answersIn, listen, openConnection } from './support/connection.js'
import { memoryLog } from './support/memory-log.js'
import { openServer } from './support/open-server.js'
import { recordedMeter } from './support/recorded-meter.js'

const cutOff = 'Connection cut: its answer was not read'
const list = 'GET /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\n\r\n'

/** A server whose list has 5 MB, more than the buffers between it and a client that does not read. */
const listenWithLongList = async (t: TestContext, unreadMs: number, logger?: FastifyBaseLogger) => {
  const { meter, told } = recordedMeter()
  const useCases = taskUseCases(inMemoryPorts())
  await useCases.createTask({ ownerId: 'alice', title: '🙂'.repeat(255), description: '🙂'.repeat(1_000) })
  let lists = 0
  const app = await openServer({
    logger,
    meter,
    timeouts: { headersMs: 1_000, requestMs: 2_000, unreadMs },
    useCases: {
      ...useCases,
      listTasks: async (query) => {
        lists += 1
        const page = await useCases.listTasks(query)
        return { ...page, tasks: Array(1_000).fill(page.tasks[0]) }
      },
    },
  })
  const port = await listen(t, app)
  const connections = () =>
    new Promise<number>((resolve, reject) => {
      app.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)))
    })
  return { port, connections, told, lists: () => lists }
}

const untilNone = async (connections: () => Promise<number>): Promise<void> => {
  const signal = AbortSignal.timeout(15_000)
  while ((await connections()) > 0) {
    signal.throwIfAborted()
    await sleep(50)
  }
}

const openIdleReader = async (t: TestContext, port: number, bytes: string): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.pause()
  socket.on('error', () => {})
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}

const getList = (port: number): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/api/tasks`, {
    headers: { authorization: 'Bearer alice', connection: 'close' },
  })

test('who does not read an answer is cut off, with a line in the log, and nobody else is', async (t) => {
  const { logger, lines, withMessage } = memoryLog()
  const { port, connections } = await listenWithLongList(t, 2_000, logger)
  const readers = 30
  for (let count = 0; count < readers; count += 1) await openIdleReader(t, port, list)
  assert.equal(await connections(), readers)
  const response = await getList(port)
  assert.equal(response.status, 200)
  assert.equal((await response.text()).length > 2_000_000, true)
  await untilNone(connections)
  assert.deepEqual(
    withMessage(cutOff).map(({ level, route, address }) => [level, route, address]),
    Array(readers).fill(['info', '/api/tasks', '127.0.0.1']),
  )
  assert.deepEqual(
    lines.filter(({ level }) => level === 'error' || level === 'warn'),
    [],
  )
})

test('who reads nothing and goes on sending is cut off too, after ten times as long', async (t) => {
  const { logger, withMessage } = memoryLog()
  const { port, connections } = await listenWithLongList(t, 300, logger)
  const start = performance.now()
  const socket = await openIdleReader(t, port, list)
  const sending = setInterval(() => socket.write('\r\n'), 50)
  t.after(() => clearInterval(sending))
  await untilNone(connections)
  assert.ok(performance.now() - start > 2_500, 'it was cut for its silence')
  assert.equal(withMessage(cutOff).length, 1)
})

test('who asks for hundreds of answers and reads none does not get them made', async (t) => {
  const { logger, withMessage } = memoryLog()
  const { port, connections, lists, told } = await listenWithLongList(t, 500, logger)
  await openIdleReader(t, port, list.repeat(300))
  await untilNone(connections)
  assert.equal(lists(), 1)
  assert.equal(withMessage(cutOff).length, 1)
  // The answer hears of its connection's end a moment after the server does.
  for (let looks = 0; looks < 250 && told.length < 3; looks += 1) await sleep(20)
  assert.deepEqual(told, [['began'], ['connection cut'], ['ended', 'GET', '/api/tasks', null]])
})

test('who asks for several answers at once gets them in order, each made when its turn comes', async (t) => {
  const { port, lists } = await listenWithLongList(t, 10_000)
  const last = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  const connection = await openConnection(t, port)
  connection.send(list.repeat(3) + last)
  const answers = answersIn(await connection.ended())
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [200, 200, 200, 200],
  )
  assert.equal(answers.at(-1)?.body, '{"status":"ok"}')
  assert.equal(lists(), 3)
})

test('who reads slowly gets all of it', async (t) => {
  const { logger, withMessage } = memoryLog()
  const { port } = await listenWithLongList(t, 3_000, logger)
  const socket = await openIdleReader(t, port, list.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
  const start = performance.now()
  let received = 0
  socket.on('data', (chunk) => {
    received += chunk.length
    socket.pause()
    setTimeout(() => socket.resume(), 60)
  })
  socket.resume()
  await once(socket, 'close')
  assert.ok(received > 5_000_000, `${received}`)
  assert.ok(performance.now() - start > 3_500, 'it took no longer than the limit, and proves nothing')
  assert.deepEqual(withMessage(cutOff), [])
})

test('a connection that was answered may stay idle for longer', async (t) => {
  const { port } = await listenWithLongList(t, 300)
  const socket = await openIdleReader(t, port, 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n')
  socket.resume()
  await once(socket, 'data')
  await sleep(1_500)
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(socket, 'data')
})

test('no clock is left running behind an answer without a body', async () => {
  const app = await openServer({ allowedOrigins: ['http://localhost:3000'] })
  const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'GET' }
  const clocks = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = clocks()
  assert.equal((await app.inject({ method: 'OPTIONS', url: '/api/tasks', headers })).statusCode, 204)
  assert.equal((await app.inject({ method: 'HEAD', url: '/health/live' })).statusCode, 200)
  assert.equal(clocks(), before)
})
