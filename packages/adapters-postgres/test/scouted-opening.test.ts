import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { scoutedOpening } from '../src/connection/scouted-opening.js'
import { heldOpenings } from './support/held-openings.js'
import { rejection } from './support/rejection.js'
import { waitUntil } from './support/wait-until.js'

const patience = 60_000
const doubtMs = 50

test('as long as openings are quick, each caller has the one attempt that was made for it', async () => {
  const { attempts, open } = heldOpenings()
  const { open: openScouted, pending } = scoutedOpening({ open, doubtMs: patience, mostScouts: 2 })
  const connections = [openScouted(), openScouted()]
  assert.deepEqual([attempts.length, pending()], [2, 2])
  for (const { succeed } of attempts) succeed()
  assert.deepEqual(
    await Promise.all(connections),
    attempts.map(({ connection }) => connection),
  )
  assert.equal(pending(), 0)
})

test('an attempt that fails is told to the caller whose turn it is, as it came', async () => {
  const { attempts, open } = heldOpenings()
  const { open: openScouted } = scoutedOpening({ open, doubtMs: patience, mostScouts: 2 })
  const [first, second] = [openScouted(), openScouted()]
  const refused = new Error('refused')
  attempts[1]?.fail(refused)
  assert.equal(await rejection(first), refused)
  attempts[0]?.succeed()
  assert.equal(await second, attempts[0]?.connection)
})

test('while openings hang, a few scouts at a time find out whether new ones come through', async () => {
  const { attempts, open } = heldOpenings()
  const { open: openScouted } = scoutedOpening({ open, doubtMs, mostScouts: 2 })
  const connections = [openScouted(), openScouted(), openScouted()]
  await waitUntil(async () => attempts.length >= 3 + 4)
  const [, , , firstScout, secondScout] = attempts
  assert.ok(firstScout?.isGivenUp() && secondScout?.isGivenUp(), 'older scouts make room for new ones')
  assert.equal(attempts.slice(3).filter(({ isGivenUp }) => !isGivenUp()).length, 2)
  assert.ok(
    attempts.slice(0, 3).every(({ isGivenUp }) => !isGivenUp()),
    'a database that wakes slowly finds those who woke it',
  )
  for (const { succeed } of attempts.slice(0, 3)) succeed()
  await Promise.all(connections)
  await sleep(4 * doubtMs)
  assert.ok(
    attempts.slice(3).every(({ isGivenUp }) => isGivenUp()),
    'nobody needs the scouts any more',
  )
})

test('a scout that comes through serves a caller at once, and the others are begun anew', async () => {
  const { attempts, open } = heldOpenings()
  const { open: openScouted, pending } = scoutedOpening({ open, doubtMs, mostScouts: 1 })
  const connections = [openScouted(), openScouted(), openScouted()]
  await waitUntil(async () => attempts.length > 4)
  const scout = attempts.findIndex(({ isGivenUp }, index) => index >= 3 && !isGivenUp())
  const before = attempts.length
  attempts[scout]?.succeed()
  assert.equal(await connections[0], attempts[scout]?.connection)
  assert.ok(attempts.slice(0, 3).every(({ isGivenUp }) => isGivenUp()))
  assert.equal(attempts.length, before + 2)
  assert.equal(pending(), 2)
  for (const { succeed } of attempts.slice(before)) succeed()
  const [, second, third] = await Promise.all(connections)
  assert.deepEqual(
    [second, third],
    attempts.slice(before).map(({ connection }) => connection),
  )
})

test('a scout that fails concerns nobody', async () => {
  const { attempts, open } = heldOpenings()
  const { open: openScouted } = scoutedOpening({ open, doubtMs, mostScouts: 1 })
  const connection = openScouted()
  await waitUntil(async () => attempts.length > 1)
  attempts.at(-1)?.fail(new Error('refused'))
  await sleep(1)
  attempts[0]?.succeed()
  assert.equal(await connection, attempts[0]?.connection)
})

test('a caller whose own attempt fails hears it, whatever scouts are under way', async () => {
  const { attempts, open } = heldOpenings()
  const { open: openScouted } = scoutedOpening({ open, doubtMs, mostScouts: 1 })
  const end = rejection(openScouted())
  await waitUntil(async () => attempts.length > 1)
  const refused = new Error('refused')
  attempts[0]?.fail(refused)
  assert.equal(await end, refused)
})

test('a connection that comes when nobody waits any more is ended', async () => {
  const { attempts, open } = heldOpenings()
  // Deaf to being given up, as one is that has just come through.
  const deaf = () => open(new AbortController().signal)
  const { open: openScouted } = scoutedOpening({ open: deaf, doubtMs, mostScouts: 1 })
  const connection = openScouted()
  await waitUntil(async () => attempts.length > 1)
  attempts[1]?.succeed()
  assert.equal(await connection, attempts[1]?.connection)
  attempts[0]?.succeed()
  await waitUntil(async () => attempts[0]?.connection.isOver() === true)
})
