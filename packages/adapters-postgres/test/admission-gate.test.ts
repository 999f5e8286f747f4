import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { StorageUnavailable } from '@taskport/domain'
import { gateOf, patience } from './support/gate-of.js'
import { rejection } from './support/rejection.js'
import { task } from './support/told-task.js'

const settled = () => sleep(5)

test('as much as the capacity runs at once, the rest in the order of its arrival', async () => {
  const enter = gateOf({ capacity: 2, queueLength: 10, deadlineMs: patience, graceMs: 0 })
  const tasks = [task(), task(), task(), task(), task()]
  const ends = tasks.map(({ work }) => enter(work))
  const started = () => tasks.map(({ state }) => state.hasStarted)
  assert.deepEqual(started(), [true, true, false, false, false])
  tasks[1]?.finish('b')
  await settled()
  assert.deepEqual(started(), [true, true, true, false, false])
  tasks[2]?.finish('c')
  tasks[0]?.finish('a')
  await settled()
  assert.deepEqual(started(), [true, true, true, true, true])
  tasks[3]?.finish('d')
  tasks[4]?.finish('e')
  assert.deepEqual(await Promise.all(ends), ['a', 'b', 'c', 'd', 'e'])
})

test('one more than the queue holds is turned away at once, and never starts', async () => {
  const enter = gateOf({ capacity: 1, queueLength: 1, deadlineMs: patience, graceMs: 0 })
  const [first, second, third] = [task(), task(), task()]
  const ends = [enter(first.work), enter(second.work)]
  const error = await rejection(enter(third.work))
  assert.ok(error instanceof StorageUnavailable)
  assert.equal(error.retryAfterSeconds, 1)
  first.finish('1')
  second.finish('2')
  assert.deepEqual(await Promise.all(ends), ['1', '2'])
  assert.equal(third.state.hasStarted, false)
})

test('a queue of none still lets work in where there is room', async () => {
  const enter = gateOf({ capacity: 1, queueLength: 0, deadlineMs: patience, graceMs: 0 })
  assert.equal(await enter(async () => 'in'), 'in')
})

test('work past its deadline is given up, keeps its place and is told', async () => {
  const enter = gateOf({ capacity: 1, queueLength: 5, deadlineMs: 50, graceMs: 0 })
  const slow = task()
  const end = rejection(enter(slow.work))
  slow.state.timeLeft()
  assert.ok((await end) instanceof StorageUnavailable)
  assert.throws(slow.state.timeLeft, StorageUnavailable)

  const next = task()
  const nextEnd = rejection(enter(next.work))
  await settled()
  assert.equal(next.state.hasStarted, false, 'the place is still taken')
  assert.ok((await nextEnd) instanceof StorageUnavailable)

  slow.finish('late')
  await settled()
  assert.equal(next.state.hasStarted, false, 'what was given up in the queue never starts')
  assert.equal(await enter(async () => 'in'), 'in')
})

test('a queue whose first ones were given up goes on with the others', async () => {
  const enter = gateOf({ capacity: 1, queueLength: 5, deadlineMs: 300, graceMs: 0 })
  const [slow, stale, fresh] = [task(), task(), task()]
  const slowEnd = rejection(enter(slow.work))
  const staleEnd = rejection(enter(stale.work))
  await sleep(200)
  const freshEnd = enter(fresh.work)
  await Promise.all([slowEnd, staleEnd])
  slow.finish('late')
  await settled()
  fresh.finish('served')
  assert.equal(await freshEnd, 'served')
  assert.equal(stale.state.hasStarted, false)
})

test('work that fails rejects with its own error and frees its place', async () => {
  const enter = gateOf({ capacity: 1, queueLength: 5, deadlineMs: patience, graceMs: 0 })
  const fault = new Error('fault')
  const failing = task()
  const end = rejection(enter(failing.work))
  const next = enter(async () => 'in')
  failing.fail(fault)
  assert.equal(await end, fault)
  assert.equal(await next, 'in')
})

