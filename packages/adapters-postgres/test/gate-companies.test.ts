import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { AdmissionGate } from '../src/connection/admission-gate.js'
import type { Turn } from '../src/connection/turn.js'
import { gateOf, patience } from './support/gate-of.js'

const openGate = ({ capacity = 1, most = 3, togetherMs = patience, patienceMs = patience } = {}) =>
  gateOf({
    capacity,
    sharing: { most, mostAtOnce: 100, togetherMs, patienceMs },
  })

/** Work that says which place it has, and ends when it is told to. */
const guest = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let turn: Turn<number> | null = null
  return {
    work: (its: Turn<number>) => {
      turn = its
      return promise
    },
    /** Null: it has not begun. */
    place: () => turn?.company() ?? null,
    alone: () => turn?.alone(),
    end: resolve,
  }
}

/** On a busy machine time passes before the turns of the event loop that places are given in. */
const settled = async () => {
  await sleep(5)
  for (let turn = 0; turn < 5; turn += 1) await nextTurn()
}

/** The first is in, before the others come. */
const enterInTurn = async (
  enter: AdmissionGate<number>,
  [first, ...others]: readonly ReturnType<typeof guest>[],
) => {
  const ends = first === undefined ? [] : [enter(first.work)]
  await settled()
  return [...ends, ...others.map(({ work }) => enter(work))]
}

test('those who have waited share the next place, as many as may', async () => {
  const enter = openGate()
  const guests = Array.from({ length: 6 }, guest)
  const ends = await enterInTurn(enter, guests)
  const places = () => guests.map(({ place }) => place())
  assert.deepEqual(places(), [1, null, null, null, null, null])
  guests[0]?.end()
  await settled()
  assert.deepEqual(places(), [1, 2, 2, 2, null, null])
  assert.deepEqual(enter.load(), { running: 3, waiting: 2 })
  guests[1]?.end()
  guests[3]?.end()
  await settled()
  assert.deepEqual(places().slice(4), [null, null], 'the place is free when all have left it')
  guests[2]?.end()
  await settled()
  assert.deepEqual(places(), [1, 2, 2, 2, 3, 3])
  for (const { end } of guests) end()
  await Promise.all(ends)
  assert.deepEqual(enter.load(), { running: 0, waiting: 0 })
})

test('those who come at one moment share places too, as many as are full', async () => {
  const enter = openGate({ capacity: 5 })
  const guests = Array.from({ length: 8 }, guest)
  const ends = guests.map(({ work }) => enter(work))
  await settled()
  const places = () => guests.map(({ place }) => place())
  assert.deepEqual(places(), [1, 1, 1, 2, 2, 2, null, null])
  for (const { end } of guests.slice(0, 6)) end()
  await settled()
  assert.deepEqual(places().slice(6), [3, 3], 'nobody is under way: nobody is waited for')
  for (const { end } of guests.slice(6)) end()
  await Promise.all(ends)
})

test('while others are under way those who come wait for more of them, but not for long', async () => {
  const enter = openGate({ capacity: 5, patienceMs: 500 })
  const guests = Array.from({ length: 3 }, guest)
  const ends = await enterInTurn(enter, guests)
  await settled()
  const places = () => guests.map(({ place }) => place())
  assert.deepEqual(places(), [1, null, null])
  await sleep(1_000)
  assert.deepEqual(places(), [1, 2, 2])
  for (const { end } of guests) end()
  await Promise.all(ends)
})

test('however they share, no more run at once than may; beside those who are stuck others do', async () => {
  const enter = gateOf({
    capacity: 4,
    reserve: 2,
    stuckMs: 400,
    sharing: { most: 3, mostAtOnce: 5, togetherMs: patience, patienceMs: 0 },
  })
  const guests = Array.from({ length: 12 }, guest)
  const ends = guests.map(({ work }) => enter(work))
  await settled()
  assert.deepEqual(
    guests.map(({ place }) => place()),
    [1, 1, 1, 2, 2, ...Array.from({ length: 7 }, () => null)],
  )
  await sleep(1_000)
  assert.deepEqual(enter.load(), { running: 9, waiting: 3 })
  assert.deepEqual(
    guests.slice(5, 9).map(({ place }) => place()),
    [3, 4, 5, 6],
  )
  for (const { end } of guests) end()
  await Promise.all(ends)
  assert.deepEqual(enter.load(), { running: 0, waiting: 0 })
})

