import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { openHostileApi, outcomeOf } from './support/hostile/hostile-api.js'
import { rawRead } from './support/hostile/raw-read.js'
import { rawExchange } from './support/raw-exchange.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())
const id = randomUUID()
await api.ask('POST /api/tasks', { body: { id, title: 'Buy milk' } })
const one = `/api/tasks/${id}`
const changes = [
  `PUT ${one}`,
  `PATCH ${one}`,
  `PATCH ${one}/complete`,
  `DELETE ${one}`,
  `POST ${one}/restore`,
]

const withBody = (request: string, headers: Readonly<Record<string, string>>) => ({
  headers,
  ...(/^(PUT|PATCH)/.test(request) && !request.endsWith('/complete') ? { body: { title: 'Changed' } } : {}),
})

/** Texts that are neither `*` nor a list of entity tags. */
const noTags = [
  ...[
    '',
    ',',
    ' , ,',
    '1',
    "'1'",
    '"1',
    '1"',
    '"',
    '"""',
    'W/',
    'W/1',
    'w/"1"',
    'W /"1"',
    'W"1"',
    '"1" "2"',
    '"1""2"',
    '"1";"2"',
  ],
  ...[
    '"1"x',
    'x"1"',
    '"1", 2',
    '"1",W/',
    '"a b"',
    '"a\tb"',
    '**',
    '*,*',
    '*, "1"',
    '"1", *',
    'W/*',
    '"1"\u00A0',
    'null',
    '\u201C1\u201D',
  ],
].filter((text) => /^[\t\x20-\x7E\x80-\xFF]*$/.test(text))

/** Lists that are read and hold no version that there is. */
const otherTags = [
  '""',
  '"0"',
  '"01"',
  '"+1"',
  '"1.0"',
  '"1e0"',
  '" "'.replace(' ', '!'),
  'W/"1"',
  '"-1"',
  '"0x1"',
  '"99999999999999999999"',
  '"2", W/"1"',
  '"\u00E9"',
  '"1,1"',
  `"${'9'.repeat(5_000)}"`,
]

test('A condition that cannot be read is refused at every change, and at every read', async () => {
  const before = await api.stored()
  for (const tags of noTags) {
    for (const request of changes) {
      const answer = await api.ask(request, withBody(request, { 'if-match': tags }))
      assert.equal(outcomeOf(answer), '400 MALFORMED_REQUEST', `${request} If-Match: ${tags}`)
    }
    const answer = await api.ask(`GET ${one}`, { headers: { 'if-none-match': tags } })
    assert.equal(outcomeOf(answer), '400 MALFORMED_REQUEST', `If-None-Match: ${tags}`)
  }
  assert.deepEqual(await api.stored(), before)
})

test('A condition on a version that the task has not is refused at every change, and is no match at a read', async () => {
  const before = await api.stored()
  for (const tags of otherTags) {
    for (const request of changes) {
      const answer = await api.ask(request, withBody(request, { 'if-match': tags }))
      assert.equal(outcomeOf(answer), '412 VERSION_CONFLICT', `${request} If-Match: ${tags}`)
    }
    const { status } = await api.ask(`GET ${one}`, { headers: { 'if-none-match': tags } })
    // Weak tags are compared as strong ones where nothing is changed (RFC 9110, section 13.1.2).
    assert.equal(status, tags.includes('W/"1"') ? 304 : 200, `If-None-Match: ${tags}`)
  }
  assert.deepEqual(await api.stored(), before)
})

test('A condition of the other kind is refused rather than not heard', async () => {
  for (const tags of ['*', '"1"', 'x', '']) {
    for (const request of [...changes, 'POST /api/tasks']) {
      const options =
        request === 'POST /api/tasks'
          ? { body: { title: 'x' }, headers: { 'if-none-match': tags } }
          : withBody(request, { 'if-none-match': tags })
      assert.equal(outcomeOf(await api.ask(request, options)), '400 MALFORMED_REQUEST', request)
    }
    assert.equal(
      outcomeOf(await api.ask(`GET ${one}`, { headers: { 'if-match': tags } })),
      '400 MALFORMED_REQUEST',
    )
    const creation = { body: { title: 'x' }, headers: { 'if-match': tags } }
    assert.equal(outcomeOf(await api.ask('POST /api/tasks', creation)), '400 MALFORMED_REQUEST')
  }
})

test('A header of a condition that comes in two lines is one list', async () => {
  const found = await rawExchange(api.address, rawRead(one, 'If-None-Match: "7"', 'If-None-Match: *'))
  assert.match(found, /^HTTP\/1\.1 400 /, 'an asterisk is no element of a list')
  assert.match(
    await rawExchange(api.address, rawRead(one, 'If-None-Match: "7"', 'If-None-Match: "8"')),
    /^HTTP\/1\.1 200 /,
  )
})
