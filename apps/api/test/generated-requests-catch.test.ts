import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { call } from './support/call.js'
import { migratedDatabase } from './support/database.js'
import { openCarelessServer } from './support/generated/careless-server.js'
import { json } from './support/generated/json.js'
import { carelessServers, lenientServers } from './support/generated/mistakes.js'
import { type Operation, operationsOf } from './support/generated/operations.js'
import { searchValid, searchWrong } from './support/generated/search-operations.js'
import { type Target, targetAt } from './support/generated/send-request.js'
import { validValue } from './support/generated/valid-value.js'
import { startApi } from './support/start-api.js'
import { secret, tokenOf } from './support/tokens.js'

const resources = new AsyncDisposableStack()
after(() => resources.disposeAsync())
const database = resources.use(await migratedDatabase())
const api = resources.use(
  await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
)
const document = json((await call(api.address, '/openapi.json')).body)
const operations = operationsOf(document)

/** The same requests in every run, so that what is found is found again. */
const search = { seed: 1, shrink: false }

/** Sends what a document allows: answers how the first request went that was not answered as the document says. */
const firstMistake = (target: Target, all: readonly Operation[]): Promise<string | null> =>
  searchValid(target, all, { min: 5, max: 40 }, { count: 300, lanes: 2, ...search })

const userId = `user-${randomUUID()}`
const taskId = randomUUID()
const given = await call(api.address, '/api/tasks', {
  method: 'POST',
  token: tokenOf(userId),
  body: { id: taskId, title: 'Buy milk', description: 'Two litres' },
})
assert.equal(given.status, 201)

/** Each way of sending something: enough to find what every operation has in common. */
const some = ['GET /api/tasks', 'POST /api/tasks', 'DELETE /api/tasks/{id}']

/** Asserts that something that a document does not allow is not refused in this way. */
const assertLenient = async (target: Target, all: readonly Operation[], mistake: RegExp): Promise<void> => {
  const found: string[] = []
  for (const operation of all.filter(({ name }) => some.includes(name))) {
    const mistakes = await searchWrong(
      target,
      operation,
      { taskId, userId },
      { count: 4, until: mistake, ...search },
    )
    if (mistakes.some((one) => mistake.test(one))) return
    found.push(...mistakes)
  }
  assert.fail(found.join('\n') || 'nothing was found')
}

for (const [name, { found, ...carelessness }] of Object.entries(carelessServers)) {
  test(`A server is caught by what the document allows: ${name}`, async () => {
    await using server = await openCarelessServer(api.address, carelessness)
    using target = targetAt(server.address)
    assert.match((await firstMistake(target, operations)) ?? 'nothing was found', found)
  })
}

for (const [name, { found, ...carelessness }] of Object.entries(lenientServers)) {
  test(`A server is caught by what the document does not allow: ${name}`, async () => {
    await using server = await openCarelessServer(api.address, carelessness)
    using target = targetAt(server.address)
    await assertLenient(target, operations, found)
  })
}

/** The operations of the document with some of its members changed; one that becomes undefined is left out. */
const altered = (change: (name: string, value: unknown) => unknown): readonly Operation[] => {
  const text = JSON.stringify(document)
  const other: unknown = JSON.parse(text, change)
  assert.notEqual(JSON.stringify(other), text, 'The document does not say that')
  return operationsOf(json(other))
}

/** Changes the members of this name and value. */
const replaced = (member: string, from: unknown, to: unknown): readonly Operation[] =>
  altered((name, value) => (name === member && JSON.stringify(value) === JSON.stringify(from) ? to : value))

const statuses = ['pending', 'completed']

const tooMuch: Readonly<Record<string, readonly [operations: readonly Operation[], found: RegExp]>> = {
  'a longer title': [replaced('maxLength', 255, 300), /422 is not explained/],
  'a longer search': [replaced('maxLength', 200, 201), /422 is not explained/],
  'longer pages': [replaced('maximum', 1_000, 1_001), /422 is not explained/],
  'another status of a task': [replaced('enum', statuses, [...statuses, 'archived']), /422 is not explained/],
  'descriptions with any character': [
    replaced('pattern', '^[^\\u0000]*$', undefined),
    /422 is not explained/,
  ],
  'any text as a condition': [
    altered((name, value) => (name === 'pattern' && String(value).includes('W/') ? '^x' : value)),
    /400 is not explained/,
  ],
  'that an id is never taken': [
    altered((name, value) => (name === '409' ? undefined : value)),
    /knows no 409/,
  ],
  'that a task is always sent': [
    altered((name, value) => (name === '304' ? undefined : value)),
    /knows no 304/,
  ],
  'instants of another form': [replaced('format', 'date-time', 'uuid'), /must match format "uuid"/],
}

for (const [name, [all, found]] of Object.entries(tooMuch)) {
  test(`A document is caught that promises too much: ${name}`, async () => {
    using target = targetAt(api.address)
    assert.match((await firstMistake(target, all)) ?? 'nothing was found', found)
  })
}

const tooLittle: Readonly<Record<string, readonly [operations: readonly Operation[], found: RegExp]>> = {
  'a shorter title': [replaced('maxLength', 255, 200), /title: too long/],
  'no null': [replaced('type', ['string', 'null'], 'string'), /description: null for string/],
  'no creation without a description': [
    replaced('required', ['title'], ['title', 'description']),
    /without description/,
  ],
  'shorter pages': [replaced('maximum', 1_000, 999), /limit in the query: out of range/],
}

for (const [name, [all, found]] of Object.entries(tooLittle)) {
  test(`A document is caught that promises too little: ${name}`, async () => {
    using target = targetAt(api.address)
    await assertLenient(target, all, found)
  })
}

test('A schema that says what nobody here understands is not half obeyed', () => {
  assert.throws(
    () => validValue({ type: 'string', contentEncoding: 'base64' }),
    /what contentEncoding allows/,
  )
  assert.throws(() => validValue({ type: 'string', format: 'email' }), /what the format email/)
})
