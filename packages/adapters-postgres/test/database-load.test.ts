import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runSql } from '@taskport/adapters-postgres/testing'
import { waitingForLock } from './support/backends.js'
import { countOutcomes } from './support/count-outcomes.js'
import { holdOwner } from './support/hold-owner.js'
import { newTask } from './support/new-task.js'
import { openTasks } from './support/open-tasks.js'
import { recordedMeter } from './support/recorded-meter.js'
import { waitUntil } from './support/wait-until.js'

/** One, which has no reserve for when it is stuck. */
const poolSize = 1
const { meter, waits, causes, state } = recordedMeter()
const { tasks, ping, load, url, close } = await openTasks({ poolSize, deadlineMs: 30_000, meter })
after(close)

const insertions = (count: number) =>
  countOutcomes(Array.from({ length: count }, () => tasks.insert(newTask('alice'))))

test('before anything is asked, nothing runs and nothing waits', () => {
  const { running, waiting, connections } = load()
  assert.deepEqual([running, waiting, connections.busy], [0, 0, 0])
})

test('while all places are taken, its load says so, and the database is still found to answer', async () => {
  await insertions(1)
  const holder = await holdOwner(url, 'alice')
  after(holder.letGo)
  waits.length = 0
  const first = insertions(1)
  await waitUntil(async () => (await waitingForLock(url)) === poolSize)
  const calls = insertions(4)
  const { running, waiting, connections } = load()
  assert.deepEqual([running, waiting, connections.busy], [poolSize, 4, poolSize])
  await ping()
  assert.equal(load().waiting, 4)
  await holder.letGo()
  assert.deepEqual([(await first).served, (await calls).served], [1, 4])
  assert.deepEqual([waits.length, causes, load().running, load().waiting], [5, [], 0, 0])
  assert.ok(load().connections.idle >= 1)
})

test('a statement that is sent again because others were quicker is told of', async () => {
  await runSql(
    url,
    `create sequence attempt;
     create function fail_once() returns trigger language plpgsql as $$begin
       if nextval('attempt') = 1 then raise exception 'others were quicker' using errcode = '40001'; end if;
       return new;
     end$$;
     grant usage on sequence attempt to taskport_api;
     create trigger fail_once before insert on tasks for each row execute function fail_once();`,
  )
  assert.equal((await insertions(1)).served, 1)
  assert.equal(state.repetitions, 1)
})
