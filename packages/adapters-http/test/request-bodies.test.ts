import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HttpProblemError } from '../src/problems/http-problem.js'
import { duplicateMembers } from '../src/validation/duplicate-members.js'
import { parseJsonBody } from '../src/validation/json-body.js'
import { pointerTo } from '../src/validation/json-pointer.js'
import { quotedName } from '../src/validation/quoted-name.js'

const problemOf = (body: Uint8Array) => {
  try {
    parseJsonBody(body)
  } catch (error) {
    assert.ok(error instanceof HttpProblemError)
    return { problem: error.problem, cause: error.cause }
  }
  assert.fail('the body was taken')
}

describe('a body is read as the JSON that it is', () => {
  const bodies = [
    '{}',
    'null',
    '[1,"x"]',
    '{"title":"\u{1F600}"}',
    ' {"a" : {"b":[]}} ',
    '{"a":{"b":1},"b":2}',
  ]
  for (const body of bodies) {
    test(body, () => assert.deepEqual(parseJsonBody(Buffer.from(body)), JSON.parse(body)))
  }

  test('and none as nothing', () => assert.equal(parseJsonBody(new Uint8Array()), undefined))
})

test('what is not JSON, and what is not UTF-8, is refused as that, and why is kept for the log', () => {
  for (const [bytes, detail] of [
    [Buffer.from('{"a":1'), 'The request body is not JSON.'],
    [Buffer.from('\uFEFF{}'), 'The request body is not JSON.'],
    [Buffer.from(' '), 'The request body is not JSON.'],
    [Uint8Array.of(0x22, 0xff, 0x22), 'The request body is not UTF-8.'],
    [Uint8Array.of(0x22, 0xc3), 'The request body is not UTF-8.'],
  ] as const) {
    const { problem, cause } = problemOf(bytes)
    assert.deepEqual([problem.status, problem.code, problem.detail], [400, 'MALFORMED_REQUEST', detail])
    assert.ok(cause instanceof Error)
  }
})

test('each member that is given twice is named once, in the order of its repetition', () => {
  const { problem } = problemOf(Buffer.from('{"a/b":1,"c":2,"c":3,"a/b":4,"c":5}'))
  assert.deepEqual(
    [problem.status, problem.errors],
    [
      422,
      [
        { pointer: '/c', code: 'DUPLICATE_FIELD', message: 'The field "c" is given more than once.' },
        { pointer: '/a~1b', code: 'DUPLICATE_FIELD', message: 'The field "a/b" is given more than once.' },
      ],
    ],
  )
})

describe('the members that an object gives more than once', () => {
  const texts: readonly [json: string, ...names: string[]][] = [
    ['{}'],
    ['{"a":1,"b":2}'],
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"a" :1,"a"\t:2,"b"\n:3,"b"\r:4}', 'a', 'b'],
    ['{"a"  \n\t\r :1,"a":2}', 'a'],
    ['{"a":"a","b":"a"}'],
    ['{"a":"\\"a\\":","b":1}'],
    ['{"a":"\\\\","a":1}', 'a'],
    ['{"a\\"":1,"a\\"":2}', 'a"'],
    ['{"a":{"a":1},"b":{"a":1,"a":2}}'],
    ['{"a":[{"a":1},{"a":2}],"b":1}'],
    ['{"a":[],"a":{}}', 'a'],
    ['{"a":{},"b":[],"a":1}', 'a'],
    ['[{"a":1,"b":2},"a","a"]'],
    ['[["a","a"],"a"]'],
    ['["a","a"]'],
    ['"a"'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a":1,"a":2,"a":3}', 'a'],
  ]
  for (const [json, ...names] of texts) {
    test(json, () => assert.deepEqual(duplicateMembers(json), names))
  }
})

test('a pointer escapes what has a meaning in it (RFC 6901)', () => {
  assert.deepEqual(['title', '', 'a/b', 'a~b', '~1', '//~~'].map(pointerTo), [
    '/title',
    '/',
    '/a~1b',
    '/a~0b',
    '/~01',
    '/~1~1~0~0',
  ])
})

test('a name is shown quoted, and cut behind its fiftieth letter', () => {
  assert.equal(quotedName('x'), '"x"')
  assert.equal(quotedName('a"\n'), '"a\\"\\n"')
  assert.equal(quotedName('x'.repeat(50)), `"${'x'.repeat(50)}"`)
  assert.equal(quotedName('x'.repeat(51)), `"${'x'.repeat(50)}…"`)
})
