import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementSummary } from '../src/tracing/statement-summary.js'

const summaries: Readonly<Record<string, string>> = {
  'select id, title from tasks where user_id = $1': 'SELECT tasks',
  'select 1 as one': 'SELECT',
  'insert into owners (user_id) values ($1) on conflict (user_id) do update set version = owners.version + 1':
    'INSERT owners',
  'with owner as (update owners set version = 2 returning version) update tasks set title = $1 from owner':
    'UPDATE owners UPDATE tasks',
  'with doomed as (select user_id from tasks limit 1) delete from tasks using doomed':
    'SELECT tasks DELETE tasks',
}

for (const [text, expected] of Object.entries(summaries)) {
  test(`a statement is told by what it does to which tables: ${expected}`, () => {
    const { summary, operation } = statementSummary(text)
    assert.equal(summary, expected)
    assert.equal(operation, expected.split(' ').at(-2) ?? 'SELECT')
  })
}
