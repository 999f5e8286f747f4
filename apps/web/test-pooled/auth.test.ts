import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import pg from 'pg'
import { authSchema } from '../server/auth-schema.js'
import { openAuth } from '../server/open-auth.js'

const databaseUrl = process.env.TASKPORT_TEST_POOLER_URL
if (databaseUrl === undefined) {
  throw new Error(
    'TASKPORT_TEST_POOLER_URL is missing: run this by .ci/with-debian-postgres .ci/with-pgbouncer',
  )
}

const settings = {
  host: '127.0.0.1',
  port: 0,
  databaseUrl,
  baseUrl: 'http://127.0.0.1:3000',
  apiUrl: 'http://127.0.0.1:8000',
  secret: 'a secret that only this test knows, and nobody else',
}
const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())

const query = async (sql: string) => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: settings.baseUrl },
    body: JSON.stringify(body),
  })

test('behind a pooler that forgets sessions, two servers start together and people sign up, in and get tokens', async () => {
  await query(`drop schema if exists ${authSchema} cascade`)
  const both = await Promise.all([openAuth(settings), openAuth(settings)])
  for (const auth of both) resources.defer(() => auth.close())
  const urls = await Promise.all(
    both.map(async (auth) => {
      const server = createServer(auth.handle)
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      resources.defer(() => {
        server.close()
        server.closeAllConnections()
      })
      const address = server.address()
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/auth`
    }),
  )
  const people = Array.from({ length: 12 }, (_, index) => ({
    name: `Ada ${index}`,
    email: `ada.${index}@example.com`,
    password: 'correct horse battery',
  }))
  const tokens = await Promise.all(
    people.map(async (person, index) => {
      const [here, there] = index % 2 === 0 ? urls : urls.toReversed()
      assert.equal((await post(`${here}/sign-up/email`, person)).status, 200)
      const signedIn = await post(`${there}/sign-in/email`, person)
      assert.equal(signedIn.status, 200)
      const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';', 1)[0])
      const answer = await fetch(`${here}/token`, { headers: { cookie: cookie.join('; ') } })
      assert.equal(answer.status, 200)
      return (await answer.json()).token
    }),
  )
  assert.equal(new Set(tokens).size, people.length)
  const [{ count }] = await query(`select count(*)::int from ${authSchema}.user`)
  assert.equal(count, people.length)
  const strays = await query(`
    select schemaname || '.' || tablename as name from pg_tables
    where tablename in ('user', 'session', 'account', 'verification', 'jwks') and schemaname <> '${authSchema}'`)
  assert.deepEqual(strays, [])
})
