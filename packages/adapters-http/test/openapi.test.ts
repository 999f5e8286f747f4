import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openapiDocument } from '../src/index.js'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { type Json, nodesOf, object, operationsOf } from './support/openapi.js'
import { schemaValidator } from './support/schema-validator.js'

let app: FastifyInstance
let document: Json

before(async () => {
  app = await openServer()
  document = object((await call(app, 'GET /openapi.json', { user: null })).json())
})

test('the document is served without a token, as it is exported', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(openapiDocument(app))), document)
  assert.equal(document.openapi, '3.1.0')
  const info = object(document.info)
  assert.ok(info.title && info.version && info.description)
})

test('every operation says what it is for, and what it answers', () => {
  const operations = operationsOf(document)
  assert.deepEqual(operations.map(([name]) => name).sort(), [
    'DELETE /api/tasks/{id}',
    'DELETE /api/{userId}/tasks/{id}',
    'GET /api/changes',
    'GET /api/tasks',
    'GET /api/tasks/{id}',
    'GET /api/{userId}/tasks',
    'GET /api/{userId}/tasks/{id}',
    'GET /health/live',
    'GET /health/ready',
    'PATCH /api/tasks/{id}',
    'PATCH /api/tasks/{id}/complete',
    'PATCH /api/{userId}/tasks/{id}',
    'PATCH /api/{userId}/tasks/{id}/complete',
    'PATCH /api/{userId}/tasks/{id}/uncomplete',
    'POST /api/tasks',
    'POST /api/tasks/{id}/restore',
    'POST /api/{userId}/tasks',
    'PUT /api/tasks/{id}',
    'PUT /api/{userId}/tasks/{id}',
  ])
  const ids = operations.map(([, { operationId }]) => operationId)
  assert.equal(new Set(ids).size, operations.length, 'operation ids are unique')
  const tags = nodesOf(document.tags).map(([, { name }]) => name)

  for (const [name, operation] of operations) {
    assert.match(String(operation.operationId), /^[a-z][A-Za-z]+$/, name)
    assert.ok(typeof operation.summary === 'string' && operation.summary !== '', name)
    assert.ok(Array.isArray(operation.tags) && operation.tags.every((tag) => tags.includes(tag)), name)
    const responses = object(operation.responses)
    assert.ok(
      Object.keys(responses).some((status) => status.startsWith('2')),
      name,
    )
    for (const [status, response] of Object.entries(responses)) {
      const { description, content } = object(response)
      assert.ok(
        typeof description === 'string' && description !== '' && description !== 'Default Response',
        `${name} ${status}`,
      )
      if (status === '304') {
        assert.equal(content, undefined, name)
        continue
      }
      const isProblem = name.includes('/api') && !name.includes('{userId}') && Number(status) >= 400
      const type = isProblem ? 'application/problem+json' : 'application/json'
      assert.deepEqual(Object.keys(object(content)), [type], `${name} ${status}`)
    }
  }
})

test('every operation of the API can be refused in the same ways, and asks for a token', () => {
  assert.deepEqual(document.security, [{ bearer: [] }])
  for (const [name, { responses, requestBody, security }] of operationsOf(document)) {
    if (!name.includes(' /api')) {
      assert.deepEqual(security, [], name)
      continue
    }
    assert.equal(security, undefined, name)
    const statuses = Object.keys(object(responses))
    const expected = ['400', '401', '422', '500', '503']
    if (requestBody !== undefined) expected.push('413', '415')
    if (name.includes('{id}')) expected.push('404')
    if (name.includes('{userId}')) expected.push('403')
    assert.deepEqual(
      expected.filter((status) => !statuses.includes(status)),
      [],
      name,
    )
  }
})

const unreadable = {
  'of another type': { body: 'x', headers: { 'content-type': 'text/plain' } },
  'in another charset': { body: '{}', headers: { 'content-type': 'application/json; charset=latin1' } },
  compressed: { body: '{}', headers: { 'content-encoding': 'gzip' } },
  'too large': { body: ' '.repeat(70_000) },
}
for (const [form, request] of Object.entries(unreadable)) {
  test(`what answers a body ${form} is told, where none is needed too`, async () => {
    for (const [name, { responses }] of operationsOf(document)) {
      const address = name
        .replace('{userId}', 'alice')
        .replace('{id}', '00000000-0000-7000-8000-000000000001')
      const { statusCode } = await call(app, address, request)
      assert.ok(Object.hasOwn(object(responses), statusCode), `${name} ${statusCode}`)
    }
  })
}

