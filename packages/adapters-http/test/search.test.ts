import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { problemIn, wrongFields } from './support/problem.js'
import { titlesIn } from './support/titles.js'

const tasks: readonly { readonly title: string; readonly description?: string }[] = [
  { title: 'Buy milk', description: 'Two litres, 3.5% fat' },
  { title: 'Café crème', description: 'at the ÉCOLE' },
  { title: 'snake_case', description: 'C:\\temp\\*' },
  { title: 'Plan 100%', description: "it's 'quoted' & (grouped) | or !not" },
  { title: 'Straße \u{1F600}' },
]

let app: FastifyInstance

before(async () => {
  app = await openServer()
  for (const body of tasks) await call(app, 'POST /api/tasks', { body })
  await call(app, 'POST /api/tasks', { user: 'bob', body: { title: 'Milk of Bob' } })
})

const found: readonly [words: string, ...titles: string[]][] = [
  ['milk', 'Buy milk'],
  ['MILK', 'Buy milk'],
  ['il', 'Buy milk'],
  ['milk buy', 'Buy milk'],
  ['buy  \t milk\n', 'Buy milk'],
  ['milk litres', 'Buy milk'],
  ['milk milk', 'Buy milk'],
  ['milk bread'],
  ['buymilk'],
  ['cafe', 'Café crème'],
  ['CAFE\u0301 creme', 'Café crème'],
  ['crème école', 'Café crème'],
  ['ecole', 'Café crème'],
  ['%', 'Plan 100%', 'Buy milk'],
  ['%%'],
  ['100%', 'Plan 100%'],
  ['_', 'snake_case'],
  ['snake_case', 'snake_case'],
  ['snakeXcase'],
  ['\\', 'snake_case'],
  ['\\temp', 'snake_case'],
  ['\\\\'],
  ['*', 'snake_case'],
  ['.*'],
  ["'quoted'", 'Plan 100%'],
  ['&', 'Plan 100%'],
  ['| !not', 'Plan 100%'],
  ["' or 1=1 --"],
  ['straße', 'Straße \u{1F600}'],
  ['\u{1F600}', 'Straße \u{1F600}'],
  ['of'],
]

for (const [words, ...titles] of found) {
  test(`a search for ${JSON.stringify(words)} finds the tasks that have each word, as it is`, async () => {
    assert.deepEqual(await titlesIn(app, `/api/tasks?q=${encodeURIComponent(words)}`), titles)
  })
}

test('a plus sign in the address is a space, and an encoded one is itself', async () => {
  assert.deepEqual(await titlesIn(app, '/api/tasks?q=milk+buy'), ['Buy milk'])
  assert.deepEqual(await titlesIn(app, '/api/tasks?q=milk%2Bbuy'), [])
})

test('nothing to search for is refused, by its parameter’s name', async () => {
  for (const query of ['q=', 'q', 'q=+', 'q=%20%09%0A', 'q=%C2%A0', 'q=+++']) {
    assert.deepEqual(wrongFields(await call(app, `GET /api/tasks?${query}`)), ['/q BLANK'], query)
  }
  const { detail } = problemIn(await call(app, 'GET /api/tasks?q='), 422, 'INVALID_REQUEST')
  assert.match(detail, /\bq\b/)
})

test('words are at most 200 characters together', async () => {
  assert.deepEqual(await titlesIn(app, `/api/tasks?q=${'x'.repeat(200)}`), [])
  assert.deepEqual(await titlesIn(app, `/api/tasks?q=${encodeURIComponent('\u{1F600}'.repeat(200))}`), [])
  for (const words of ['x'.repeat(201), '\u{1F600}'.repeat(201), `x${' '.repeat(200)}`]) {
    const response = await call(app, `GET /api/tasks?q=${encodeURIComponent(words)}`)
    assert.deepEqual(wrongFields(response), ['/q TOO_LONG'])
  }
})

test('what no text can hold is refused, and so are two searches', async () => {
  assert.deepEqual(wrongFields(await call(app, 'GET /api/tasks?q=%00')), ['/q MALFORMED'])
  assert.deepEqual(wrongFields(await call(app, 'GET /api/tasks?q=a&q=b')), ['/q WRONG_TYPE'])
  for (const query of ['q=%ED%A0%80', 'q=%ff', 'q=%']) {
    problemIn(await call(app, `GET /api/tasks?${query}`), 400, 'MALFORMED_REQUEST')
  }
})
