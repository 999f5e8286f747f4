import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from 'pg'
import { readBehalf, writeBehalf } from '../src/connection/behalf.js'
import { type StatementNames, statementNames } from '../src/connection/statement-names.js'
import { type StatementResult, walledStatement } from '../src/connection/walled-statement.js'

/** A connection that writes down what it is told to send, and sends nothing. */
const recordingConnection = () => {
  const sent: unknown[][] = []
  const connection = new Connection()
  Object.assign(connection, {
    stream: { cork: () => sent.push(['cork']), uncork: () => sent.push(['uncork']) },
    parse: ({ name, text }: { name: string; text: string }) => sent.push(['parse', name, text]),
    bind: ({ statement, values }: { statement: string; values: unknown[] }) =>
      sent.push(['bind', statement, values]),
    describe: ({ type }: { type: string }) => sent.push(['describe', type]),
    execute: () => sent.push(['execute']),
    sync: () => sent.push(['sync']),
  })
  return { sent, connection }
}

const statementOf = (names: StatementNames, values: readonly unknown[] = []) => {
  const ends: [unknown, StatementResult | null][] = []
  const behalf = { ownerId: 'ann', timeLeftMs: 250 }
  const settle = (error: unknown, result: StatementResult | null) => ends.push([error, result])
  return {
    ends,
    statement: walledStatement({ text: 'select $1', values, behalf, names, settle }),
  }
}

/** The statements that messages of one kind are about, by their names on the connection. */
const namesIn = (sent: readonly unknown[][], kind: 'parse' | 'bind'): unknown[] =>
  sent.filter(([message]) => message === kind).map(([, name]) => name)

const fields = (...columns: readonly string[]) => ({ fields: columns.map((name) => ({ name })) })

test('the wall goes first, for the owner and the time that is left, and all of it before one Sync', () => {
  const { sent, connection } = recordingConnection()
  const { statement } = statementOf(
    statementNames(() => true),
    ['a', 7, true, null],
  )
  statement.submit(connection)
  const parsed = sent.filter(([message]) => message === 'parse')
  assert.match(
    String(parsed[0]?.[2]),
    /^select set_config\('role', 'taskport_api', true\), set_config\('taskport\.owner', \$1/,
  )
  assert.equal(parsed[1]?.[2], 'select $1')
  const [wall, real] = namesIn(sent, 'parse')
  assert.notEqual(wall, real)
  assert.deepEqual(
    sent.map(([message, ...rest]) => (message === 'parse' ? [message, rest[0]] : [message, ...rest])),
    [
      ['cork'],
      ['parse', wall],
      ['bind', wall, ['ann', '250']],
      ['execute'],
      ['parse', real],
      ['bind', real, ['a', '7', 'true', null]],
      ['describe', 'P'],
      ['execute'],
      ['sync'],
      ['uncork'],
    ],
  )
})

test('what a connection has prepared and answered is not prepared again', () => {
  const names = statementNames(() => true)
  const first = recordingConnection()
  const one = statementOf(names).statement
  one.submit(first.connection)
  one.handleReadyForQuery()
  const second = recordingConnection()
  statementOf(names).statement.submit(second.connection)
  assert.deepEqual(namesIn(second.sent, 'parse'), [])
  assert.deepEqual(namesIn(second.sent, 'bind'), namesIn(first.sent, 'parse'))
})

test('what failed may or may not have been prepared, and is prepared under another name', () => {
  const names = statementNames(() => true)
  const first = recordingConnection()
  const one = statementOf(names)
  one.statement.submit(first.connection)
  const error = new Error('permission denied')
  one.statement.handleError(error)
  assert.deepEqual(one.ends, [[error, null]])
  const second = recordingConnection()
  statementOf(names).statement.submit(second.connection)
  const prepared = [...namesIn(first.sent, 'parse'), ...namesIn(second.sent, 'parse')]
  assert.equal(new Set(prepared).size, 4)
})

test('what the wall’s own statement answers is not the answer', () => {
  const { statement, ends } = statementOf(statementNames(() => true))
  statement.handleDataRow({ fields: ['taskport_api', 'ann', '250'] })
  statement.handleCommandComplete({ text: 'SELECT 1' })
  statement.handleRowDescription(fields('id', 'title'))
  statement.handleDataRow({ fields: ['1', 'Buy milk'] })
  statement.handleDataRow({ fields: ['2', null] })
  statement.handleCommandComplete({ text: 'SELECT 2' })
  assert.deepEqual(ends, [], 'nothing is told before the transaction has ended')
  statement.handleReadyForQuery()
  assert.deepEqual(ends, [
    [
      null,
      {
        command: 'SELECT',
        columns: ['id', 'title'],
        rows: [
          { id: '1', title: 'Buy milk' },
          { id: '2', title: null },
        ],
      },
    ],
  ])
})

test('a statement without rows tells its command', () => {
  const { statement, ends } = statementOf(statementNames(() => true))
  statement.handleCommandComplete({ text: 'SELECT 1' })
  statement.handleCommandComplete({ text: 'INSERT 0 1' })
  statement.handleReadyForQuery()
  assert.deepEqual(ends, [[null, { command: 'INSERT', columns: [], rows: [] }]])
})

test('on whose behalf survives the way through a statement’s name, whatever the owner is called', () => {
  for (const ownerId of ['ann', 'with two spaces', ' ', '250 ann', '', '\u{1F600}', 'a\nb']) {
    for (const timeLeftMs of [0, 1, 250.5, 60_000]) {
      assert.deepEqual(readBehalf(writeBehalf({ ownerId, timeLeftMs })), { ownerId, timeLeftMs })
    }
  }
})
