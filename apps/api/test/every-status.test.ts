import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { openTcpProxy, runSql as sql } from '@taskport/adapters-postgres/testing'
import { assertProblem } from './support/assert-problem.js'
import { at } from './support/at.js'
import { type Answer, type Call, call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { rawExchange } from './support/raw-exchange.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const origin = 'https://app.example.com'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const proxy = resources.use(await openTcpProxy(database.port))
const api = resources.use(
  await startApi({
    environment: {
      NEON_DB_URL: database.through(proxy.port),
      BETTER_AUTH_SECRET: secret,
      CORS_ORIGINS: origin,
      DB_DEADLINE_MS: '1000',
    },
  }),
)
const token = tokenOf('alice')
const ask = (path: string, options: Call = {}): Promise<Answer> =>
  call(api.address, path, { token, ...options })

const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n')

const milk = { id: randomUUID(), title: 'Buy milk' }

test('201: a task is created, with its place and its version', async () => {
  const answer = await ask('/api/tasks', { method: 'POST', body: milk })
  assert.equal(answer.status, 201)
  assert.equal(answer.headers.location, `/api/tasks/${milk.id}`)
  assert.equal(answer.headers.etag, `"${at(answer.body, 'data', 'version')}"`)
  assert.equal(at(answer.body, 'data', 'userId'), 'alice')
})

test('200: the same creation again, the task, the list, health and the documentation', async () => {
  const again = await ask('/api/tasks', { method: 'POST', body: milk })
  assert.equal(again.status, 200)
  const found = await ask(`/api/tasks/${milk.id}`)
  assert.equal(found.status, 200)
  assert.deepEqual(found.body, again.body)
  const list = await ask('/api/tasks/?limit=1')
  assert.deepEqual(list.body, {
    success: true,
    data: { tasks: [at(found.body, 'data')], nextCursor: null },
  })
  for (const path of ['/health/live', '/health/ready', '/openapi.json']) {
    assert.equal((await call(api.address, path)).status, 200, path)
  }
  assert.match(await rawExchange(api.address, get('/docs/')), /^HTTP\/1\.1 200 .*<title>/s)
})

test('204: a preflight names what pages of the listed origin may do', async () => {
  const preflight = { 'access-control-request-method': 'PATCH', origin }
  const answer = await ask('/api/tasks', { method: 'OPTIONS', token: undefined, headers: preflight })
  assert.equal(answer.status, 204)
  assert.equal(answer.headers['access-control-allow-origin'], origin)
  assert.match(String(answer.headers['access-control-allow-methods']), /PATCH/)
  assert.match(String(answer.headers['access-control-allow-headers']), /Authorization.*If-Match/)
  const foreign = { ...preflight, origin: 'https://evil.example.com' }
  const refused = await ask('/api/tasks', { method: 'OPTIONS', token: undefined, headers: foreign })
  assert.equal(refused.headers['access-control-allow-origin'], undefined)
})

test('304: the caller has this version of the task already', async () => {
  const { headers } = await ask(`/api/tasks/${milk.id}`)
  const answer = await ask(`/api/tasks/${milk.id}`, { headers: { 'if-none-match': String(headers.etag) } })
  assert.equal(answer.status, 304)
  assert.equal(answer.text, '')
  assert.equal(answer.headers.etag, headers.etag)
  assert.equal(answer.headers['content-length'], undefined)
})

test('400: not JSON, not UTF-8, a malformed URL, two Authorization headers, not HTTP', async () => {
  const bodies = ['{"title":', '\uFEFF{"title":"x"}', Buffer.from('{"title":"caf\xe9"}', 'latin1')]
  for (const body of bodies) {
    assertProblem(await ask('/api/tasks', { method: 'POST', body }), 400, 'MALFORMED_REQUEST')
  }
  for (const path of ['/api/tasks/%zz', '/api/tasks/%ff', '/api/tasks?limit=%ff']) {
    assertProblem(await ask(path), 400, 'MALFORMED_REQUEST')
  }
  const twice = `Authorization: Bearer ${token}`
  const answers = [
    await rawExchange(api.address, get('/api/tasks', twice, twice)),
    await rawExchange(api.address, 'GET / HTTP/1.1\r\n no header\r\n\r\n'),
  ]
  for (const answer of answers) {
    assert.match(answer, /^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"MALFORMED_REQUEST"/s)
  }
})

test('401: no token, or none that is accepted, with one constant body', async () => {
  const tokens = [undefined, 'x.y.z', `${token}x`]
  const bodies = new Set<string>()
  for (const bad of tokens) {
    const answer = await ask('/api/tasks', { token: bad })
    assertProblem(answer, 401, 'UNAUTHORIZED')
    assert.equal(answer.headers['www-authenticate'], 'Bearer')
    bodies.add(answer.text.replace(String(at(answer.body, 'requestId')), ''))
  }
  assert.equal(bodies.size, 1)
})

test('404: no such route, no such task, no such id', async () => {
  assertProblem(await ask('/api/nothing'), 404, 'ROUTE_NOT_FOUND')
  for (const id of [randomUUID(), 'not-a-uuid', `urn:uuid:${milk.id}`, `{${milk.id}}`]) {
    assertProblem(await ask(`/api/tasks/${encodeURIComponent(id)}`), 404, 'TASK_NOT_FOUND')
  }
})

test('405: the address has other methods, which Allow names', async () => {
  const answer = await ask('/api/tasks', { method: 'DELETE' })
  assertProblem(answer, 405, 'METHOD_NOT_ALLOWED')
  assert.equal(answer.headers.allow, 'GET, HEAD, POST')
})

test('409: the id is in use with other content; a task to restore is not in the trash', async () => {
  const other = { ...milk, title: 'Buy bread' }
  assertProblem(await ask('/api/tasks', { method: 'POST', body: other }), 409, 'TASK_ID_TAKEN')
  const restored = await ask(`/api/tasks/${milk.id}/restore`, { method: 'POST' })
  assertProblem(restored, 409, 'TASK_NOT_DELETED')
})

test('410: a mark that is too old; starting over works', async () => {
  const { body } = await ask('/api/changes')
  const since = `/api/changes?since=${at(body, 'data', 'since')}`
  assert.equal((await ask(since)).status, 200)
  await sql(database.url, 'update owners set version = version + 5, purged_version = version + 5')
  assertProblem(await ask(since), 410, 'CHANGES_GONE')
  const over = await ask('/api/changes')
  assert.equal(over.status, 200)
  assert.equal((await ask(`/api/changes?since=${at(over.body, 'data', 'since')}`)).status, 200)
})

test('412: the task has another version, and is shown as it is', async () => {
  const { body, headers } = await ask(`/api/tasks/${milk.id}`)
  for (const [method, path] of [
    ['PUT', ''],
    ['PATCH', ''],
    ['PATCH', '/complete'],
    ['DELETE', ''],
    ['POST', '/restore'],
  ] as const) {
    const change = path === '' && method !== 'DELETE' ? { body: { title: 'Buy bread' } } : {}
    const answer = await ask(`/api/tasks/${milk.id}${path}`, {
      method,
      headers: { 'if-match': '"999999"' },
      ...change,
    })
    assertProblem(answer, 412, 'VERSION_CONFLICT')
    assert.deepEqual(at(answer.body, 'current'), at(body, 'data'))
    assert.equal(answer.headers.etag, headers.etag)
  }
})

test('413: a body over 64 KiB; one of 64 KiB is read', async () => {
  const limit = 64 * 1024
  const over = `{"title":"${'x'.repeat(limit)}"}`
  assertProblem(await ask('/api/tasks', { method: 'POST', body: over }), 413, 'BODY_TOO_LARGE')
  const within = `${JSON.stringify(milk)}${' '.repeat(limit - JSON.stringify(milk).length)}`
  assert.equal((await ask('/api/tasks', { method: 'POST', body: within })).status, 200)
})

test('415: not JSON by its type, its charset or its encoding', async () => {
  const headers = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-encoding': 'gzip' },
  ]
  for (const foreign of headers) {
    const answer = await ask('/api/tasks', { method: 'POST', body: milk, headers: foreign })
    assertProblem(answer, 415, 'UNSUPPORTED_MEDIA_TYPE')
  }
})

