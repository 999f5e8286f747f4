import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connectionSettings } from '@taskport/adapters-postgres'
import { Client } from 'pg'
import { rejection } from './support/rejection.js'
import { authority, startTlsServer } from './support/tls-server.js'

const server = await startTlsServer()
after(server.stop)

/** Connects and answers how the server sees the connection. */
const connect = async (host: string, parameters: Record<string, string>) => {
  const url = new URL(server.url)
  url.hostname = host
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  const client = new Client({ ...connectionSettings(url.href), connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ ssl: boolean }>(
      'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    )
    return rows[0]?.ssl === true ? 'TLS' : 'plain text'
  } finally {
    await client.end()
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : error)

test('a certificate that cannot be verified is refused in every mode', async () => {
  for (const sslmode of ['require', 'verify-ca', 'verify-full']) {
    const error = await rejection(connect('localhost', { sslmode }))
    assert.equal(codeOf(error), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', sslmode)
  }
})

test('with the authority that signed it, it is accepted', async () => {
  for (const sslmode of ['require', 'verify-ca', 'verify-full'])
    assert.equal(await connect('localhost', { sslmode, sslrootcert: authority }), 'TLS', sslmode)
})

test('a certificate for another host is refused, but by verify-ca', async () => {
  for (const sslmode of ['require', 'verify-full']) {
    const error = await rejection(connect('127.0.0.1', { sslmode, sslrootcert: authority }))
    assert.equal(codeOf(error), 'ERR_TLS_CERT_ALTNAME_INVALID', sslmode)
  }
  assert.equal(await connect('127.0.0.1', { sslmode: 'verify-ca', sslrootcert: authority }), 'TLS')
})

test('login works with the channel bound and unbound', async () => {
  for (const channel_binding of ['require', 'prefer', 'disable'])
    assert.equal(
      await connect('localhost', { sslmode: 'verify-full', sslrootcert: authority, channel_binding }),
      'TLS',
    )
})

test('a server with TLS still serves plain text on this machine', async () => {
  assert.equal(await connect('127.0.0.1', { sslmode: 'disable' }), 'plain text')
})
