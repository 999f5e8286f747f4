import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'slonik'
import { queryTemplate } from '../src/connection/query.js'
import { integer, rowReader } from '../src/connection/row.js'

const count = rowReader((row) => integer(row, 0))

const several = queryTemplate(
  ['word', 'owner'],
  (value) =>
    sql.type(count)`select ${value('owner')}, ${value('word')}, ${sql.fragment`lower(${value('owner')})`}`,
)

test('a query names each of its values once, however often it stands in the text', () => {
  const query = several({ word: 'milk', owner: 'anna' })
  assert.equal(query.sql, 'select $slonik_2, $slonik_1, lower($slonik_2)')
  assert.deepEqual(query.values, ['milk', 'anna'])
  assert.equal(query.parser, count)
})

test('queries of one text share it, and no value', () => {
  const [one, other] = [several({ word: 'milk', owner: 'anna' }), several({ word: 'bread', owner: 'bert' })]
  assert.equal(one.sql, other.sql)
  assert.deepEqual(
    [one.values, other.values],
    [
      ['milk', 'anna'],
      ['bread', 'bert'],
    ],
  )
})

test('a value that has no name is refused where the query is written, as every request would send the same', () => {
  assert.throws(
    () => queryTemplate(['owner'], (value) => sql.type(count)`select ${value('owner')}, ${7}`),
    /without a name/,
  )
})
