import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { openHostileApi, outcomeOf } from './support/hostile/hostile-api.js'
import { noIdsLike } from './support/hostile/no-ids.js'
import { rawExchange } from './support/raw-exchange.js'
import { tokenOf } from './support/tokens.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())

const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk' } })

const onOneTask = (segment: string): readonly string[] => [
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /api/tasks/${segment}`),
  `PATCH /api/tasks/${segment}/complete`,
  `POST /api/tasks/${segment}/restore`,
]

const bodyOf = (request: string) =>
  /^P(UT|ATCH)/.test(request) && !request.endsWith('/complete') ? { body: { title: 'Changed' } } : {}

const noIds = noIdsLike(id)

test('A text that is no UUID names no task in an address', async () => {
  const before = await api.stored()
  for (const segment of Object.keys(noIds)) {
    for (const request of onOneTask(segment)) {
      const answer = await api.ask(request, bodyOf(request))
      assert.equal(outcomeOf(answer), '404 TASK_NOT_FOUND', request)
      assert.equal(answer.headers['set-cookie'], undefined)
    }
  }
  assert.deepEqual(await api.stored(), before)
})

test('A text that is no UUID is no id to choose', async () => {
  const before = await api.stored()
  for (const text of ['', ' ', ...Object.values(noIds), 'half \uD800']) {
    const answer = await api.ask('POST /api/tasks', { body: { id: text, title: 'x' } })
    assert.equal(outcomeOf(answer), '422 /id NOT_A_UUID', JSON.stringify(text))
  }
  assert.deepEqual(await api.stored(), before)
})

const undecodable = [
  '%ff',
  `${id}%ff`,
  `%C3${id}`,
  '%',
  `${id}%`,
  '%zz',
  '%ED%A0%80',
  '%c0%af',
  '%C0%80',
  '%F4%90%80%80',
  '%u0041',
]

test('An address that cannot be decoded is refused', async () => {
  for (const segment of undecodable) {
    for (const request of onOneTask(segment)) {
      assert.equal(outcomeOf(await api.ask(request, bodyOf(request))), '400 MALFORMED_REQUEST', request)
    }
  }
})

const versions = Array.from(
  { length: 16 },
  (_, version) => `0f6f1f0e-6d0c-${version.toString(16)}f4e-9f0a-3f6b7d1c2e4a`,
)
const variants = ['0', '7', 'c', 'e', 'f'].map((variant) => `0f6f1f0e-6d0c-4f4e-${variant}f0a-3f6b7d1c2e4b`)
const ends = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']

test('A UUID of any version and variant, nil and max too, is an id, in either case', async () => {
  for (const one of [...versions, ...variants, ...ends]) {
    const upperCase = one.toUpperCase()
    const body = { id: upperCase, title: `Of ${one}` }
    const created = await api.ask('POST /api/tasks', { body })
    assert.equal(created.status, 201, one)
    assert.equal(at(created.body, 'data', 'id'), one)
    assert.equal(created.headers.location, `/api/tasks/${one}`)
    assert.equal(
      (await api.ask('POST /api/tasks', { body: { ...body, id: one } })).status,
      200,
      'the same again',
    )
    for (const spelled of [
      one,
      upperCase,
      one.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`),
    ]) {
      const found = await api.ask(`GET /api/tasks/${spelled}`)
      assert.deepEqual(found.body, created.body, spelled)
    }
    assert.equal((await api.ask(`PATCH /api/tasks/${upperCase}`, { body: { title: 'y' } })).status, 200)
    assert.equal((await api.ask(`DELETE /api/tasks/${upperCase}`)).status, 200)
    assert.equal((await api.ask(`POST /api/tasks/${upperCase}/restore`)).status, 200)
    const [row] = await api.sql('select title from tasks where user_id = $1 and id = $2', 'alice', one)
    assert.equal(row?.title, 'y')
  }
})

test('Addresses that look like another one are not it', async () => {
  const before = await api.stored()
  const outcomes: Readonly<Record<string, string>> = {
    [`/api//tasks/${id}`]: '403',
    [`//api/tasks/${id}`]: '404 ROUTE_NOT_FOUND',
    [`/api/tasks//${id}`]: '404 ROUTE_NOT_FOUND',
    [`/api/./tasks/${id}`]: '403',
    [`/api/x/../tasks/${id}`]: '404 ROUTE_NOT_FOUND',
    [`/API/tasks/${id}`]: '404 ROUTE_NOT_FOUND',
    [`/api/tasks/${id}/x`]: '404 ROUTE_NOT_FOUND',
    [`/api%2Ftasks/${id}`]: '404 ROUTE_NOT_FOUND',
    [`/api\\tasks\\${id}`]: '404 ROUTE_NOT_FOUND',
    [`/api/tasks/${id}/restore/x`]: '404 ROUTE_NOT_FOUND',
    '/api/tasks/..': '404 TASK_NOT_FOUND',
    '/api/tasks/%2e%2e': '404 TASK_NOT_FOUND',
    '/api/tasks/.': '404 TASK_NOT_FOUND',
  }
  for (const [path, outcome] of Object.entries(outcomes)) {
    for (const method of ['GET', 'DELETE']) {
      assert.equal(outcomeOf(await api.ask(`${method} ${path}`)), outcome, `${method} ${path}`)
    }
  }
  assert.deepEqual(await api.stored(), before)
})

test('An address in bytes that no client sends is refused or names nothing', async () => {
  const token = tokenOf('alice')
  for (const path of [
    '/api/tasks/\u00FF',
    '/api/tasks/\u0000',
    '/api/tasks/\u{1F600}',
    '/api/tasks/a b',
    '/api/tasks/\t',
  ]) {
    const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n\r\n`
    assert.match(await rawExchange(api.address, request), /^HTTP\/1\.1 (400|404) /, JSON.stringify(path))
  }
})