test('however many come at one moment, no more wait than the queue holds', async () => {
  const enter = gateOf({
    capacity: 2,
    sharing: { most: 3, mostAtOnce: 100, togetherMs: patience, patienceMs: patience },
    queueLength: 5,
  })
  const ends = await Promise.allSettled(Array.from({ length: 20 }, () => enter(async () => {})))
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 7)
})

test('as many share a place as work is quick of late: those who would wait long for one another go alone', async () => {
  const enter = openGate({ most: 4, togetherMs: 200 })
  const shared = async (ms: number) => {
    const places = new Set<number>()
    await Promise.all(
      Array.from({ length: 9 }, () =>
        enter(async ({ company }) => {
          places.add(company())
          await sleep(ms)
        }),
      ),
    )
    return places.size
  }
  assert.equal(await shared(1), 3)
  for (let done = 0; done < 12; done += 1) await enter(() => sleep(210))
  assert.equal(await shared(210), 9)
  for (let done = 0; done < 60; done += 1) await enter(() => sleep(0))
  assert.equal(await shared(1), 3, 'then they do again')
})

test('work that is apart shares with none, and nobody overtakes it', async () => {
  const enter = openGate()
  const guests = Array.from({ length: 6 }, guest)
  const ends = [enter(guests[0]?.work ?? assert.fail())]
  await settled()
  ends.push(...guests.slice(1).map(({ work }, index) => enter(work, index === 2)))
  for (const { end } of guests) {
    end()
    await settled()
  }
  await Promise.all(ends)
  assert.deepEqual(
    guests.map(({ place }) => place()),
    [1, 2, 2, 3, 4, 4],
  )
})

test('who leaves the others gets a place alone, before those who have not begun; and nobody shares for a moment', async () => {
  const enter = openGate({ most: 2 })
  const guests = Array.from({ length: 6 }, guest)
  const ends = await enterInTurn(enter, guests)
  const places = () => guests.map(({ place }) => place())
  guests[0]?.end()
  await settled()
  assert.deepEqual(places().slice(0, 4), [1, 2, 2, null])
  const parted = guests[1]?.alone()
  await settled()
  assert.deepEqual(places().slice(0, 4), [1, 2, 2, null])
  assert.deepEqual(enter.load(), { running: 1, waiting: 4 })
  guests[2]?.end()
  await parted
  assert.deepEqual(places().slice(0, 4), [1, 3, 2, null])
  assert.deepEqual(enter.load(), { running: 1, waiting: 3 })
  guests[1]?.end()
  await settled()
  assert.deepEqual(places(), [1, 3, 2, 4, null, null])
  guests[3]?.end()
  await settled()
  assert.deepEqual(places(), [1, 3, 2, 4, 5, null])
  await sleep(1_100)
  const late = Array.from({ length: 2 }, guest)
  ends.push(...late.map(({ work }) => enter(work)))
  guests[4]?.end()
  await settled()
  assert.deepEqual([places()[5], late[0]?.place(), late[1]?.place()], [6, 6, null], 'then they do again')
  for (const { end } of [...guests, ...late]) end()
  await Promise.all(ends)
})

test('those who part get their places in the order in which they left', async () => {
  const enter = openGate({ most: 4 })
  const order: number[] = []
  const part = (number: number) =>
    enter(async ({ alone }) => {
      await alone()
      order.push(number)
    })
  await Promise.all([part(1), part(2), part(3), enter(async () => order.push(4))])
  assert.deepEqual(order, [4, 1, 2, 3])
})

test('those of one place who part all get places, and all ends', async () => {
  const enter = openGate({ capacity: 2 })
  const guests = Array.from({ length: 8 }, guest)
  const ends = await enterInTurn(enter, guests)
  await settled()
  const shared = guests.filter(({ place }) => place() === 2)
  assert.equal(shared.length, 3)
  const parted = shared.map(({ alone }) => alone())
  for (const { end } of guests) end()
  await Promise.all([...ends, ...parted])
  assert.deepEqual(enter.load(), { running: 0, waiting: 0 })
})

test('work that is apart waits for nobody to share with', async () => {
  const enter = openGate({ capacity: 2 })
  const [first, apart] = [guest(), guest()]
  const ends = await enterInTurn(enter, [first])
  ends.push(enter(apart.work, true))
  await settled()
  assert.deepEqual([first.place(), apart.place()], [1, 2])
  first.end()
  apart.end()
  await Promise.all(ends)
})
