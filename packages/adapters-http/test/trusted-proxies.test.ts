import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openServer } from './support/open-server.js'

interface From {
  /** The address of the connection. */
  readonly peer: string
  /** What the peer says whom it asks for. */
  readonly forwardedFor?: string
}

/** Whether a request is over a limit of one a minute for its address. */
const isOver = async (app: FastifyInstance, { peer, forwardedFor }: From): Promise<boolean> => {
  const response = await app.inject({
    url: '/openapi.json',
    remoteAddress: peer,
    headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
  })
  return response.statusCode === 429
}

const open = (...trustedProxies: string[]) => openServer({ rateLimits: { perAddress: 1 }, trustedProxies })

test('without a trusted proxy nobody gets another address by saying so', async () => {
  const app = await open()
  assert.equal(await isOver(app, { peer: '203.0.113.5', forwardedFor: '198.51.100.1' }), false)
  assert.equal(await isOver(app, { peer: '203.0.113.5', forwardedFor: '198.51.100.2' }), true)
})

test('a trusted proxy says where a request is from, and nobody before it does', async () => {
  const app = await open('10.0.0.0/8', 'loopback')
  assert.equal(await isOver(app, { peer: '10.1.2.3', forwardedFor: '198.51.100.1' }), false)
  assert.equal(await isOver(app, { peer: '10.1.2.3', forwardedFor: '198.51.100.2' }), false)
  assert.equal(await isOver(app, { peer: '127.0.0.1', forwardedFor: '198.51.100.1' }), true)
  const invented = { peer: '10.1.2.3', forwardedFor: '192.0.2.77, 198.51.100.2' }
  assert.equal(await isOver(app, invented), true, 'what the caller itself wrote stands on the left')
  const through = { peer: '10.1.2.3', forwardedFor: '198.51.100.2, 10.9.9.9' }
  assert.equal(await isOver(app, through), true, 'one trusted proxy behind another')
  const stranger = { peer: '203.0.113.5', forwardedFor: '192.0.2.1' }
  assert.equal(await isOver(app, stranger), false)
  assert.equal(await isOver(app, { ...stranger, forwardedFor: '192.0.2.2' }), true, 'no proxy of ours')
})

test('what is no address counts as the proxy’s own', async () => {
  const app = await open('10.0.0.1')
  assert.equal(await isOver(app, { peer: '10.0.0.1', forwardedFor: 'one' }), false)
  assert.equal(await isOver(app, { peer: '10.0.0.1', forwardedFor: 'x'.repeat(5_000) }), true)
})

test('an IPv6 network counts as one address, and an IPv4 address is the same in either form', async () => {
  const app = await open()
  assert.equal(await isOver(app, { peer: '2001:db8:1:2::1' }), false)
  assert.equal(await isOver(app, { peer: '2001:db8:1:2:ffff::9' }), true)
  assert.equal(await isOver(app, { peer: '2001:db8:1:3::1' }), false)
  assert.equal(await isOver(app, { peer: '203.0.113.5' }), false)
  assert.equal(await isOver(app, { peer: '::ffff:203.0.113.5' }), true)
})
