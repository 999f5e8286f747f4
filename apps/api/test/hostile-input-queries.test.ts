import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { openHostileApi, outcomeOf } from './support/hostile/hostile-api.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())

const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk' } })

const malformed = '400 MALFORMED_REQUEST'

/** Outcomes by what stands behind the question mark. */
type Queries = Readonly<Record<string, string>>

const each = (outcome: string, ...queries: readonly string[]): Queries =>
  Object.fromEntries(queries.map((query) => [query, outcome]))

/** Asserts what comes of each query at each of these requests. */
const assertOutcomes = async (requests: readonly string[], queries: Queries): Promise<void> => {
  for (const [query, outcome] of Object.entries(queries)) {
    for (const request of requests) {
      const body =
        /^(POST|PUT|PATCH)/.test(request) && !request.endsWith('/complete') ? { body: { title: 'x' } } : {}
      assert.equal(outcomeOf(await api.ask(`${request}?${query}`, body)), outcome, `${request}?${query}`)
    }
  }
}

const lists = ['GET /api/tasks', 'GET /api/changes']

const everywhere = [
  ...lists,
  'POST /api/tasks',
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /api/tasks/${id}`),
  `PATCH /api/tasks/${id}/complete`,
  `POST /api/tasks/${id}/restore`,
]

test('A limit is plain digits between its bounds, once, at each list', () =>
  assertOutcomes(lists, {
    ...each('200', 'limit=1', 'limit=1000', '%6C%69mit=%35', '&limit=5&', 'limit=5&'),
    ...each('422 /limit OUT_OF_RANGE', 'limit=0', 'limit=1001', 'limit=999999999999999'),
    ...each(
      '422 /limit WRONG_TYPE',
      ...[
        'limit=',
        'limit',
        'limit=0x10',
        'limit=1e2',
        'limit=1E2',
        'limit=%205',
        'limit=5%20',
        'limit=+5',
        'limit=%2B5',
      ],
      ...[
        'limit=05',
        'limit=00',
        'limit=5.0',
        'limit=5.',
        'limit=.5',
        'limit=-1',
        'limit=-0',
        'limit=5n',
        'limit=1_0',
        'limit=1,000',
      ],
      ...[
        'limit=0b101',
        'limit=0o5',
        'limit=NaN',
        'limit=Infinity',
        'limit=null',
        'limit=true',
        'limit=[5]',
        'limit=%225%22',
      ],
      ...[
        'limit=%D9%A5',
        'limit=%EF%BC%95',
        'limit=%E2%91%A4',
        'limit=5%00',
        'limit=%005',
        'limit=5%0A',
        'limit=%EF%BB%BF5',
      ],
      ...[
        'limit=5%E2%80%8B',
        'limit=9007199254740993',
        `limit=${'9'.repeat(400)}`,
        'limit=5;limit=6',
        'limit=5%26limit=6',
      ],
      ...['limit=5&limit=6', 'limit=5&limit=5', 'limit=5&%6Cimit=5', 'limit&limit', 'limit=5&limit='],
    ),
    ...each('422 /limit[] UNKNOWN_FIELD', 'limit[]=5', 'limit%5B%5D=5'),
    'limit[0]=5': '422 /limit[0] UNKNOWN_FIELD',
    'limit[$gt]=5': '422 /limit[$gt] UNKNOWN_FIELD',
    'limit.x=5': '422 /limit.x UNKNOWN_FIELD',
    'Limit=5': '422 /Limit UNKNOWN_FIELD',
    'limit%20=5': '422 /limit  UNKNOWN_FIELD',
    'limit%00=5': '422 /limit\0 UNKNOWN_FIELD',
    'li%E2%80%8Bmit=5': '422 /li\u200Bmit UNKNOWN_FIELD',
    'amp;limit=5': '422 /amp;limit UNKNOWN_FIELD',
  }))

test('What cannot be decoded is refused at every route, wherever it stands in the query', () =>
  assertOutcomes(
    everywhere,
    each(
      malformed,
      ...[
        'x=%',
        'x=%f',
        'x=%zz',
        'x=%ff',
        '%ff=x',
        '%=x',
        'x=1&y=%C3',
        'x=%C3%28',
        'x=%ED%A0%80',
        'x=%C0%AF',
      ],
      ...['x=%F4%90%80%80', 'x=%E0%80%AF', 'x=%25&y=%', 'x=%u0041', 'x=%F0%9F%98'],
    ),
  ))

test('An unknown parameter is refused by its name at every route', () =>
  assertOutcomes(everywhere, {
    'x=1': '422 /x UNKNOWN_FIELD',
    x: '422 /x UNKNOWN_FIELD',
    '=1': '422 / UNKNOWN_FIELD',
    '=': '422 / UNKNOWN_FIELD',
    'userId=bob': '422 /userId UNKNOWN_FIELD',
    'user_id=bob': '422 /user_id UNKNOWN_FIELD',
    '__proto__=1': '422 /__proto__ UNKNOWN_FIELD',
    '__proto__[polluted]=1': '422 /__proto__[polluted] UNKNOWN_FIELD',
    'constructor.prototype.polluted=1': '422 /constructor.prototype.polluted UNKNOWN_FIELD',
    'hasOwnProperty=1': '422 /hasOwnProperty UNKNOWN_FIELD',
    'a~b/c=1': '422 /a~0b~1c UNKNOWN_FIELD',
    '%00=1': '422 /\0 UNKNOWN_FIELD',
    '%0D%0ASet-Cookie:%20a=1': '422 /\r\nSet-Cookie: a UNKNOWN_FIELD',
    'x=1&y=2&x=3': '422 /x UNKNOWN_FIELD, /y UNKNOWN_FIELD',
    '?x=1': '422 /?x UNKNOWN_FIELD',
    'access_token=x': '422 /access_token UNKNOWN_FIELD',
  }))

const choices = { status: 'pending', sort: 'title', order: 'asc', deleted: 'only' }

for (const [name, good] of Object.entries(choices)) {
  test(`Of ${name}, only its choices are taken, once`, () =>
    assertOutcomes(['GET /api/tasks'], {
      ...each('200', `${name}=${good}`, `${name}=%${good.charCodeAt(0).toString(16)}${good.slice(1)}`),
      ...each(
        `422 /${name} NOT_ALLOWED`,
        ...[
          `${name}=`,
          name,
          `${name}=${good.toUpperCase()}`,
          `${name}=${good}%20`,
          `${name}=+${good}`,
          `${name}=${good}%00`,
        ],
        ...[
          `${name}=${good},${good}`,
          `${name}=${good};x`,
          `${name}=null`,
          `${name}=1`,
          `${name}=%E2%80%8B${good}`,
        ],
        ...[
          `${name}=toString`,
          `${name}=__proto__`,
          `${name}=%27%20or%201=1--`,
          `${name}=${'x'.repeat(5_000)}`,
        ],
      ),
      ...each(`422 /${name} WRONG_TYPE`, `${name}=${good}&${name}=${good}`, `${name}&${name}`),
      [`${name}[]=${good}`]: `422 /${name}[] UNKNOWN_FIELD`,
      [`${name.toUpperCase()}=${good}`]: `422 /${name.toUpperCase()} UNKNOWN_FIELD`,
    }))
}

test('Words to search for are a text that leaves something to look for', () =>
  assertOutcomes(['GET /api/tasks'], {
    ...each(
      '200',
      'q=%27%20or%201=1--',
      'q=%25',
      'q=%EF%BF%BF',
      'q=a%0D%0ASet-Cookie:%20x=1',
      'q=%F0%9F%98%80',
      'q=%E2%80%8B',
    ),
    ...each(
      '422 /q BLANK',
      'q=',
      'q',
      'q=+',
      'q=%20%09%0A',
      'q=%C2%A0',
      'q=%E3%80%80',
      'q=%EF%BB%BF',
      'q=%CC%81',
      'q=%CD%84',
    ),
    ...each('422 /q MALFORMED', 'q=%00', 'q=a%00b'),
    ...each(
      '422 /q TOO_LONG',
      `q=${'x'.repeat(201)}`,
      `q=${'%F0%9F%98%80'.repeat(201)}`,
      `q=${'+'.repeat(201)}`,
      `q=x${'+'.repeat(200)}`,
    ),
    ...each('422 /q WRONG_TYPE', 'q=a&q=b'),
    ...each(malformed, 'q=%ED%A0%80', 'q=%ED%B0%80', 'q=%FF', 'q=%C0%80', 'q=%F4%90%80%80'),
    'q[]=a': '422 /q[] UNKNOWN_FIELD',
    'Q=a': '422 /Q UNKNOWN_FIELD',
  }))

test('All that is wrong in a query is named', () =>
  assertOutcomes(['GET /api/tasks'], {
    'status=x&q=&sort=y&order=z&deleted=w&limit=0&v=1':
      '422 /deleted NOT_ALLOWED, /limit OUT_OF_RANGE, /order NOT_ALLOWED, /q BLANK, /sort NOT_ALLOWED, /status NOT_ALLOWED, /v UNKNOWN_FIELD',
  }))

test('After all that, the task is as it was', async () => {
  const { body, status } = await api.ask(`GET /api/tasks/${id}`)
  assert.equal(status, 200)
  assert.equal(at(body, 'data', 'title'), 'Buy milk')
  assert.equal(at(body, 'data', 'version'), 1)
  assert.equal(at((await api.ask('GET /api/tasks')).body, 'data', 'tasks', '1'), undefined)
})
