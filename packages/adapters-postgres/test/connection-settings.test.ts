import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionSettings, DatabaseUrlError } from '@taskport/adapters-postgres'

const refusal = (url: string, options?: { allowPlainText: boolean }): string => {
  try {
    connectionSettings(url, options)
  } catch (error) {
    if (error instanceof DatabaseUrlError) return error.message
    throw error
  }
  throw new Error(`Accepted: ${url}`)
}

test("Neon's URLs are read as they are copied from its console", () => {
  const pooled = connectionSettings(
    'postgresql://neondb_owner:npg_s3cret@ep-cool-name-123-pooler.eu-central-1.aws.neon.tech/neondb' +
      '?sslmode=require&channel_binding=require',
  )
  assert.deepEqual(pooled, {
    host: 'ep-cool-name-123-pooler.eu-central-1.aws.neon.tech',
    port: 5432,
    user: 'neondb_owner',
    password: 'npg_s3cret',
    database: 'neondb',
    ssl: {},
    enableChannelBinding: true,
    options: undefined,
  })
  const named = connectionSettings(
    'postgres://u:p@pg.neon.tech/db?sslmode=require&options=endpoint%3Dep-cool-name-123',
  )
  assert.equal(named.options, 'endpoint=ep-cool-name-123')
})

test('every mode to another machine but disable verifies the certificate', () => {
  for (const mode of ['', '?sslmode=allow', '?sslmode=prefer', '?sslmode=require', '?sslmode=verify-full']) {
    assert.deepEqual(connectionSettings(`postgres://u:p@db.example.com/db${mode}`).ssl, {}, mode)
  }
  const { ssl } = connectionSettings('postgres://u:p@db.example.com/db?sslmode=verify-ca')
  assert.ok(ssl !== false && ssl.rejectUnauthorized !== false)
})

test('plain text goes to this machine only, unless it is allowed', () => {
  for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '[::1]']) {
    for (const mode of ['', '?sslmode=disable', '?sslmode=prefer', '?sslmode=allow'])
      assert.equal(connectionSettings(`postgres://u:p@${host}/db${mode}`).ssl, false, `${host}${mode}`)
    assert.deepEqual(connectionSettings(`postgres://u:p@${host}/db?sslmode=require`).ssl, {}, host)
  }
  for (const host of ['db', '10.0.0.5', '[fd00::1]', '127.0.0.1.example.com', 'localhost.example.com']) {
    const url = `postgres://u:p@${host}/db?sslmode=disable`
    assert.match(refusal(url), /DB_ALLOW_PLAINTEXT/, host)
    assert.equal(connectionSettings(url, { allowPlainText: true }).ssl, false, host)
    assert.deepEqual(
      connectionSettings(`postgres://u:p@${host}/db`, { allowPlainText: true }).ssl,
      {},
      'allowing plain text is not asking for it',
    )
  }
})

test('an IPv6 host loses its brackets', () => {
  const { host, port } = connectionSettings('postgres://u:p@[::1]:5433/db')
  assert.deepEqual([host, port], ['::1', 5433])
})

test('percent-encoded names and passwords are decoded', () => {
  const { user, password, database } = connectionSettings(
    'postgres://m%40x:p%40%3A%2F%23%25%20%C3%A9@h/d%2Fb',
  )
  assert.deepEqual([user, password, database], ['m@x', 'p@:/#% \u00E9', 'd/b'])
})

test('without a database, the one named like the user is meant', () => {
  assert.equal(connectionSettings('postgres://ann:p@localhost').database, 'ann')
  assert.equal(connectionSettings('postgres://ann:p@localhost/').database, 'ann')
})

test('a Unix socket is named in any of its spellings, and has no TLS', () => {
  for (const url of [
    'postgresql://ann:pass@localhost/db?host=/var/run/postgresql',
    'postgresql://ann:pass@/db?host=/var/run/postgresql',
    'postgresql://ann:pass@/db?host=/var/run/postgresql&sslmode=require',
    'postgresql://ann:pass@%2Fvar%2Frun%2Fpostgresql/db',
    'postgresql:///db?host=/var/run/postgresql&user=ann&password=pass',
  ]) {
    const { host, port, user, password, database, ssl } = connectionSettings(url)
    assert.deepEqual(
      { host, port, user, password, database, ssl },
      { host: '/var/run/postgresql', port: 5432, user: 'ann', password: 'pass', database: 'db', ssl: false },
      url,
    )
  }
})

test('channel binding can be switched off', () => {
  const { enableChannelBinding } = connectionSettings('postgres://u:p@h/db?channel_binding=disable')
  assert.equal(enableChannelBinding, false)
})

test('what is missing or unknown is named', () => {
  assert.match(refusal('postgres://h/db'), /names no user/)
  assert.match(refusal('postgres://u:p@/db'), /names no host/)
  assert.match(refusal('postgres:///db'), /names no host/)
  assert.match(refusal('postgres://u:p@h/db?sslmode=on'), /sslmode=on is not known/)
  for (const port of ['x', '0', '65536', '99999', '-1']) {
    assert.match(refusal(`postgres://u:p@h/db?port=${port}`), new RegExp(`port=${port} is not a number`))
  }
  assert.match(refusal('postgres://u:p@h:0/db'), /port=0 is not a number/)
  assert.match(
    refusal('postgres://u:p@h/db?sslrootcert=/nowhere/ca.pem'),
    /\/nowhere\/ca\.pem cannot be read/,
  )
})

test('no refusal holds the password, nor its cause', () => {
  const urls = [
    'mysql://u:hunter2@h/db',
    'postgres:u:hunter2@h/db',
    'u:hunter2@h/db',
    '',
    'postgres://u:hunter2@h:port/db',
    'postgres://u:hunter2@/db',
    'postgres://:hunter2@h/db',
    'postgres://u:hunter2#@h/db',
    'postgres://u:hunter2/x@h/db',
    'postgres://u:hunter2%@h/db',
    'postgres://u:hunter2@h/db?sslmode=disable',
    'postgres://u:hunter2@h/db?sslmode=on',
    'postgres://u:hunter2@h/db?port=x',
    'postgres://u:hunter2@h/db?sslrootcert=/nowhere',
  ]
  for (const url of urls) {
    assert.throws(
      () => connectionSettings(url),
      (error: Error) => {
        assert.ok(error instanceof DatabaseUrlError, url)
        const cause =
          error.cause instanceof Error ? `${error.cause.message} ${JSON.stringify(error.cause)}` : ''
        assert.doesNotMatch(
          `${error.message} ${error.stack} ${JSON.stringify(error)} ${cause}`,
          /hunter2/,
          url,
        )
        return true
      },
    )
  }
})
