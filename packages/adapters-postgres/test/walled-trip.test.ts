import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from 'pg'
import { messageWriter } from '../src/connection/message-writer.js'
import { type StatementNames, statementNames } from '../src/connection/statement-names.js'
import type { OwnersStatement, TripEnd } from '../src/connection/trip.js'
import { walledTrip } from '../src/connection/walled-trip.js'
import { type SentMessage, sentMessages } from './support/sent-messages.js'

/** A connection that writes down what it is told to send, and sends nothing. */
const recordingConnection = () => {
  const packets: Buffer[] = []
  const connection = new Connection()
  Object.assign(connection, { stream: { write: (packet: Buffer) => packets.push(packet) } })
  return { packets, connection }
}

const anns = (text: string, values: readonly unknown[] = []): OwnersStatement => ({
  text,
  values,
  ownerId: 'ann',
  timeLeftMs: 250,
})

const tripOf = (names: StatementNames, statements: readonly OwnersStatement[] = [anns('select $1')]) => {
  const ends: TripEnd[] = []
  const settle = (end: TripEnd) => ends.push(end)
  return { ends, trip: walledTrip({ statements, names, settle }) }
}

const messagesIn = (packets: readonly Buffer[]): SentMessage[] => packets.flatMap(sentMessages)

/** The statements that messages of one kind are about, by their names on the connection. */
const namesIn = (packets: readonly Buffer[], kind: 'parse' | 'bind'): (string | undefined)[] =>
  messagesIn(packets)
    .filter(([message]) => message === kind)
    .map(([, name]) => name)

test('the wall goes first, for the owner and the time that is left, and all of it in one packet before one Sync', () => {
  const { packets, connection } = recordingConnection()
  const { trip } = tripOf(
    statementNames(() => true),
    [anns('select $1', ['a', 7, true, null, '\u{1F600} é'])],
  )
  trip.submit(connection)
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
  const one = tripOf(names).trip
  one.submit(first.connection)
  one.handleReadyForQuery()
  const second = recordingConnection()
  tripOf(names).trip.submit(second.connection)
  assert.deepEqual(namesIn(second.packets, 'parse'), [])
  assert.deepEqual(namesIn(second.packets, 'bind'), namesIn(first.packets, 'parse'))
})

test('what is prepared no more is closed before anything else', () => {
  const names = statementNames(() => true)
  names.keep('select 1', names.next('select 1'))
  names.forget('select 1')
  const { packets, connection } = recordingConnection()
  tripOf(names).trip.submit(connection)
  const [first, ...others] = messagesIn(packets)
  assert.equal(first?.[0], 'close')
  assert.match(String(first?.[1]), /^taskport_[0-9a-f]{32}_1$/)
  assert.ok(others.every(([message]) => message !== 'close'))
})

test('what failed may or may not have been prepared, and is prepared under another name', () => {
  const names = statementNames(() => true)
  const first = recordingConnection()
  const one = tripOf(names)
  one.trip.submit(first.connection)
  const error = new Error('permission denied')
  one.trip.handleError(error)
  assert.deepEqual(one.ends, [{ error, failed: 0 }])
  const second = recordingConnection()
  tripOf(names).trip.submit(second.connection)
  const prepared = [...namesIn(first.packets, 'parse'), ...namesIn(second.packets, 'parse')]
  assert.equal(new Set(prepared).size, 4)
  const closed = messagesIn(second.packets).flatMap(([message, name]) => (message === 'close' ? [name] : []))
  assert.deepEqual(closed, prepared.slice(0, 2), 'the server does not keep it for ever')
})

test('what the wall’s own statement answers is not the answer', () => {
  const { trip, ends } = tripOf(statementNames(() => true))
  trip.handleDataRow({ fields: ['taskport_api', 'ann', '250'] })
  trip.handleCommandComplete()
  trip.handleDataRow({ fields: ['1', 'Buy milk'] })
  trip.handleDataRow({ fields: ['2', null] })
  trip.handleCommandComplete()
  assert.deepEqual(ends, [], 'nothing is told before the transaction has ended')
  trip.handleReadyForQuery()
  assert.deepEqual(ends, [
    {
      rows: [
        [
          ['1', 'Buy milk'],
          ['2', null],
        ],
      ],
    },
  ])
})

test('a statement without rows answers none', () => {
  const { trip, ends } = tripOf(statementNames(() => true))
  trip.handleCommandComplete()
  trip.handleCommandComplete()
  trip.handleReadyForQuery()
  assert.deepEqual(ends, [{ rows: [[]] }])
})

const three: readonly OwnersStatement[] = [
  { text: 'select $1', values: ['a'], ownerId: 'ann', timeLeftMs: 100 },
  { text: 'select $1', values: ['b'], ownerId: 'bob', timeLeftMs: 90 },
  { text: 'select 2', values: [], ownerId: 'cyd', timeLeftMs: 80 },
]

test('each of several statements is sent behind a wall of its own, in one packet before one Sync', () => {
  const names = statementNames(() => true)
  const { packets, connection } = recordingConnection()
  tripOf(names, three).trip.submit(connection)
  assert.equal(packets.length, 1)
  const sent = messagesIn(packets)
  const texts = new Map(
    sent.flatMap(([message, name, text]) => (message === 'parse' ? [[name, String(text)]] : [])),
  )
  const bound = sent.flatMap((message) =>
    message[0] === 'bind' ? [[texts.get(message[1])?.replace(/\(.*/s, '('), ...message[2]]] : [],
  )
  assert.deepEqual(bound, [
    ['select where (', 'ann', '100'],
    ['select $1', 'a'],
    ['select where (', 'bob', '90'],
    ['select $1', 'b'],
    ['select where (', 'cyd', '80'],
    ['select 2'],
  ])
  assert.equal(texts.size, 4, 'what is asked twice is prepared once')
  for (const text of texts.values()) {
    if (/^select where/.test(text)) assert.match(text, /set_config\('taskport\.owner', \$1, true\)/)
  }
  assert.deepEqual(
    sent.map(([message]) => message).filter((message) => message === 'sync'),
    ['sync'],
  )
})

test('where names are not to be used each statement of several is prepared by itself', () => {
  const { packets, connection } = recordingConnection()
  tripOf(
    statementNames(() => false),
    three,
  ).trip.submit(connection)
  assert.equal(namesIn(packets, 'parse').length, 6)
  assert.deepEqual(new Set(namesIn(packets, 'parse')), new Set(['']))
})

test('the rows of several statements are told apart', () => {
  const { trip, ends } = tripOf(
    statementNames(() => true),
    three,
  )
  for (const rows of [[['a']], [], [['c'], ['d']]]) {
    trip.handleDataRow({ fields: ['of the wall'] })
    trip.handleCommandComplete()
    for (const fields of rows) trip.handleDataRow({ fields })
    trip.handleCommandComplete()
  }
  trip.handleReadyForQuery()
  assert.deepEqual(ends, [{ rows: [[['a']], [], [['c'], ['d']]] }])
})

test('of several statements the one is told that failed, or its wall; at the commit it is none of them', () => {
  const error = new Error('no')
  for (const [completed, failed] of [0, 0, 1, 1, 2, 2, null].entries()) {
    const { trip, ends } = tripOf(
      statementNames(() => true),
      three,
    )
    for (let done = 0; done < completed; done += 1) trip.handleCommandComplete()
    trip.handleError(error)
    assert.deepEqual(ends, [{ error, failed }])
  }
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
