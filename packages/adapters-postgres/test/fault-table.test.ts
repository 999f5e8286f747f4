import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runSql as sql } from '@taskport/adapters-postgres/testing'
import { StorageUnavailable } from '@taskport/domain'
import { knownFaults, type Verdict, verdictOn } from '../src/connection/fault-table.js'
import { newTask } from './support/new-task.js'
import { openTasks } from './support/open-tasks.js'

const { tasks, url, close } = await openTasks({ poolSize: 2, deadlineMs: 5_000 })
after(close)
await tasks.insert(newTask('ann'))

/** A code of each class that is judged as a whole. */
const ofClass: Readonly<Record<string, string>> = {
  '08': '08006',
  '22': '22001',
  '23': '23514',
  '28': '28000',
  '40': '40001',
  '42': '42501',
  '53': '53100',
}

/** The server raises the code for the first two insertions; what it counts is not undone. */
const raise = (code: string) =>
  sql(
    url,
    `create sequence raised;
     grant usage on raised to public;
     create function raise() returns trigger language plpgsql as $$
     begin
       if nextval('raised') < 3 then raise exception 'raised' using errcode = '${code}'; end if;
       return new;
     end $$;
     create trigger raise before insert on tasks for each row execute function raise()`,
  )

const raiseNoMore = () => sql(url, 'drop trigger raise on tasks; drop function raise; drop sequence raised')

const stored = async (id: string) => (await sql(url, 'select from tasks where id = $1', [id])).length

const verdictBy = async (insertion: Promise<unknown>): Promise<Verdict> => {
  try {
    await insertion
    return 'repeated'
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) return 'fault'
    return error.isOutcomeUnknown ? 'unknown' : 'unavailable'
  }
}

const cases = [
  ...knownFaults.map(({ code, verdict, why }) => ({ code: ofClass[code] ?? code, verdict, why })),
  { code: '40P01', verdict: 'repeated', why: 'undone, only because others were quicker' },
  { code: '53200', verdict: 'unavailable', why: 'as its class' },
  { code: '53300', verdict: 'unavailable', why: 'as its class' },
  { code: 'XX000', verdict: 'fault', why: 'nobody has thought of it' },
  { code: 'P0001', verdict: 'fault', why: 'nobody has thought of it' },
] as const

for (const { code, verdict, why } of cases) {
  test(`${code}, from the server, is ${verdict}: ${why}`, async () => {
    await raise(code)
    const task = newTask('ann')
    const judged = await verdictBy(tasks.insert(task)).finally(raiseNoMore)
    assert.equal(judged, verdict)
    assert.equal(await stored(task.id), verdict === 'repeated' ? 1 : 0)
    assert.equal((await tasks.insert(newTask('ann'))).outcome, 'inserted', 'the next is served')
  })
}

test('a code is judged before its class, and every class by one of its codes here', () => {
  assert.equal(verdictOn('40003'), 'unknown')
  assert.equal(verdictOn('40001'), 'repeated')
  const classes = knownFaults.filter(({ code }) => code.length === 2).map(({ code }) => code)
  assert.deepEqual(classes.toSorted(), Object.keys(ofClass).toSorted())
})