test('every parameter of a path is declared', () => {
  for (const [name, { parameters = [] }] of operationsOf(document)) {
    const declared = nodesOf(parameters)
      .filter(([, node]) => node.in === 'path')
      .map(([, node]) => node.name)
    assert.deepEqual(
      declared,
      [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter),
      name,
    )
  }
})

test('every $ref leads somewhere', () => {
  const places = new Map(nodesOf(document))
  const references = [...places.values()].flatMap(({ $ref }) => ($ref === undefined ? [] : [$ref]))
  assert.ok(references.length > 10)
  for (const reference of references) assert.ok(places.has(String(reference)), String(reference))
})

test('a body that may be left out is told to be so, and every other one is required', () => {
  for (const [name, { requestBody }] of operationsOf(document)) {
    if (requestBody === undefined) continue
    assert.equal(object(requestBody).required, !name.endsWith('/complete'), name)
  }
})

test('the document speaks JSON Schema alone, and tells the domain’s limits', () => {
  assert.doesNotMatch(JSON.stringify(document), /domainRule|"\$id"|"nullable"/)
  for (const method of ['post', 'put', 'patch']) {
    const path = method === 'post' ? '/api/tasks' : '/api/tasks/{id}'
    const operation = object(object(object(document.paths)[path])[method])
    const schema = object(object(object(object(operation.requestBody).content)['application/json']).schema)
    const { title, description, id } = object(schema.properties)
    assert.equal(schema.additionalProperties, false)
    assert.deepEqual([object(title).minLength, object(title).maxLength], [1, 255])
    assert.equal(object(description).maxLength, 1_000)
    assert.deepEqual(object(description).type, ['string', 'null'])
    if (method === 'post') assert.deepEqual([object(id).format, schema.required], ['uuid', ['title']])
    else assert.deepEqual([id, schema.required], [undefined, undefined])
  }
  const list = object(object(object(document.paths)['/api/tasks']).get)
  const limit = nodesOf(list.parameters).find(([, { name }]) => name === 'limit')?.[1]
  const { type, minimum, maximum, default: fallback } = object(limit?.schema)
  assert.deepEqual([type, minimum, maximum, fallback], ['integer', 1, 1_000, 1_000])
})

test('what the API answers holds to its schemas', async () => {
  const answers = async (request: string, place: string, body?: unknown) => {
    const response = await call(app, request, { body })
    const status = `${place}/responses/${response.statusCode}/content/application~1json/schema`
    schemaValidator(document, status)(response.json())
    return response
  }
  const created = await answers('POST /api/tasks', '#/paths/~1api~1tasks/post', {
    title: 'x',
    description: 'y',
  })
  const one = `/api/tasks/${created.json().data.id}`
  const place = '#/paths/~1api~1tasks~1%7Bid%7D'
  await answers('POST /api/tasks', '#/paths/~1api~1tasks/post', {
    id: created.json().data.id,
    title: 'x',
    description: 'y',
  })
  await answers('GET /api/tasks', '#/paths/~1api~1tasks/get')
  await answers(`GET ${one}`, `${place}/get`)
  await answers(`PUT ${one}`, `${place}/put`, { status: 'completed' })
  await answers(`PATCH ${one}`, `${place}/patch`, { description: null })
  await answers(`PATCH ${one}/complete`, `${place}~1complete/patch`)
  await answers(`DELETE ${one}`, `${place}/delete`)
  await answers(`POST ${one}/restore`, `${place}~1restore/post`)
  await answers('GET /api/changes?limit=1', '#/paths/~1api~1changes/get')
  const plain = '#/paths/~1api~1%7BuserId%7D~1tasks'
  const plainOne = await answers('POST /api/alice/tasks', `${plain}/post`, { title: 'x', completed: true })
  const path = `/api/alice/tasks/${plainOne.json().id}`
  await answers('GET /api/alice/tasks', `${plain}/get`)
  await answers(`GET ${path}`, `${plain}~1%7Bid%7D/get`)
  await answers(`PUT ${path}`, `${plain}~1%7Bid%7D/put`, { description: '' })
  await answers(`PATCH ${path}/complete`, `${plain}~1%7Bid%7D~1complete/patch`)
  await answers(`DELETE ${path}`, `${plain}~1%7Bid%7D/delete`)
  await answers(`DELETE ${path}`, `${plain}~1%7Bid%7D/delete`)
  await answers('GET /health/live', '#/paths/~1health~1live/get')
  await answers('GET /health/ready', '#/paths/~1health~1ready/get')
})
