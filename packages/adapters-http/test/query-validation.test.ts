import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Type } from '@sinclair/typebox'
import { parseQueryString, undecodable } from '../src/validation/query-string.js'
import { judge, told } from './support/judge.js'

const query = Type.Object(
  {
    q: Type.Optional(Type.String({ domainRule: 'search' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    name: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

const toldOfQuery = (text: string) => judge(query, 'querystring', parseQueryString(text)).told

describe('a query string is read to the letter', () => {
  const texts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    '': {},
    '&&': {},
    'a=1': { a: '1' },
    'a=1&b=2': { a: '1', b: '2' },
    'a=1&&b': { a: '1', b: '' },
    'a=b=c': { a: 'b=c' },
    '=a': { '': 'a' },
    'a%20b=c+d%2Be': { 'a b': 'c d+e' },
    'a+b=c+d+e': { 'a b': 'c d e' },
    'a=1&a=2': { a: ['1', '2'] },
    'a=1&a=2&a=3': { a: ['1', '2', '3'] },
    'a=&a=': { a: ['', ''] },
    'a[]=1&a.b=2': { 'a[]': '1', 'a.b': '2' },
    'toString=1': { toString: '1' },
  }
  for (const [text, expected] of Object.entries(texts)) {
    test(JSON.stringify(text), () => assert.deepEqual({ ...parseQueryString(text) }, expected))
  }

  test('members that objects inherit are none of its names', () => {
    assert.equal(Object.getPrototypeOf(parseQueryString('a=1')), null)
    assert.deepEqual(Object.entries(parseQueryString('__proto__=1')), [['__proto__', '1']])
  })

  test('what cannot be decoded is marked, and the rest is read all the same', () => {
    for (const text of ['%ff=1&a=1', 'b=%&a=1', 'a=1&b=%E9']) {
      const values = parseQueryString(text)
      assert.equal(values[undecodable], true)
      assert.deepEqual(Object.entries(values), [['a', '1']])
    }
    assert.ok(!(undecodable in parseQueryString('a=1')))
    assert.equal(undecodable.description, 'undecodable')
  })
})

describe('a query is text, of which whole numbers are read where they are wanted', () => {
  test('and nothing else', () => {
    const { value } = judge(query, 'querystring', parseQueryString('limit=10&name=10&q=7'))
    assert.deepEqual({ ...Object(value) }, { limit: 10, name: '10', q: '7' })
    assert.equal(Object.getPrototypeOf(value), null)
  })

  for (const text of ['007', '+5', '5.0', '1e2', ' 5', '5 ', '', 'x', '-1', '1234567890123456']) {
    test(`${JSON.stringify(text)} is no whole number`, () => {
      const expected = ['/limit', 'WRONG_TYPE', 'The limit must be given once, as a whole number.']
      assert.deepEqual(toldOfQuery(`limit=${encodeURIComponent(text)}`), [expected])
    })
  }

  const cases: readonly [query: string, ...told: (readonly [string, string, string])[]][] = [
    ['limit=0', ['/limit', 'OUT_OF_RANGE', 'The limit must be at least 1.']],
    ['limit=123456789012345', ['/limit', 'OUT_OF_RANGE', 'The limit must be at most 1000.']],
    ['limit=5&limit=5', ['/limit', 'WRONG_TYPE', 'The limit must be given once, as a whole number.']],
    ['name=a&name=b', ['/name', 'WRONG_TYPE', 'The name must be given once, as a text.']],
    ['x=1', ['/x', 'UNKNOWN_FIELD', 'There is no query parameter named "x".']],
    ['q=', ['/q', 'BLANK', 'The q must show at least one character.']],
    [
      'q=%00',
      [
        '/q',
        'MALFORMED',
        'The q holds a character that cannot be kept (U+0000, or half of a surrogate pair).',
      ],
    ],
  ]
  for (const [text, ...expected] of cases) {
    test(text, () => assert.deepEqual(toldOfQuery(text), expected))
  }

  test('a body’s texts stay texts', () => {
    assert.deepEqual(told({ title: 'x', count: '5' }), [
      ['/count', 'WRONG_TYPE', 'The count must be a whole number.'],
    ])
  })

  test('a schema without properties, and a query that is none, are handed on', () => {
    assert.deepEqual(judge({}, 'querystring', { limit: '5' }).value, { limit: '5' })
    assert.equal(judge({ properties: { limit: { type: 'integer' } } }, 'querystring', null).value, null)
    assert.deepEqual(
      { ...Object(judge({ properties: { limit: true } }, 'querystring', { limit: '5' }).value) },
      { limit: '5' },
    )
  })
})
