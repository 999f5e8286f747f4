import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StorageUnavailable } from '@taskport/domain'
import { DatabaseError } from 'pg'
import type { Database } from '../src/connection/database.js'
import type { Session } from '../src/connection/session.js'
import { IsolationError, proveIsolation } from '../src/prove-isolation.js'

const refusal = (code: string): Error => Object.assign(new DatabaseError('no', 0, 'error'), { code })

/** What a database answers to the three questions; an error is what it rejects the question with. */
interface Answers {
  readonly isHeld: boolean | null
  readonly seesRows: boolean | null
  readonly writing: Error | boolean
}

const sound: Answers = { isHeld: true, seesRows: false, writing: refusal('42501') }

const answering = (answers: Answers) => {
  const strangers: string[] = []
  const queue = [answers.isHeld, answers.seesRows, answers.writing]
  const ask = async () => {
    const answer = queue.shift()
    if (answer instanceof Error) throw answer
    return answer
  }
  const session: Session = {
    all: () => assert.fail('each question has one answer'),
    maybe: async (query) => {
      const answer = await ask()
      if (answer === null || answer === undefined) return null
      return query.parser.read([answer ? 't' : 'f'])
    },
  }
  const database: Database = {
    run: (ownerId, work) => {
      strangers.push(ownerId)
      return work(session)
    },
    runApart: () => assert.fail('the proof goes the way that requests go'),
    runForAll: () => assert.fail('a login’s powers prove nothing about an owner’s'),
    probe: () => assert.fail('whether the database answers proves nothing about owners'),
    load: () => assert.fail('how busy it is proves nothing about owners'),
    close: async () => {},
  }
  return { database, strangers }
}

test('a wall that holds is proved as one stranger, whom nobody can have been before', async () => {
  const names = new Set<string>()
  for (let times = 0; times < 3; times += 1) {
    const { database, strangers } = answering(sound)
    await proveIsolation(database)
    assert.equal(strangers.length, 3)
    assert.equal(new Set(strangers).size, 1)
    assert.match(String(strangers[0]), /^stranger [0-9a-f-]{36}$/)
    for (const name of strangers) names.add(name)
  }
  assert.equal(names.size, 3)
})

const breaches: Readonly<Record<string, readonly [answers: Partial<Answers>, what: RegExp]>> = {
  'its statements run as another role': [{ isHeld: false }, /statements do not run as taskport_api/],
  'nobody answers as which role they run': [{ isHeld: null }, /statements do not run as taskport_api/],
  'it sees rows': [{ seesRows: true }, /a stranger sees rows/],
  'it writes a row': [{ writing: true }, /a stranger writes rows of another/],
  'only the division by zero undoes what it writes': [
    { writing: refusal('22012') },
    /a stranger writes rows of another/,
  ],
  'its writing fails for a reason of no server': [
    { writing: Object.assign(new Error('no'), { code: '42501' }) },
    /a stranger writes rows of another/,
  ],
}

for (const [breach, [answers, what]] of Object.entries(breaches)) {
  test(`a stranger proves that it does not hold: ${breach}`, async () => {
    const { database } = answering({ ...sound, ...answers })
    await assert.rejects(proveIsolation(database), (error) => {
      assert.ok(error instanceof IsolationError)
      assert.equal(error.name, 'IsolationError')
      assert.match(error.message, what)
      assert.match(
        error.message,
        /See that the migrations have run .*role taskport_api or the policies own_rows/,
      )
      return true
    })
  })
}

test('a refusal that stands inside other errors is one', async () => {
  const inside = new Error('slonik', { cause: new Error('wrapped', { cause: refusal('42501') }) })
  await proveIsolation(answering({ ...sound, writing: inside }).database)
})

test('a database that can only be read from, or breaks off, proves nothing: the wall is not said to be broken', async () => {
  const readOnly = new StorageUnavailable('read-only', { retryAfterSeconds: 1, cause: refusal('25006') })
  await assert.rejects(proveIsolation(answering({ ...sound, writing: readOnly }).database), readOnly)
})
