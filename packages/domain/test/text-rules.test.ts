import assert from 'node:assert/strict'
import { test } from 'node:test'
import { descriptionProblem, limits, titleProblem } from '@taskport/domain'

const astral = '\u{1F600}'

test('a title has 1 to 255 characters after trimming, an emoji being one', () => {
  for (const title of [
    'a',
    ' a ',
    'a'.repeat(255),
    ` ${astral.repeat(255)}\n`,
    '\u00E9',
    "'; drop table tasks; --",
  ]) {
    assert.equal(titleProblem(title), null, JSON.stringify(title.slice(0, 20)))
  }
  for (const title of ['a'.repeat(limits.titleLength.max + 1), astral.repeat(256), 'a'.repeat(60_000)]) {
    assert.equal(titleProblem(title), 'TOO_LONG')
  }
})

test('a title shows something', () => {
  for (const title of [
    '',
    ' ',
    '\t\r\n',
    '\u00A0\u2003\u3000',
    '\u200B\u200D\uFEFF',
    '\u2060\u00AD',
    '\u3164',
    '\u115F',
    '\u2800',
    '\uFE0F',
    '\u001B',
    '\u202E',
  ]) {
    assert.equal(titleProblem(title), 'BLANK', JSON.stringify(title))
  }
})

test('a description has up to 1,000 characters, none of them required to be visible', () => {
  for (const text of ['', ' ', 'a'.repeat(1000), astral.repeat(1000)])
    assert.equal(descriptionProblem(text), null)
  for (const text of ['a'.repeat(limits.descriptionLength.max + 1), astral.repeat(1001)]) {
    assert.equal(descriptionProblem(text), 'TOO_LONG')
  }
})

test('what no database keeps unaltered is refused', () => {
  for (const text of ['a\0b', '\0', 'a\uD800', '\uDC00a', '\uDC00\uD800']) {
    assert.equal(titleProblem(text), 'MALFORMED')
    assert.equal(descriptionProblem(text), 'MALFORMED')
  }
})
