import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Type } from '@sinclair/typebox'
import { descriptionPattern, limits, searchPattern, taskIdPattern, titlePattern } from '@taskport/domain'
import type { FastifySchemaValidationError } from 'fastify'
import { domainRules, isDomainRuleName } from '../src/validation/domain-rules.js'
import { fieldErrors } from '../src/validation/field-errors.js'
import { parseQueryString, undecodable } from '../src/validation/query-string.js'
import { validatorCompiler } from '../src/validation/validator-compiler.js'

const body = Type.Object(
  {
    title: Type.String({ domainRule: 'title' }),
    description: Type.Optional(Type.Unsafe({ type: ['string', 'null'], domainRule: 'description' })),
    status: Type.Optional(Type.Unsafe({ type: 'string', enum: ['pending', 'completed'] })),
    id: Type.Optional(Type.String({ domainRule: 'taskId', format: 'date' })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, default: 5 })),
    part: Type.Optional(Type.Object({})),
    kind: Type.Optional(Type.Unsafe({ type: 'string', enum: ['a', 'b'] })),
    fixed: Type.Optional(Type.String({ pattern: '^x$' })),
    ruleless: Type.Optional(Type.String({ domainRule: 'toString' })),
  },
  { additionalProperties: false },
)

const query = Type.Object(
  {
    q: Type.Optional(Type.String({ domainRule: 'search' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    name: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

/** What a validator says to a part of a request: the value as it is handed on, or what the caller is told. */
const judge = (schema: object, httpPart: string, data: unknown) => {
  const validate = validatorCompiler()({ schema, httpPart, method: 'POST', url: '/' })
  const result = validate(data)
  if (typeof result !== 'object') assert.fail('a validator answers a value or errors')
  assert.ok(!('then' in result), 'a validator answers at once')
  const { error, value } = result
  if (error === undefined) return { value }
  assert.ok(Array.isArray(error))
  const errors: FastifySchemaValidationError[] = error
  return { told: fieldErrors(errors, httpPart).map(({ pointer, code, message }) => [pointer, code, message]) }
}

const told = (data: unknown) => judge(body, 'body', data).told
const toldOfQuery = (text: string) => judge(query, 'querystring', parseQueryString(text)).told

test('a body that is right is handed on as it is: nothing coerced, dropped or filled in', () => {
  const right = { title: ' x ', description: null, status: 'completed', part: { any: 1 } }
  assert.deepEqual(judge(body, 'body', right).value, right)
  assert.deepEqual(Object.keys(right), ['title', 'description', 'status', 'part'])
})

describe('what is wrong with a body is told in sentences', () => {
  const cases: readonly [data: unknown, ...told: (readonly [string, string, string])[]][] = [
    [undefined, ['', 'REQUIRED', 'The request needs a JSON object as its body.']],
    [[], ['', 'REQUIRED', 'The request needs a JSON object as its body.']],
    [{}, ['/title', 'REQUIRED', 'The title is required.']],
    [{ title: 5 }, ['/title', 'WRONG_TYPE', 'The title must be a text.']],
    [
      { title: 'x', description: 5 },
      ['/description', 'WRONG_TYPE', 'The description must be a text or null.'],
    ],
    [{ title: 'x', count: '5' }, ['/count', 'WRONG_TYPE', 'The count must be a whole number.']],
    [{ title: 'x', part: 5 }, ['/part', 'WRONG_TYPE', 'The part must be an object.']],
    [{ title: 'x', count: 0 }, ['/count', 'OUT_OF_RANGE', 'The count must be at least 1.']],
    [{ title: 'x', count: 10 }, ['/count', 'OUT_OF_RANGE', 'The count must be at most 9.']],
    [{ title: 'x', status: 'done' }, ['/status', 'NOT_ALLOWED', 'The status must be pending or completed.']],
    [{ title: 'x', status: 5 }, ['/status', 'WRONG_TYPE', 'The status must be a text.']],
    [
      { title: 'x', status: 5, kind: 'c' },
      ['/status', 'WRONG_TYPE', 'The status must be a text.'],
      ['/kind', 'NOT_ALLOWED', 'The kind must be a or b.'],
    ],
    [{ title: 'x', fixed: 'y' }, ['/fixed', 'NOT_ALLOWED', 'The fixed is not valid.']],
    [{ title: 'x', a: 1 }, ['/a', 'UNKNOWN_FIELD', 'There is no field named "a".']],
    [{ title: 'x', 'a/~': 1 }, ['/a~1~0', 'UNKNOWN_FIELD', 'There is no field named "a/~".']],
    [{ title: ' ' }, ['/title', 'BLANK', 'The title must show at least one character.']],
    [{ title: 'x'.repeat(256) }, ['/title', 'TOO_LONG', 'The title must have at most 255 characters.']],
    [
      { title: 'x', description: 'x'.repeat(1_001) },
      ['/description', 'TOO_LONG', 'The description must have at most 1000 characters.'],
    ],
    [
      { title: '\0' },
      [
        '/title',
        'MALFORMED',
        'The title holds a character that cannot be kept (U+0000, or half of a surrogate pair).',
      ],
    ],
    [{ title: 'x', id: 'y' }, ['/id', 'NOT_A_UUID', 'The id must be a UUID.']],
    [
      { title: ' ', status: 'done' },
      ['/title', 'BLANK', 'The title must show at least one character.'],
      ['/status', 'NOT_ALLOWED', 'The status must be pending or completed.'],
    ],
  ]
  for (const [data, ...expected] of cases) {
    test(JSON.stringify(data)?.slice(0, 60) ?? 'nothing', () => assert.deepEqual(told(data), expected))
  }

  test('a rule of no such name asks for nothing', () => {
    const right = { title: 'x', ruleless: '' }
    assert.deepEqual(judge(body, 'body', right).value, right)
  })

  test('one validator’s errors do not stay for its next request', () => {
    const validate = validatorCompiler()({ schema: body, httpPart: 'body', method: 'POST', url: '/' })
    for (let times = 0; times < 2; times += 1) {
      assert.ok('error' in Object(validate({ title: ' ' })))
      assert.deepEqual(validate({ title: 'x' }), { value: { title: 'x' } })
    }
  })
})

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

test('the domain’s rules are documented with the domain’s limits', () => {
  assert.deepEqual(
    Object.entries(domainRules).map(([name, { documented }]) => [name, documented]),
    [
      [
        'title',
        { minLength: limits.titleLength.min, maxLength: limits.titleLength.max, pattern: titlePattern },
      ],
      ['description', { maxLength: limits.descriptionLength.max, pattern: descriptionPattern }],
      [
        'search',
        { minLength: limits.searchLength.min, maxLength: limits.searchLength.max, pattern: searchPattern },
      ],
      ['taskId', { format: 'uuid', pattern: taskIdPattern }],
    ],
  )
  for (const name of ['title', 'description', 'search', 'taskId']) assert.equal(isDomainRuleName(name), true)
  for (const name of ['toString', '', 'Title', null, ['title'], 5])
    assert.equal(isDomainRuleName(name), false)
})
