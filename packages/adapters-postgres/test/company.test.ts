import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StorageUnavailable } from '@taskport/domain'
import { DatabaseError } from 'pg'
import { companyOn, PartCompany } from '../src/connection/company.js'
import { StatementLost } from '../src/connection/database-fault.js'
import type { PgConnection } from '../src/connection/pg-connection.js'
import type { OwnersStatement, TripEnd } from '../src/connection/trip.js'
import { rejection } from './support/rejection.js'

type Answer = (statements: readonly OwnersStatement[]) => TripEnd

const quickMs = 100

const serverError = (code: string): DatabaseError =>
  Object.assign(new DatabaseError('no', 0, 'error'), { code })

/** Each statement answers its own text. */
const echo: Answer = (statements) => ({ rows: statements.map(({ text }) => [[text]]) })

/** A company whose trips are written down, and answered one after the other. */
const recordedCompany = (...answers: readonly Answer[]) => {
  const trips: (readonly OwnersStatement[])[] = []
  const patience: number[] = []
  const state = { spoilt: 0, atOnce: 0, mostAtOnce: 0 }
  const connection: PgConnection = {
    query: () => assert.fail('nothing goes without its wall'),
    travel: async (statements, withinMs) => {
      trips.push(statements)
      patience.push(withinMs)
      await null
      return (answers[trips.length - 1] ?? echo)(statements)
    },
    isOver: () => false,
    hasFallenSilent: () => false,
    spoil: () => {
      state.spoilt += 1
    },
    end: async () => {},
  }
  const company = companyOn(
    {
      connect: async (work) => {
        state.atOnce += 1
        state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce)
        try {
          return await work(connection)
        } finally {
          state.atOnce -= 1
        }
      },
    },
    quickMs,
  )
  const ask = (ownerId: string, timeLeft = () => 5_000) =>
    company.query({
      text: `of ${ownerId}`,
      values: [],
      ownerId,
      timeLeft,
      read: (rows) => rows[0]?.[0],
    })
  const owners = () => trips.map((statements) => statements.map(({ ownerId }) => ownerId).join())
  return { trips, patience, state, ask, owners, company }
}

test('what is asked at one time is one trip, in the order of the owners, each of whom hears their own answer', async () => {
  const { trips, ask, owners } = recordedCompany()
  const answers = await Promise.all(['cyd', 'ann', 'bob'].map((owner) => ask(owner)))
  assert.deepEqual(answers, ['of cyd', 'of ann', 'of bob'])
  assert.deepEqual(owners(), ['ann,bob,cyd'])
  assert.deepEqual(
    trips[0]?.map(({ timeLeftMs }) => timeLeftMs),
    [quickMs, quickMs, quickMs],
  )
})

test('two statements of one owner keep their order', async () => {
  const { trips, company } = recordedCompany()
  const ask = (text: string, ownerId: string) =>
    company.query({ text, values: [], ownerId, timeLeft: () => 1, read: () => null })
  await Promise.all([ask('first', 'bob'), ask('other', 'ann'), ask('second', 'bob')])
  assert.deepEqual(
    trips[0]?.map(({ text, timeLeftMs }) => [text, timeLeftMs]),
    [
      ['other', 1],
      ['first', 1],
      ['second', 1],
    ],
  )
})

test('who is alone has all the time that is left', async () => {
  const { trips, ask } = recordedCompany()
  await ask('ann')
  assert.deepEqual(
    trips[0]?.map(({ timeLeftMs }) => timeLeftMs),
    [5_000],
  )
})

test('an answer is waited for as long as it is worth anything to one of them, however quick their statements have to be', async () => {
  const { patience, ask } = recordedCompany()
  await Promise.all([ask('ann', () => 3_000), ask('bob', () => 40), ask('cyd', () => 4_000)])
  await ask('ann', () => 70)
  assert.deepEqual(patience, [4_000, 70])
})

test('who asks while the others travel goes with the next, on the same connection', async () => {
  const { ask, owners, state } = recordedCompany()
  const later: Promise<unknown>[] = []
  const first = ask('ann', () => {
    later.push(ask('bob'), ask('cyd'))
    return 5_000
  })
  await first
  await Promise.all(later)
  assert.deepEqual(owners(), ['ann', 'bob,cyd'])
  assert.equal(state.mostAtOnce, 1)
})

