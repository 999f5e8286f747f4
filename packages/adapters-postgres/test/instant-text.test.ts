import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { parseInstant } from '@taskport/domain'
import { instantFromText } from '../src/connection/instant-text.js'
import { newTask } from './support/new-task.js'
import { openTasks } from './support/open-tasks.js'
import { rejection } from './support/rejection.js'
import { setOnDatabase } from './support/set-on-database.js'

const instants = [
  '2026-02-01T00:00:00.000Z',
  '2026-02-01T23:59:59.999Z',
  '2026-02-01T12:34:56.100Z',
  '2026-02-01T12:34:56.120Z',
  '2026-02-01T12:34:56.001Z',
  '2024-02-29T00:00:00.010Z',
  '1969-12-31T23:59:59.999Z',
  '1582-10-10T00:00:00.000Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
].map(parseInstant)

const roundTrips = async () => {
  const { tasks, url, close } = await openTasks()
  after(close)
  const check = async (ownerId: string) => {
    for (const at of instants) {
      const task = { ...newTask(ownerId), createdAt: at, updatedAt: at, deletedAt: at }
      const done = { ...task, status: 'completed', completedAt: at } as const
      const insertion = await tasks.insert(done)
      assert.equal(insertion.outcome, 'inserted')
      const found = await tasks.find({ ownerId, taskId: task.id })
      assert.deepEqual(
        [found?.createdAt, found?.updatedAt, found?.completedAt, found?.deletedAt],
        [at, at, at, at],
      )
    }
  }
  return { tasks, url, check }
}

test('instants come back as they were given', async () => {
  const { check } = await roundTrips()
  await check('ann')
})

for (const [setting, value] of [
  ['timezone', 'Asia/Kathmandu'],
  ['timezone', 'America/St_Johns'],
  ['datestyle', 'German, DMY'],
  ['datestyle', 'Postgres, DMY'],
  ['datestyle', 'SQL, MDY'],
  ['datestyle', 'ISO, YMD'],
] as const) {
  test(`a server with ${setting} ${value} changes nothing`, async () => {
    const { url, check } = await roundTrips()
    await setOnDatabase(url, setting, value)
    await check('ann')
  })
}

test('trailing zeros of the fraction are put back', () => {
  for (const [fraction, milliseconds] of [
    ['', '000'],
    ['.1', '100'],
    ['.12', '120'],
    ['.123', '123'],
    ['.001', '001'],
  ] as const)
    assert.equal(instantFromText(`2026-02-01 12:34:56${fraction}+00`), `2026-02-01T12:34:56.${milliseconds}Z`)
})

test('a text of another form is no instant', () => {
  for (const text of [
    'infinity',
    '-infinity',
    '0044-03-15 00:00:00+00 BC',
    '10000-01-01 00:00:00+00',
    '10000-01-01 00:00:00.1+00',
    '2026-02-30 00:00:00+00',
    '2026-02-01 00:00:00.1234+00',
    '2026-02-01 00:00:00+01',
    '2026-02-01 00:00:00-00',
    '2026-02-01 00:00:00+05:45',
    '2026-02-01',
    '2026-02-01 00:00:00',
    '2026-02-01T00:00:00+00',
    '01.02.2026 00:00:00+00',
    '',
  ])
    assert.throws(() => instantFromText(text), RangeError, text)
})

test('a moment in the database that is no instant is a fault, not another moment', async () => {
  const { tasks, url } = await roundTrips()
  const task = newTask('ann')
  await tasks.insert(task)
  for (const moment of ['infinity', '10000-01-01 00:00:00+00', '0044-03-15 00:00:00+00 BC', '-infinity']) {
    await sql(url, 'update tasks set created_at = $1, updated_at = $2', [
      moment.includes('BC') || moment.startsWith('-') ? moment : '2026-02-01',
      moment.includes('BC') || moment.startsWith('-') ? '2026-02-01' : moment,
    ])
    const fault = await rejection(tasks.find({ ownerId: 'ann', taskId: task.id }))
    assert.ok(fault instanceof RangeError, `${moment}: ${fault}`)
  }
})
