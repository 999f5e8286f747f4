import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { wrongFields } from './support/problem.js'

const id = '00000000-0000-7000-8000-000000000001'
const astral = '\u{1F600}'

const invisible = [
  ' ',
  '\n\t',
  '\u00A0\u2003',
  '\u200B',
  '\u200D\uFEFF',
  '\u2800',
  '\u3164',
  '\u0001',
  '\u00AD',
]

/** What is wrong with a title or description, whether the task is created or changed. */
const wrongContents: readonly [name: string, content: unknown, ...errors: string[]][] = [
  ['a number as the title', { title: 5 }, '/title WRONG_TYPE'],
  ['a boolean as the title', { title: true }, '/title WRONG_TYPE'],
  ['null as the title', { title: null }, '/title WRONG_TYPE'],
  ['a list as the title', { title: ['Buy milk'] }, '/title WRONG_TYPE'],
  ['an object as the title', { title: { toString: 'Buy milk' } }, '/title WRONG_TYPE'],
  ['an empty title', { title: '' }, '/title BLANK'],
  ['a title of 256 characters', { title: 'x'.repeat(256) }, '/title TOO_LONG'],
  ['a title of 256 astral characters', { title: astral.repeat(256) }, '/title TOO_LONG'],
  ['a title with U+0000', { title: 'a\0b' }, '/title MALFORMED'],
  ['a title with half of a surrogate pair', { title: 'a\uD83D' }, '/title MALFORMED'],
  ['a title with the halves of a pair swapped', { title: '\uDE00\uD83D' }, '/title MALFORMED'],
  ['a number as the description', { title: 'x', description: 0 }, '/description WRONG_TYPE'],
  ['a boolean as the description', { title: 'x', description: false }, '/description WRONG_TYPE'],
  ['a list as the description', { title: 'x', description: [] }, '/description WRONG_TYPE'],
  ['an object as the description', { title: 'x', description: {} }, '/description WRONG_TYPE'],
  [
    'a description of 1,001 characters',
    { title: 'x', description: 'x'.repeat(1_001) },
    '/description TOO_LONG',
  ],
  ['a description with U+0000', { title: 'x', description: '\0' }, '/description MALFORMED'],
  ['a description with half of a pair', { title: 'x', description: '\uDE00' }, '/description MALFORMED'],
  ['a status of no such name', { title: 'x', status: 'done' }, '/status NOT_ALLOWED'],
  ['a status in capitals', { title: 'x', status: 'Pending' }, '/status NOT_ALLOWED'],
  ['a number as the status', { title: 'x', status: 5 }, '/status WRONG_TYPE'],
  ['null as the status', { title: 'x', status: null }, '/status WRONG_TYPE'],
  ['an empty status', { title: 'x', status: '' }, '/status NOT_ALLOWED'],
  ['userId', { title: 'x', userId: 'bob' }, '/userId UNKNOWN_FIELD'],
  ['user_id', { title: 'x', user_id: 'bob' }, '/user_id UNKNOWN_FIELD'],
  ['ownerId', { title: 'x', ownerId: 'bob' }, '/ownerId UNKNOWN_FIELD'],
  ['version', { title: 'x', version: 1 }, '/version UNKNOWN_FIELD'],
  ['completedAt', { title: 'x', completedAt: null }, '/completedAt UNKNOWN_FIELD'],
  ['deletedAt', { title: 'x', deletedAt: null }, '/deletedAt UNKNOWN_FIELD'],
  ['constructor', { title: 'x', constructor: {} }, '/constructor UNKNOWN_FIELD'],
  ['toString', { title: 'x', toString: 'y' }, '/toString UNKNOWN_FIELD'],
  ['a field without a name', { title: 'x', '': 1 }, '/ UNKNOWN_FIELD'],
  ['a field named in capitals', { title: 'x', Title: 'y' }, '/Title UNKNOWN_FIELD'],
  ['a name with / and ~', { title: 'x', 'a/b~c': 1 }, '/a~1b~0c UNKNOWN_FIELD'],
  [
    'everything at once',
    { title: 5, description: {}, status: 'done', userId: 'bob', other: 1 },
    '/description WRONG_TYPE',
    '/other UNKNOWN_FIELD',
    '/status NOT_ALLOWED',
    '/title WRONG_TYPE',
    '/userId UNKNOWN_FIELD',
  ],
  [
    'both texts at once',
    { title: ' ', description: 'x'.repeat(1_001) },
    '/description TOO_LONG',
    '/title BLANK',
  ],
  ...invisible.map((title): [string, unknown, string] => [
    `only ${JSON.stringify(title)} as the title`,
    { title },
    '/title BLANK',
  ]),
]

