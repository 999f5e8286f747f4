import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openTcpProxy } from '@taskport/adapters-postgres/testing'

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

/** A server that sends back what it is sent, behind a network of a test's own. */
const openEcho = async () => {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      heard.push(String(bytes))
      socket.write(bytes)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!isAddress(address)) throw new Error('The server does not listen')
  const network = await openTcpProxy(address.port)
  after(async () => {
    await network.close()
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { network, heard: () => heard.join('') }
}

const openClient = async (port: number) => {
  const socket = connect({ port, host: '127.0.0.1' })
  after(() => socket.destroy())
  let received = ''
  let end: string | null = null
  socket.on('data', (bytes) => {
    received += String(bytes)
  })
  socket.on('error', (error: Error & { code?: string }) => {
    end = error.code ?? error.message
  })
  socket.on('close', () => {
    end ??= 'closed'
  })
  await once(socket, 'connect')
  const until = async (isSo: () => boolean) => {
    const limit = performance.now() + 10_000
    while (!isSo() && performance.now() < limit) await sleep(5)
  }
  return {
    send: (text: string) => socket.write(text),
    /** Waits until so much has come, or for 10 s. */
    receive: async (length: number) => {
      await until(() => received.length >= length)
      return received
    },
    received: () => received,
    ended: async () => {
      await until(() => end !== null)
      return end
    },
  }
}

test('it passes bytes in both directions', async () => {
  const { network } = await openEcho()
  const client = await openClient(network.port)
  client.send('hello')
  assert.equal(await client.receive(5), 'hello')
})

test('what is lost on the way back has reached the server; what is lost on the way there has not', async () => {
  const { network, heard } = await openEcho()
  const [back, there] = [await openClient(network.port), await openClient(network.port)]
  back.send('a')
  await back.receive(1)
  network.lose('toClient')
  back.send('b')
  await sleep(200)
  assert.deepEqual([heard(), back.received()], ['ab', 'a'])
  network.lose('toServer')
  there.send('c')
  await sleep(200)
  assert.equal(heard(), 'ab')
  const later = await openClient(network.port)
  later.send('d')
  assert.equal(await later.receive(1), 'd')
})

test('a delay holds bytes back, in order, and a slow way lets so many through in a second', async () => {
  const { network } = await openEcho()
  const client = await openClient(network.port)
  network.hinder('toServer', { delayMs: 300 })
  const start = performance.now()
  client.send('one ')
  await sleep(50)
  client.send('two')
  assert.equal(await client.receive(7), 'one two')
  assert.ok(performance.now() - start >= 300)
  await network.pass()
  network.hinder('toClient', { bytesPerSecond: 1_000 })
  const later = performance.now()
  client.send('x'.repeat(1_000))
  await client.receive(1_007)
  assert.ok(performance.now() - later >= 800)
})

test('a server that is asleep is woken by the first connection, and answers all of them then', async () => {
  const { network } = await openEcho()
  network.sleep(500)
  const start = performance.now()
  const first = await openClient(network.port)
  await sleep(200)
  const second = await openClient(network.port)
  first.send('a')
  second.send('b')
  await Promise.all([first.receive(1), second.receive(1)])
  const tookMs = performance.now() - start
  assert.ok(tookMs >= 490 && tookMs < 5_000, `${tookMs} ms`)
  const third = await openClient(network.port)
  third.send('c')
  assert.equal(await third.receive(1), 'c')
})

test('it swallows, cuts, resets and refuses connections', async () => {
  const { network, heard } = await openEcho()
  const cut = await openClient(network.port)
  network.cut()
  assert.equal(await cut.ended(), 'closed')
  const reset = await openClient(network.port)
  network.reset()
  assert.equal(await reset.ended(), 'ECONNRESET')
  await network.swallow()
  const swallowed = await openClient(network.port)
  swallowed.send('never')
  await network.pass()
  const passed = await openClient(network.port)
  passed.send('yes')
  assert.equal(await passed.receive(3), 'yes')
  assert.equal(heard(), 'yes')
  await network.refuse()
  await assert.rejects(openClient(network.port), { code: 'ECONNREFUSED' })
})
