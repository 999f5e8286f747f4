import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runSql } from '@taskport/adapters-postgres/testing'
import { entry } from './support/api-process.js'
import { at } from './support/at.js'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { openCollector } from './support/tracing/collector.js'
import type { ReceivedSpan } from './support/tracing/spans.js'
import { waitUntil } from './support/wait-until.js'

const database = await migratedDatabase()
after(() => database[Symbol.asyncDispose]())

const token = tokenOf('alice')
const wait = 'wait for the database'

const startTraced = (
  endpoint: string,
  more: Readonly<Record<string, string>> = {},
  command: readonly string[] = [process.execPath, entry],
) =>
  startApi({
    command,
    environment: {
      NEON_DB_URL: database.url,
      BETTER_AUTH_SECRET: secret,
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      ...more,
    },
  })

/** Writes which modules are loaded, from their package's name on, to standard error. */
const listModules = `data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module'
   registerHooks({ load: (url, context, next) => (process.stderr.write(url.split('node_modules/').at(-1) + '\\n'), next(url, context)) })`,
)}`

const listingModules = [process.execPath, '--import', listModules, entry]

const failures = (log: readonly unknown[]) =>
  log.filter((line) => String(at(line, 'msg')).startsWith('Traces could not be sent'))

const children = (spans: readonly ReceivedSpan[], { spanId }: ReceivedSpan) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId)

test('a request is one tree: its route, its wait and its statements, and nothing that a user wrote', async () => {
  await using collector = await openCollector()
  await using api = await startTraced(collector.endpoint)
  const created = await call(api.address, '/api/tasks', {
    token,
    method: 'POST',
    body: { title: 'sesame-title', description: 'sesame-description' },
  })
  const id = String(at(created.body, 'data', 'id'))
  await call(api.address, `/api/tasks/${id}`, { token, method: 'PATCH', body: { title: 'sesame-2' } })
  await call(api.address, '/api/tasks?q=sesame', { token })
  await call(api.address, '/api/changes', { token })
  await call(api.address, '/sesame?x=sesame', { token })
  await call(api.address, '/health/ready')
  await call(api.address, '/api/tasks', { token: 'sesame' })
  assert.equal((await api.stop()).code, 0)

  const spans = collector.spans()
  const servers = spans.filter(({ kind }) => kind === 2)
  assert.deepEqual(
    servers.map((server) => [
      server.name,
      server.attributes['http.response.status_code'],
      children(spans, server).map(({ name }) => name),
    ]),
    [
      ['POST /api/tasks', 201, [wait, 'INSERT owners INSERT tasks']],
      ['PATCH /api/tasks/:id', 200, [wait, 'SELECT tasks', 'UPDATE owners UPDATE tasks']],
      ['GET /api/tasks', 200, [wait, 'SELECT tasks']],
      ['GET /api/changes', 200, [wait, 'SELECT owners SELECT tasks']],
      ['GET', 404, []],
      ['GET /api/tasks', 401, []],
    ],
  )
  for (const server of servers) {
    assert.equal(server.parentSpanId, '')
    assert.equal(server.service, 'taskport')
    assert.ok(children(spans, server).every(({ traceId }) => traceId === server.traceId))
  }
  assert.equal(new Set(servers.map(({ traceId }) => traceId)).size, servers.length)
  assert.equal(spans.length, servers.length + 3 + 2 + 2 + 2)
  const statement = spans.find(({ name }) => name === 'INSERT owners INSERT tasks')
  assert.deepEqual(statement?.attributes, {
    'db.system.name': 'postgresql',
    'db.operation.name': 'INSERT',
    'db.query.summary': 'INSERT owners INSERT tasks',
  })
  const bytes = Buffer.concat(collector.deliveries()).toString('latin1')
  assert.doesNotMatch(bytes, /sesame|alice/)
  assert.equal(bytes.includes(id), false)
  assert.equal(servers[0]?.attributes['user.hash'], '2bd806c97f0e')

  const lines = api.log().filter((line) => at(line, 'msg') === 'Request answered')
  assert.deepEqual(
    lines.map((line) => [at(line, 'traceId'), at(line, 'requestId')]),
    servers.map(({ traceId, attributes }) => [traceId, attributes['taskport.request.id']]),
  )
})

test('requests at the same time, with bodies, on few connections, do not get into each other’s trees', async () => {
  await using collector = await openCollector()
  await using api = await startTraced(collector.endpoint, { DB_POOL_SIZE: '2' })
  const users = Array.from({ length: 60 }, (_, index) => tokenOf(`user-${index}`))
  await Promise.all(
    users.map((user) =>
      call(api.address, '/api/tasks', { token: user, method: 'POST', body: { title: 'x' } }),
    ),
  )
  await api.stop()
  const spans = collector.spans()
  const servers = spans.filter(({ name }) => name === 'POST /api/tasks')
  assert.equal(servers.length, users.length)
  for (const server of servers) {
    const names = children(spans, server).map(({ name }) => name)
    assert.deepEqual(names, [wait, 'INSERT owners INSERT tasks'])
  }
})

test('a request that belongs to a caller’s trace joins it, and is left out of it when the caller leaves itself out', async () => {
  await using collector = await openCollector()
  await using api = await startTraced(collector.endpoint)
  const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331']
  const traceparents = [`00-${traceId}-${spanId}-01`, `00-${traceId}-${spanId}-00`, '00-sesame-x-01', '']
  for (const traceparent of traceparents)
    await call(api.address, '/api/tasks/x', { token, headers: { traceparent } })
  await api.stop()
  const servers = collector.spans().filter(({ kind }) => kind === 2)
  assert.equal(servers.length, 3)
  assert.deepEqual([servers[0]?.traceId, servers[0]?.parentSpanId], [traceId, spanId])
  for (const server of servers.slice(1)) {
    assert.notEqual(server.traceId, traceId)
    assert.equal(server.parentSpanId, '')
  }
})

test('OTEL_TRACES_SAMPLER says which requests are traced', async () => {
  await using collector = await openCollector()
  await using api = await startTraced(collector.endpoint, { OTEL_TRACES_SAMPLER: 'always_off' })
  await call(api.address, '/api/tasks', { token })
  await api.stop()
  assert.deepEqual(collector.spans(), [])
})

test('a statement that fails and its request are marked, without the database’s words', async () => {
  await using broken = await migratedDatabase()
  await runSql(
    broken.url,
    `create function fail() returns trigger language plpgsql as $$begin
       raise exception 'sesame %', new.title using errcode = 'XX001';
     end$$;
     create trigger fail before insert on tasks for each row execute function fail();`,
  )
  await using collector = await openCollector()
  await using api = await startTraced(collector.endpoint, { NEON_DB_URL: broken.url })
  const { status } = await call(api.address, '/api/tasks', {
    token,
    method: 'POST',
    body: { title: 'sesame' },
  })
  assert.equal(status, 500)
  await api.stop()
  const marked = collector.spans().filter((span) => span.status === 2)
  assert.deepEqual(
    marked.map(({ name, attributes }) => [
      name,
      attributes['error.type'],
      attributes['db.response.status_code'],
    ]),
    [
      ['POST /api/tasks', '500', undefined],
      ['INSERT owners INSERT tasks', 'error', 'XX001'],
    ],
  )
  assert.doesNotMatch(Buffer.concat(collector.deliveries()).toString('latin1'), /sesame/)
})

test('what a shared rate costs is part of the request’s tree as well', async () => {
  await using collector = await openCollector()
  await using api = await startTraced(collector.endpoint, { RATES_SHARED: 'true', RATE_PER_USER: '100' })
  const ended = await call(api.address, '/api/tasks', { token })
  assert.equal(ended.status, 200)
  await api.stop()
  const counted = collector.spans().filter(({ name }) => name === 'INSERT request_counts')
  assert.equal(counted.length, 1)
})

const outcomes: Readonly<Record<string, () => ReturnType<typeof openCollector>>> = {
  'that answers nothing': () => openCollector(() => {}),
  'that is in trouble': () => openCollector((response) => void response.writeHead(500).end('no')),
  'that breaks connections': () => openCollector((response) => void response.destroy()),
}

for (const [what, open] of Object.entries(outcomes)) {
  test(`a collector ${what} harms no request, is logged once, and does not hold up the stop`, async () => {
    await using collector = await open()
    await using api = await startTraced(collector.endpoint, { OTEL_EXPORTER_OTLP_TIMEOUT: '300' })
    for (let count = 0; count < 20; count += 1) {
      assert.equal((await call(api.address, '/api/tasks', { token })).status, 200)
    }
    await waitUntil(() => failures(api.log()).length > 0)
    for (let count = 0; count < 20; count += 1) {
      assert.equal((await call(api.address, '/api/tasks', { token })).status, 200)
    }
    const { code, ms } = await api.stop()
    assert.equal(code, 0)
    assert.ok(ms < 6_000, `${ms}`)
    assert.equal(failures(api.log()).length, 1)
    const why = at(failures(api.log())[0], 'why')
    assert.equal(typeof at(why, 'message'), 'string')
    assert.equal(at(why, 'stack'), undefined)
  })
}

test('a collector that is not there harms no request, is logged once, and does not hold up the stop', async () => {
  const endpoint = await (async () => {
    await using gone = await openCollector()
    return gone.endpoint
  })()
  await using api = await startTraced(endpoint, { OTEL_EXPORTER_OTLP_TIMEOUT: '300' })
  assert.equal((await call(api.address, '/api/tasks', { token })).status, 200)
  await waitUntil(() => failures(api.log()).length > 0)
  assert.equal((await call(api.address, '/api/tasks', { token })).status, 200)
  const { code, ms } = await api.stop()
  assert.deepEqual([code, failures(api.log()).length], [0, 1])
  assert.ok(ms < 6_000, `${ms}`)
})

test('without an endpoint nothing of OpenTelemetry’s SDK is loaded, and no line names a trace', async () => {
  const sdk = /opentelemetry\/(sdk|core|exporter|otlp|resources)/
  await using collector = await openCollector()
  await using traced = await startTraced(collector.endpoint, {}, listingModules)
  assert.match(traced.stderr(), sdk)
  await using api = await startTraced('', {}, listingModules)
  await call(api.address, '/api/tasks', { token })
  assert.match(api.stderr(), /^fastify\//m)
  assert.doesNotMatch(api.stderr(), sdk)
  const line = api.log().find((one) => at(one, 'msg') === 'Request answered')
  assert.equal(at(line, 'traceId'), undefined)
})