test('work that throws before it has made a promise is work that fails', async () => {
  const enter = gateOf({ capacity: 1, queueLength: 5, deadlineMs: patience, graceMs: 0 })
  const fault = new Error('fault')
  const first = task()
  const firstEnd = enter(first.work)
  const throwing = rejection(
    enter(() => {
      throw fault
    }),
  )
  first.finish('1')
  assert.equal(await firstEnd, '1')
  assert.equal(await throwing, fault)
  assert.equal(await enter(async () => 'in'), 'in')
})

test('a thousand pieces of work at once all come through', async () => {
  const enter = gateOf({ capacity: 3, queueLength: 1_000, deadlineMs: patience, graceMs: 0 })
  let running = 0
  let most = 0
  const numbers = Array.from({ length: 1_000 }, (_, number) => number)
  const ends = await Promise.all(
    numbers.map((number) =>
      enter(async () => {
        running += 1
        most = Math.max(most, running)
        await null
        running -= 1
        return number
      }),
    ),
  )
  assert.deepEqual(ends, numbers)
  assert.equal(most, 3)
})

test('what has ended leaves no timer that keeps a process alive', () => {
  const gate = new URL('../src/connection/admission-gate.ts', import.meta.url).href
  const program = `
    const { admissionGate } = await import(${JSON.stringify(gate)})
    const enter = admissionGate({ capacity: 1, gather: () => null, queueLength: 5, deadlineMs: 600_000, graceMs: 0 })
    const ends = [enter(async () => 1), enter(async () => { throw new Error('no') }), enter(async () => 3)]
    console.log((await Promise.allSettled(ends)).map(({ status }) => status).join())`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@taskport/source', '--import=tsx', '--input-type=module', '--eval', program],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', timeout: 30_000 },
  )
  assert.deepEqual([status, stdout.trim()], [0, 'fulfilled,rejected,fulfilled'], stderr)
})

test('work whose turn comes after its deadline, as the process stood still, is turned away without a warning', async () => {
  const warnings: Error[] = []
  const hear = (warning: Error) => warnings.push(warning)
  process.on('warning', hear)
  const enter = gateOf({ capacity: 1, queueLength: 1, deadlineMs: 50, graceMs: 0 })
  const first = task()
  const firstEnd = enter(first.work)
  const secondEnd = rejection(enter(async ({ timeLeft }) => timeLeft()))
  const until = performance.now() + 100
  while (performance.now() < until);
  first.finish('late')
  assert.equal(await firstEnd, 'late')
  assert.ok((await secondEnd) instanceof StorageUnavailable)
  await sleep(10)
  process.off('warning', hear)
  assert.deepEqual(warnings, [])
})

test('work that has begun and does not end in time leaves open what became of it; work that has not, does not', async () => {
  const enter = gateOf({ capacity: 2, queueLength: 0, deadlineMs: 20, graceMs: 0 })
  const [begun, idle] = [task(), task()]
  const ends = [enter(begun.work), enter(idle.work)]
  begun.state.timeLeft()
  const errors = await Promise.all(ends.map(rejection))
  assert.deepEqual(
    errors.map((error) => error instanceof StorageUnavailable && error.isOutcomeUnknown),
    [true, false],
  )
  begun.finish('late')
  idle.finish('late')
})

test('work that has begun is heard a while longer than its deadline; for work that has not there is nothing to hear', async () => {
  const enter = gateOf({ capacity: 2, queueLength: 0, deadlineMs: 50, graceMs: 20_000 })
  const [begun, idle] = [task(), task()]
  const begunEnd = enter(begun.work)
  const idleEnd = rejection(enter(idle.work))
  begun.state.timeLeft()
  assert.ok((await idleEnd) instanceof StorageUnavailable)
  begun.finish('heard')
  assert.equal(await begunEnd, 'heard')
  idle.finish('late')
})