for (const request of ['POST /api/tasks', `PUT /api/tasks/${id}`, `PATCH /api/tasks/${id}`]) {
  test(`${request} refuses each wrong content, naming all that is wrong`, async (t) => {
    const app = await openServer()
    await call(app, 'POST /api/tasks', { body: { title: 'Buy milk' } })
    const before = (await call(app, 'GET /api/tasks')).body
    for (const [name, body, ...errors] of wrongContents) {
      await t.test(name, async () => {
        assert.deepEqual(wrongFields(await call(app, request, { body })), errors)
      })
    }
    assert.equal((await call(app, 'GET /api/tasks')).body, before, 'nothing was changed by any of it')
  })
}

/** JSON that JavaScript would not write so. */
const wrongTexts: readonly [name: string, json: string, ...errors: string[]][] = [
  ['__proto__', '{"title":"x","__proto__":{"userId":"bob"}}', '/__proto__ UNKNOWN_FIELD'],
  [
    'the title in __proto__ alone',
    '{"__proto__":{"title":"x"}}',
    '/__proto__ UNKNOWN_FIELD',
    '/title REQUIRED',
  ],
  ['a title twice', '{"title":"a","title":"b"}', '/title DUPLICATE_FIELD'],
  ['the same title twice', '{"title":"a","title":"a"}', '/title DUPLICATE_FIELD'],
  ['a title twice, once escaped', '{"title":"a","\\u0074itle":"b"}', '/title DUPLICATE_FIELD'],
  ['a title twice, with space between', '{ "title" :\n"a",\t"title"\r:"b" }', '/title DUPLICATE_FIELD'],
  ['a title thrice', '{"title":"a","title":"b","title":"c"}', '/title DUPLICATE_FIELD'],
  ['an unknown field twice', '{"title":"x","a/b":1,"a/b":2}', '/a~1b DUPLICATE_FIELD'],
  ['__proto__ twice', '{"title":"x","__proto__":1,"__proto__":2}', '/__proto__ DUPLICATE_FIELD'],
  [
    'two fields twice',
    '{"title":"a","status":"pending","title":"b","status":"pending"}',
    '/status DUPLICATE_FIELD',
    '/title DUPLICATE_FIELD',
  ],
  ['a field twice deep inside', '{"title":"x","description":{"a":1,"a":2}}', '/description WRONG_TYPE'],
  ['1e400', '{"title":1e400}', '/title WRONG_TYPE'],
  ['half of a pair, escaped', '{"title":"\\ud83d"}', '/title MALFORMED'],
  ['U+0000, escaped', '{"title":"\\u0000"}', '/title MALFORMED'],
  ['nothing', '', ' REQUIRED'],
  ['null', 'null', ' REQUIRED'],
  ['a list', '[{"title":"x"}]', ' REQUIRED'],
  ['a text', '"title"', ' REQUIRED'],
  ['a number', '1e400', ' REQUIRED'],
  ['an empty object', '{}', '/title REQUIRED'],
  [
    '3,000 levels of nesting',
    `{"title":"x","description":${'['.repeat(3_000)}${']'.repeat(3_000)}}`,
    '/description WRONG_TYPE',
  ],
  [
    '3,000 objects in one another',
    `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
    '/a UNKNOWN_FIELD',
    '/title REQUIRED',
  ],
]

test('POST refuses what only a hand-written text says', async (t) => {
  const app = await openServer()
  for (const [name, body, ...errors] of wrongTexts) {
    await t.test(name, async () => {
      const response = await call(app, 'POST /api/tasks', { body })
      assert.deepEqual(wrongFields(response), errors)
    })
  }
  assert.deepEqual((await call(app, 'GET /api/tasks')).json().data.tasks, [])
})

test('a name that stands in a text, or twice in different objects, is given once', async () => {
  const app = await openServer()
  const body = '{"title":"\\"title\\":1,\\"title\\":2","description":"{\\\\\\"title\\":"}'
  assert.equal((await call(app, 'POST /api/tasks', { body })).statusCode, 201)
})

test('the longest texts are taken, counted in characters', async () => {
  const app = await openServer()
  const longest = [
    { title: 'x'.repeat(255), description: 'y'.repeat(1_000) },
    { title: astral.repeat(255), description: astral.repeat(1_000) },
    { title: `  ${'x'.repeat(255)}\n`, description: '' },
  ]
  for (const body of longest) {
    const response = await call(app, 'POST /api/tasks', { body })
    assert.equal(response.statusCode, 201)
    assert.equal(response.json().data.title, body.title.trim())
    assert.equal(response.json().data.description, body.description)
  }
})