test('422: every wrong field and query parameter is named', async () => {
  const body = { title: ' ', description: 3, status: 'done', userId: 'bob' }
  const answer = await ask('/api/tasks', { method: 'POST', body })
  assertProblem(answer, 422, 'INVALID_REQUEST')
  const errors = at(answer.body, 'errors')
  assert.ok(Array.isArray(errors))
  const pointers = errors.map((error) => at(error, 'pointer')).sort()
  assert.deepEqual(pointers, ['/description', '/status', '/title', '/userId'])
  for (const query of ['limit=0x10', 'limit=0', 'limit=5&limit=6', 'colour=red']) {
    assertProblem(await ask(`/api/tasks?${query}`), 422, 'INVALID_REQUEST')
  }
})

test('431: headers that are too large', async () => {
  const answer = await rawExchange(api.address, get('/api/tasks', `X-Large: ${'x'.repeat(20_000)}`))
  assert.match(answer, /^HTTP\/1\.1 431 .*"code":"HEADERS_TOO_LARGE"/s)
})

test('500: a fault of ours is told to nobody but the log, under the id of its answer', async () => {
  await sql(database.url, 'alter table tasks rename to things')
  const answer = await ask('/api/tasks').finally(() =>
    sql(database.url, 'alter table things rename to tasks'),
  )
  assertProblem(answer, 500, 'INTERNAL_ERROR')
  assert.doesNotMatch(answer.text, /relation|tasks|select|stack|42P01|postgres/i)
  const requestId = at(answer.body, 'requestId')
  const line = () =>
    api.log().find((one) => at(one, 'requestId') === requestId && at(one, 'level') === 'error')
  await waitUntil(() => line() !== undefined)
  assert.match(JSON.stringify(line()), /relation \\"tasks\\" does not exist/)
  assert.equal((await ask('/api/tasks')).status, 200)
})

test('503: the database is away, and then there again without a restart', async () => {
  await proxy.refuse()
  try {
    for (const answer of [
      await ask('/api/tasks'),
      await ask('/api/tasks', { method: 'POST', body: { title: 'Never' } }),
    ]) {
      assertProblem(answer, 503, 'SERVICE_UNAVAILABLE')
      assert.match(answer.headers['retry-after'] ?? '', /^[1-9]\d*$/)
    }
    const ready = await call(api.address, '/health/ready')
    assert.equal(ready.status, 503)
    assert.deepEqual(ready.body, { status: 'unavailable' })
    assert.equal((await call(api.address, '/health/live')).status, 200)
  } finally {
    await proxy.pass()
  }
  await waitUntil(async () => (await call(api.address, '/health/ready')).status === 200)
  const list = await ask('/api/tasks')
  assert.equal(list.status, 200)
  assert.doesNotMatch(list.text, /Never/)
})
