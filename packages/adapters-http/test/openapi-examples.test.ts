import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { openapiDocument } from '../src/index.js'
import { openServer } from './support/open-server.js'
import { nodesOf, object, operationsOf } from './support/openapi.js'
import { schemaValidator } from './support/schema-validator.js'

let document: Readonly<Record<string, unknown>>

before(async () => {
  document = openapiDocument(await openServer())
})

test('every example holds to its own schema', () => {
  const nodes = nodesOf(document)
  const withExamples = nodes.filter(([, { examples }]) => Array.isArray(examples))
  assert.ok(withExamples.length > 10)
  for (const [place, { examples }] of withExamples) {
    const validate = schemaValidator(document, place)
    for (const example of Object.values(object(examples))) validate(example)
  }
  const besideSchemas = nodes.filter(([, node]) => 'schema' in node && 'example' in node)
  assert.ok(besideSchemas.length > 50)
  for (const [place, { example }] of besideSchemas) schemaValidator(document, `${place}/schema`)(example)
})

test('every body that is sent or answered has an example, a problem one of its own status', () => {
  for (const [name, { requestBody, responses }] of operationsOf(document)) {
    const bodies = Object.entries(object(responses)).filter(([status]) => status !== '304')
    for (const [status, body] of [...bodies, ['', requestBody] as const]) {
      if (body === undefined) continue
      for (const media of Object.values(object(object(body).content))) {
        const { example } = object(media)
        assert.notEqual(example, undefined, `${name} ${status}`)
        if (Number(status) >= 400 && name.includes('/api') && !name.includes('{userId}')) {
          assert.equal(object(example).status, Number(status), name)
        }
      }
    }
  }
})

/** Where each header stands in the document, like `ETag 200`. */
const documentedHeaders: Readonly<Record<string, readonly string[]>> = {
  'DELETE /api/tasks/{id}': ['ETag 412'],
  'DELETE /api/{userId}/tasks/{id}': ['ETag 412'],
  'GET /api/changes': [],
  'GET /api/tasks': [],
  'GET /api/tasks/{id}': ['ETag 200', 'ETag 304'],
  'GET /api/{userId}/tasks': [],
  'GET /api/{userId}/tasks/{id}': ['ETag 200', 'ETag 304'],
  'PATCH /api/tasks/{id}': ['ETag 200', 'ETag 412'],
  'PATCH /api/tasks/{id}/complete': ['ETag 200', 'ETag 412'],
  'PATCH /api/{userId}/tasks/{id}': ['ETag 200', 'ETag 412'],
  'PATCH /api/{userId}/tasks/{id}/complete': ['ETag 200', 'ETag 412'],
  'PATCH /api/{userId}/tasks/{id}/uncomplete': ['ETag 200', 'ETag 412'],
  'POST /api/tasks': ['Location 200', 'ETag 200', 'Location 201', 'ETag 201'],
  'POST /api/tasks/{id}/restore': ['ETag 200', 'ETag 412'],
  'POST /api/{userId}/tasks': ['ETag 201'],
  'PUT /api/tasks/{id}': ['ETag 200', 'ETag 412'],
  'PUT /api/{userId}/tasks/{id}': ['ETag 200', 'ETag 412'],
}

const conditions: Readonly<Record<string, string>> = {
  'DELETE /api/tasks/{id}': 'if-match',
  'DELETE /api/{userId}/tasks/{id}': 'if-match',
  'GET /api/tasks/{id}': 'if-none-match',
  'GET /api/{userId}/tasks/{id}': 'if-none-match',
  'PATCH /api/tasks/{id}': 'if-match',
  'PATCH /api/tasks/{id}/complete': 'if-match',
  'PATCH /api/{userId}/tasks/{id}': 'if-match',
  'PATCH /api/{userId}/tasks/{id}/complete': 'if-match',
  'PATCH /api/{userId}/tasks/{id}/uncomplete': 'if-match',
  'POST /api/tasks/{id}/restore': 'if-match',
  'PUT /api/tasks/{id}': 'if-match',
  'PUT /api/{userId}/tasks/{id}': 'if-match',
}

test('the headers of requests and answers are told', () => {
  for (const [name, { parameters = [], responses }] of operationsOf(document)) {
    if (!name.includes('/api')) continue
    const answered = Object.entries(object(responses)).flatMap(([status, response]) =>
      Object.keys(object(object(response).headers ?? {})).map((header) => `${header} ${status}`),
    )
    assert.deepEqual(
      answered.sort(),
      [
        ...(documentedHeaders[name] ?? []),
        'WWW-Authenticate 401',
        'Retry-After 429',
        'Retry-After 503',
      ].sort(),
      name,
    )
    const sent = nodesOf(parameters).filter(([, node]) => node.in === 'header')
    assert.deepEqual(
      sent.map(([, node]) => [node.name, node.required]),
      conditions[name] === undefined ? [] : [[conditions[name], false]],
      name,
    )
  }
})