test('who has no time left stays behind and hears so; when nobody is there no trip is made', async () => {
  const gone = new StorageUnavailable('The caller is gone', { retryAfterSeconds: 1 })
  const tooLate = () => {
    throw gone
  }
  const { ask, owners } = recordedCompany()
  const end = rejection(ask('bob', tooLate))
  assert.equal(await ask('ann'), 'of ann')
  assert.equal(await end, gone)
  assert.equal(await rejection(ask('bob', tooLate)), gone)
  assert.deepEqual(owners(), ['ann'])
})

test('who is refused hears it, and the others go again without them', async () => {
  const refusal = serverError('23505')
  const { ask, owners, state } = recordedCompany(() => ({ error: refusal, failed: 1 }))
  const [ann, bob, cyd] = ['ann', 'bob', 'cyd'].map((owner) => ask(owner))
  assert.equal(await rejection(bob ?? Promise.resolve()), refusal)
  assert.deepEqual(await Promise.all([ann, cyd]), ['of ann', 'of cyd'])
  assert.deepEqual(owners(), ['ann,bob,cyd', 'ann,cyd'])
  assert.equal(state.spoilt, 0, 'a key that is taken says nothing against the connection')
})

test('one after another may be refused, and a fault costs the connection', async () => {
  const fault = serverError('22001')
  const refuse: Answer = () => ({ error: fault, failed: 0 })
  const { ask, owners, state } = recordedCompany(refuse, refuse, refuse)
  const ends = await Promise.all(['ann', 'bob', 'cyd'].map((owner) => rejection(ask(owner))))
  assert.deepEqual(ends, [fault, fault, fault])
  assert.deepEqual(owners(), ['ann,bob,cyd', 'bob,cyd', 'cyd'])
  assert.equal(state.spoilt, 3)
})

test('where nobody knows what became of a trip, everybody hears so, and nothing goes again', async () => {
  const lost = new StatementLost('gone')
  const { ask, owners, state } = recordedCompany(() => ({ error: lost, failed: null }))
  const ends = await Promise.all(['ann', 'bob'].map((owner) => rejection(ask(owner))))
  assert.deepEqual(ends, [lost, lost])
  assert.deepEqual(owners(), ['ann,bob'])
  assert.equal(state.spoilt, 1)
})

test('a trip of several that is too slow is the last of theirs together', async () => {
  const tooSlow = serverError('57014')
  const { ask, state } = recordedCompany(() => ({ error: tooSlow, failed: 1 }))
  const ends = await Promise.all(['ann', 'bob', 'cyd'].map((owner) => rejection(ask(owner))))
  for (const end of ends) assert.ok(end instanceof PartCompany && end.cause === tooSlow)
  assert.equal(state.spoilt, 0)
})

test('one whose own deadline comes before it is too slow hears so, and costs the others a trip and not their company', async () => {
  const tooLate = serverError('57014')
  const { ask, owners, state } = recordedCompany(() => ({ error: tooLate, failed: 1 }))
  const [ann, bob, cyd] = [ask('ann'), ask('bob', () => quickMs - 1), ask('cyd')]
  assert.equal(await rejection(bob), tooLate)
  assert.deepEqual(await Promise.all([ann, cyd]), ['of ann', 'of cyd'])
  assert.deepEqual(owners(), ['ann,bob,cyd', 'ann,cyd'])
  assert.equal(state.spoilt, 0)
})

test('for one who is alone it is the end', async () => {
  const tooSlow = serverError('57014')
  const { ask } = recordedCompany(() => ({ error: tooSlow, failed: 0 }))
  assert.equal(await rejection(ask('ann')), tooSlow)
})

test('rows that cannot be read are the fault of their statement, and of the connection', async () => {
  const { company, ask, state } = recordedCompany()
  const unreadable = new TypeError('not a row of mine')
  const end = rejection(
    company.query({
      text: 'unreadable',
      values: [],
      ownerId: 'ann',
      timeLeft: () => 5_000,
      read: () => {
        throw unreadable
      },
    }),
  )
  assert.equal(await ask('bob'), 'of bob')
  assert.equal(await end, unreadable)
  assert.equal(state.spoilt, 1)
})

test('where no connection can be opened everybody hears why', async () => {
  const away = new StorageUnavailable('away', { retryAfterSeconds: 1 })
  const company = companyOn({ connect: () => Promise.reject(away) }, quickMs)
  const ask = (ownerId: string) =>
    company.query({ text: 'select', values: [], ownerId, timeLeft: () => 1, read: () => null })
  assert.deepEqual(await Promise.all(['ann', 'bob'].map((owner) => rejection(ask(owner)))), [away, away])
  assert.equal(await rejection(ask('ann')), away)
})
