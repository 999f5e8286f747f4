import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { descriptionPattern, limits, searchPattern, taskIdPattern, titlePattern } from '@taskport/domain'
import { domainRules, isDomainRuleName } from '../src/validation/domain-rules.js'
import { validatorCompiler } from '../src/validation/validator-compiler.js'
import { body, judge, told } from './support/judge.js'

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
