import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { figuresAt } from './support/metrics/figures.js'
import { freePort } from './support/metrics/free-port.js'
import { rawExchange } from './support/raw-exchange.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'
import { waitUntil } from './support/wait-until.js'

const database = await migratedDatabase()
const environment = { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret }
const api = await startApi({
  environment: { ...environment, RATE_PER_USER: '40', RATE_PER_ADDRESS: '1000000' },
})
after(async () => {
  await api[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const figures = () => figuresAt(`${api.address}/metrics`)
const token = tokenOf('alice')
const requests = 'taskport_http_requests_total'

test('after known requests the figures are exactly those requests', async () => {
  const before = await figures()
  const created = await call(api.address, '/api/tasks', {
    token,
    method: 'POST',
    body: { title: 'Buy milk' },
  })
  const id = String(/"id":"([^"]+)"/.exec(created.text)?.[1])
  for (let count = 0; count < 3; count += 1) await call(api.address, `/api/tasks/${id}`, { token })
  await call(api.address, `/api/tasks/${crypto.randomUUID()}`, { token })
  await call(api.address, '/api/tasks', { token, method: 'POST', body: { title: '' } })
  await call(api.address, '/api/tasks')
  await call(api.address, '/api/tasks', { token: `${token}x` })
  const after = await figures()
  const grown = (name: string, labels: Record<string, string>) =>
    after.sum(name, labels) - before.sum(name, labels)
  const one = '/api/tasks/:id'
  const expected: [labels: Record<string, string>, count: number][] = [
    [{ method: 'POST', route: '/api/tasks', status: '201' }, 1],
    [{ method: 'POST', route: '/api/tasks', status: '422' }, 1],
    [{ method: 'GET', route: '/api/tasks', status: '401' }, 2],
    [{ method: 'GET', route: one, status: '200' }, 3],
    [{ method: 'GET', route: one, status: '404' }, 1],
    // The scrape from before, which had not ended when it was answered.
    [{ method: 'GET', route: '/metrics', status: '200' }, 1],
  ]
  for (const [labels, count] of expected) assert.equal(grown(requests, labels), count, JSON.stringify(labels))
  assert.equal(grown(requests, {}), 9)
  assert.equal(grown('taskport_http_request_duration_seconds_count', { route: one }), 4)
  assert.equal(grown('taskport_http_request_duration_seconds_bucket', { route: one, le: '+Inf' }), 4)
  assert.equal(grown('taskport_http_tokens_refused_total', { reason: 'no-token' }), 1)
  assert.equal(grown('taskport_http_tokens_refused_total', {}), 2)
  // Five requests with a good token of which one was not valid, each with one turn.
  assert.equal(grown('taskport_db_gate_wait_seconds_count', {}), 5)
  assert.equal(after.sum('taskport_http_requests_in_flight'), 1, 'the scrape itself')
  await waitUntil(async () => {
    const { sum } = await figures()
    return sum('taskport_db_gate_running') + sum('taskport_db_gate_waiting') === 0
  })
  assert.ok(after.sum('taskport_db_connections') >= 1)
})

test('requests over a rate are counted by the rate', async () => {
  const user = tokenOf('hasty')
  const before = (await figures()).sum('taskport_http_rate_limited_total', { limit: 'user' })
  for (let count = 0; count < 45; count += 1) await call(api.address, '/api/tasks/x', { token: user })
  const after = await figures()
  assert.equal(after.sum('taskport_http_rate_limited_total', { limit: 'user' }) - before, 5)
  assert.equal(after.sum('taskport_http_rate_limited_total', { limit: 'address' }), 0)
})

test('whatever method, path or header is sent, the number of series does not grow with it', async () => {
  const series = async () =>
    (await figures()).families
      .flatMap(({ samples }) => samples)
      .filter(({ name }) => name.startsWith('taskport_http_')).length
  const attack = async (round: number) => {
    for (const method of ['PROPFIND', 'PURGE', 'TRACE', 'MKCOL', 'SEARCH', 'QUERY', 'LOCK', 'GET', 'PUT']) {
      const path = `/${round}/${crypto.randomUUID()}/"${'%0a'}{le="1"}`
      await rawExchange(api.address, `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      await rawExchange(
        api.address,
        `${method} /api/tasks/${round} HTTP/1.1\r\nHost: ${round}\r\nAuthorization: Bearer ${round}.${round}.${round}\r\nConnection: close\r\n\r\n`,
      )
    }
    await rawExchange(api.address, `BOGUS${round} / HTTP/1.1\r\n\r\n`)
    await rawExchange(api.address, `GET /%zz${round} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  }
  await attack(1)
  const before = await series()
  for (let round = 10; round < 30; round += 1) await attack(round)
  assert.equal(await series(), before)
})

test('every figure has a name as Prometheus asks, and none tells who a user is or where a request is from', async () => {
  const { families } = await figures()
  assert.ok(families.length > 40)
  for (const { name, type, help, samples } of families) {
    assert.match(name, /^(taskport|process|nodejs)_[a-z0-9_]+$/)
    assert.ok(help.length > 5, name)
    if (name.startsWith('taskport_')) assert.equal(name.endsWith('_total'), type === 'counter', name)
    assert.doesNotMatch(name, /_(ms|milliseconds|kilobytes|percent)(_|$)/)
    for (const { labels } of samples) {
      assert.doesNotMatch(JSON.stringify(labels), /alice|hasty|2bd806c97f0e|127\.0\.0\.1|Bearer/)
    }
  }
  const names = new Set(families.map(({ name }) => name))
  for (const name of [
    'taskport_build_info',
    'taskport_trash_purged_tasks_total',
    'taskport_trash_last_purge_timestamp_seconds',
    'taskport_db_statements_repeated_total',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_eventloop_utilization_summary',
    'nodejs_gc_duration_seconds',
    'nodejs_heap_size_used_bytes',
    'process_resident_memory_bytes',
    'process_open_fds',
    'process_cpu_seconds_total',
  ]) {
    assert.ok(names.has(name), name)
  }
})

test('buckets grow, and the last of them is the count', async () => {
  const { families } = await figures()
  for (const { name, samples } of families.filter(({ type }) => type === 'histogram')) {
    const byLabels = new Map<string, number[]>()
    for (const sample of samples.filter((one) => one.name === `${name}_bucket`)) {
      const { le: _, ...labels } = sample.labels
      const key = JSON.stringify(labels)
      byLabels.set(key, [...(byLabels.get(key) ?? []), sample.value])
    }
    for (const [key, buckets] of byLabels) {
      assert.deepEqual(
        buckets,
        [...buckets].sort((a, b) => a - b),
        name,
      )
      const [count] = samples.filter(
        (one) => one.name === `${name}_count` && JSON.stringify(one.labels) === key,
      )
      assert.equal(buckets.at(-1), count?.value, name)
    }
  }
})

test('on a port of their own the figures are there alone, until the process has stopped', async () => {
  const port = await freePort()
  await using apart = await startApi({ environment: { ...environment, METRICS_PORT: String(port) } })
  const own = `http://127.0.0.1:${port}`
  assert.equal((await fetch(`${apart.address}/metrics`)).status, 404)
  await fetch(`${apart.address}/health/ready`)
  await waitUntil(async () => {
    const { sum } = await figuresAt(`${own}/metrics`)
    return sum(requests, { route: '/health/ready', status: '200' }) === 1
  })
  assert.equal((await fetch(`${own}/metrics?x=1`, { method: 'HEAD' })).status, 200)
  assert.equal((await fetch(`${own}/metrics`, { method: 'POST' })).status, 405)
  for (const path of ['/', '/api/tasks', '/health/live', '/metrics/x'])
    assert.equal((await fetch(own + path)).status, 404, path)
  assert.equal((await apart.stop()).code, 0)
})

test('a port of their own that is taken ends the start with what to do', async () => {
  const port = new URL(api.address).port
  await assert.rejects(
    startApi({ environment: { ...environment, METRICS_PORT: port } }),
    new RegExp(
      `Port ${port} on 127\\.0\\.0\\.1 is in use: stop the program that uses it, or choose another with METRICS_PORT\\.`,
    ),
  )
})
