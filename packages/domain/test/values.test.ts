import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantAfter, parseInstant, parseTaskId } from '@taskport/domain'

test('a task id is a UUID in either case, kept in lower case', () => {
  const id = '018f4d5e-0000-7000-8000-0000000000ab'
  assert.equal(parseTaskId(id), id)
  assert.equal(parseTaskId(id.toUpperCase()), id)
  for (const text of [
    '',
    'x',
    `{${id}}`,
    `urn:uuid:${id}`,
    id.replaceAll('-', ''),
    `${id} `,
    `${id}\n`,
    `${id}0`,
    id.replace('a', 'g'),
    id.replace('8', '\u0668'),
  ]) {
    assert.equal(parseTaskId(text), null, JSON.stringify(text))
  }
})

test('an instant is UTC with milliseconds, of a day that exists', () => {
  assert.equal(parseInstant('2024-02-29T23:59:59.999Z'), '2024-02-29T23:59:59.999Z')
  for (const text of [
    '2023-02-29T00:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.000+00:00',
    '2026-01-01',
    '',
  ]) {
    assert.throws(() => parseInstant(text), RangeError, text)
  }
})

test('a change is dated after the one before', () => {
  const earlier = parseInstant('2026-12-31T23:59:59.999Z')
  const later = parseInstant('2027-01-01T00:00:00.001Z')
  assert.equal(instantAfter(earlier, later), later)
  assert.equal(instantAfter(earlier, earlier), '2027-01-01T00:00:00.000Z')
  assert.equal(instantAfter(later, earlier), '2027-01-01T00:00:00.002Z')
})
