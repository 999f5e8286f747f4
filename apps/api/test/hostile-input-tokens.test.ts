import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { openHostileApi, outcomeOf } from './support/hostile/hostile-api.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())

for (const user of ['alice', 'bob']) {
  for (const title of ['Buy milk', 'b\u00FCcher', '\u{1F600} milk', 'last']) {
    await api.ask('POST /api/tasks', { user, body: { title } })
  }
}

const cursorOf = async (query: string, user = 'alice'): Promise<string> => {
  const cursor = at((await api.ask(`GET /api/tasks?${query}&limit=1`, { user })).body, 'data', 'nextCursor')
  assert.ok(typeof cursor === 'string')
  return cursor
}

const sinceOf = async (user = 'alice'): Promise<string> => {
  const since = at((await api.ask('GET /api/changes', { user })).body, 'data', 'since')
  assert.ok(typeof since === 'string')
  return since
}

/** Every byte of a token changed in its lowest and in its highest bit, one at a time. */
const flipped = (token: string): string[] => {
  const bytes = Buffer.from(token, 'base64url')
  return [...bytes.keys()].flatMap((index) =>
    [0x01, 0x80].map((bit) => {
      const other = Buffer.from(bytes)
      other.writeUInt8(other.readUInt8(index) ^ bit, index)
      return other.toString('base64url')
    }),
  )
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Every letter of a token changed for its neighbour: the last one of some means the same bytes. */
const misspelled = (token: string): string[] =>
  [...token].map((letter, index) => {
    const other = alphabet[(alphabet.indexOf(letter) + 1) % alphabet.length]
    return `${token.slice(0, index)}${other}${token.slice(index + 1)}`
  })

/** Tokens made of one that nobody was given. */
const altered = (token: string): string[] => [
  ...flipped(token),
  ...misspelled(token),
  ...[...token].map((_, index) => token.slice(0, index)),
  ...[...token].map((_, index) => token.slice(index + 1)),
  ...['A', 'AA', 'AAA', 'AAAA', '=', '==', ' ', '\n', '\0', '.', '"', '\u200B', token].flatMap((extra) => [
    token + extra,
    extra + token,
  ]),
  token.toUpperCase(),
  token.toLowerCase(),
  [...token].reverse().join(''),
  Buffer.from(Buffer.from(token, 'base64url').toString('hex')).toString('base64url'),
  ...['null', '[]', '{}', '0', '-1', '1e400', '__proto__', "' or 1=1--", '\u{1F600}', 'x'.repeat(5_000)],
]

for (const query of [
  'sort=created',
  'sort=updated&order=asc',
  'sort=title&q=milk',
  'deleted=exclude&status=all',
]) {
  test(`No altered cursor is taken for one: ${query}`, async () => {
    const cursor = await cursorOf(query)
    assert.equal((await api.ask(`GET /api/tasks?${query}&limit=1&cursor=${cursor}`)).status, 200)
    for (const other of altered(cursor).filter((one) => one !== cursor)) {
      const answer = await api.ask(`GET /api/tasks?${query}&cursor=${encodeURIComponent(other)}`)
      assert.equal(outcomeOf(answer), '422 /cursor NOT_OF_THIS_LIST', JSON.stringify(other))
    }
  })
}

test('No altered since is taken for one', async () => {
  const since = await sinceOf()
  assert.equal((await api.ask(`GET /api/changes?since=${since}`)).status, 200)
  for (const other of altered(since).filter((one) => one !== since)) {
    const answer = await api.ask(`GET /api/changes?since=${encodeURIComponent(other)}`)
    assert.equal(outcomeOf(answer), '422 /since NOT_OF_THIS_FEED', JSON.stringify(other))
  }
})

test('A cursor goes on with its own list alone: the same filters, order and owner', async () => {
  const queries = [
    '',
    'status=pending',
    'q=milk',
    'q=MILK',
    'q=milk+',
    'sort=title',
    'sort=updated',
    'order=asc',
    'sort=title&order=asc',
    'sort=title&q=milk',
  ]
  for (const query of queries) {
    const cursor = await cursorOf(query)
    for (const other of [...queries, 'deleted=only', 'status=completed']) {
      const expected = other === query ? '200' : '422 /cursor NOT_OF_THIS_LIST'
      const answer = await api.ask(`GET /api/tasks?${other}&cursor=${cursor}`)
      assert.equal(outcomeOf(answer), expected, `a cursor of "${query}" at "${other}"`)
    }
    const ofBob = await cursorOf(query, 'bob')
    const answer = await api.ask(`GET /api/tasks?${query}&cursor=${ofBob}`)
    assert.equal(outcomeOf(answer), '422 /cursor NOT_OF_THIS_LIST', 'another owner’s')
  }
})

test('A cursor is no since, a since is no cursor, and neither is given twice or empty', async () => {
  const cursor = await cursorOf('sort=updated')
  const since = await sinceOf()
  const outcomes: Readonly<Record<string, string>> = {
    [`/api/changes?since=${cursor}`]: '422 /since NOT_OF_THIS_FEED',
    [`/api/changes?since=${await sinceOf('bob')}`]: '422 /since NOT_OF_THIS_FEED',
    [`/api/changes?since=${since}&since=${since}`]: '422 /since WRONG_TYPE',
    '/api/changes?since=': '422 /since NOT_OF_THIS_FEED',
    [`/api/changes?cursor=${cursor}`]: '422 /cursor UNKNOWN_FIELD',
    [`/api/tasks?sort=updated&cursor=${since}`]: '422 /cursor NOT_OF_THIS_LIST',
    [`/api/tasks?sort=updated&cursor=${cursor}&cursor=${cursor}`]: '422 /cursor WRONG_TYPE',
    '/api/tasks?cursor=': '422 /cursor NOT_OF_THIS_LIST',
    '/api/tasks?cursor': '422 /cursor NOT_OF_THIS_LIST',
    [`/api/tasks?since=${since}`]: '422 /since UNKNOWN_FIELD',
    '/api/tasks?cursor=%ff': '400 MALFORMED_REQUEST',
    '/api/changes?since=%ff': '400 MALFORMED_REQUEST',
  }
  for (const [path, outcome] of Object.entries(outcomes)) {
    assert.equal(outcomeOf(await api.ask(`GET ${path}`)), outcome, path)
  }
})
