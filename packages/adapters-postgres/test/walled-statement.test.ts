import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from 'pg'
import { messageWriter } from '../src/connection/message-writer.js'
import type { Row } from '../src/connection/row.js'
import { type StatementNames, statementNames } from '../src/connection/statement-names.js'
import { walledStatement } from '../src/connection/walled-statement.js'
import { type SentMessage, sentMessages } from './support/sent-messages.js'

/** A connection that writes down what it is told to send, and sends nothing. */
const recordingConnection = () => {
  const packets: Buffer[] = []
  const connection = new Connection()
  Object.assign(connection, { stream: { write: (packet: Buffer) => packets.push(packet) } })
  return { packets, connection }
}

const statementOf = (names: StatementNames, values: readonly unknown[] = []) => {
  const ends: [unknown, readonly Row[] | null][] = []
  const behalf = { ownerId: 'ann', timeLeftMs: 250 }
  const settle = (error: unknown, rows: readonly Row[] | null) => ends.push([error, rows])
  return {
    ends,
    statement: walledStatement({ text: 'select $1', values, behalf, names, settle }),
  }
}

const messagesIn = (packets: readonly Buffer[]): SentMessage[] => packets.flatMap(sentMessages)

/** The statements that messages of one kind are about, by their names on the connection. */
const namesIn = (packets: readonly Buffer[], kind: 'parse' | 'bind'): (string | undefined)[] =>
  messagesIn(packets)
    .filter(([message]) => message === kind)
    .map(([, name]) => name)

test('the wall goes first, for the owner and the time that is left, and all of it in one packet before one Sync', () => {
  const { packets, connection } = recordingConnection()
  const { statement } = statementOf(
    statementNames(() => true),
    ['a', 7, true, null, '\u{1F600} é'],
  )
  statement.submit(connection)
  assert.equal(packets.length, 1)
  const sent = messagesIn(packets)
  const parsed = sent.filter(([message]) => message === 'parse')
  assert.match(
    String(parsed[0]?.[2]),
    /^select where \(set_config\('role', 'taskport_api', true\) \|\| set_config\('taskport\.owner', \$1, true\)/,
  )
  assert.equal(parsed[1]?.[2], 'select $1')
  const [wall, real] = namesIn(packets, 'parse')
  assert.notEqual(wall, real)
  assert.deepEqual(
    sent.map(([message, ...rest]) => (message === 'parse' ? [message, rest[0]] : [message, ...rest])),
    [
      ['parse', wall],
      ['bind', wall, ['ann', '250']],
      ['execute'],
      ['parse', real],
      ['bind', real, ['a', '7', 'true', null, '\u{1F600} é']],
      ['execute'],
      ['sync'],
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
  assert.deepEqual(namesIn(second.packets, 'parse'), [])
  assert.deepEqual(namesIn(second.packets, 'bind'), namesIn(first.packets, 'parse'))
})

test('what is prepared no more is closed before anything else', () => {
  const names = statementNames(() => true)
  names.keep('select 1', names.next('select 1'))
  names.forget('select 1')
  const { packets, connection } = recordingConnection()
  statementOf(names).statement.submit(connection)
  const [first, ...others] = messagesIn(packets)
  assert.equal(first?.[0], 'close')
  assert.match(String(first?.[1]), /^taskport_[0-9a-f]{32}_1$/)
  assert.ok(others.every(([message]) => message !== 'close'))
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
  const prepared = [...namesIn(first.packets, 'parse'), ...namesIn(second.packets, 'parse')]
  assert.equal(new Set(prepared).size, 4)
})

test('what the wall’s own statement answers is not the answer', () => {
  const { statement, ends } = statementOf(statementNames(() => true))
  statement.handleDataRow({ fields: ['taskport_api', 'ann', '250'] })
  statement.handleCommandComplete()
  statement.handleDataRow({ fields: ['1', 'Buy milk'] })
  statement.handleDataRow({ fields: ['2', null] })
  statement.handleCommandComplete()
  assert.deepEqual(ends, [], 'nothing is told before the transaction has ended')
  statement.handleReadyForQuery()
  assert.deepEqual(ends, [
    [
      null,
      [
        ['1', 'Buy milk'],
        ['2', null],
      ],
    ],
  ])
})

test('a statement without rows answers none', () => {
  const { statement, ends } = statementOf(statementNames(() => true))
  statement.handleCommandComplete()
  statement.handleCommandComplete()
  statement.handleReadyForQuery()
  assert.deepEqual(ends, [[null, []]])
})

test('a packet holds what was written since the one before, however large either is', () => {
  const writer = messageWriter()
  for (const length of [0, 1, 100, 20_000, 300_000, 5]) {
    const value = 'é\u{1F600}x'.repeat(length)
    writer.bind('name', ['before', value, null])
    writer.sync()
    assert.deepEqual(sentMessages(writer.take()), [['bind', 'name', ['before', value, null]], ['sync']])
  }
})

test('a packet stays as it is while the next one is written', () => {
  const writer = messageWriter()
  writer.bind('one', ['first'])
  const packet = writer.take()
  writer.bind('two', ['other'])
  writer.take()
  assert.deepEqual(sentMessages(packet), [['bind', 'one', ['first']]])
})
