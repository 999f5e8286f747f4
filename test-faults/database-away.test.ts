import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Caller, newCaller, type Told } from './support/caller.js'
import { hangingMs } from './support/send.js'
import { openStage } from './support/stage.js'
import { until } from './support/until.js'

const stage = await openStage()
after(() => stage[Symbol.asyncDispose]())
const { server, network, url, api, deadlineMs } = stage
const many = 1_000

const untilServed = () => until(async () => (await newCaller(api.address).create()).status === 201, hangingMs)

const thousandCreations = (caller: Caller): Promise<Told[]> =>
  Promise.all(Array.from({ length: many }, () => caller.create()))

const codesOf = (answers: readonly Told[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status, code }) => `${status} ${code}`)].map(([kind, those]) => [
      kind,
      those.length,
    ]),
  )

const thousandRefusals = async (goes: () => Promise<void>, returns: () => Promise<void>) => {
  await untilServed()
  await goes()
  const caller = newCaller(api.address)
  const start = performance.now()
  const answers = await thousandCreations(caller)
  const took = performance.now() - start
  await returns()
  await untilServed()
  await sleep(2 * deadlineMs)
  const slowest = Math.max(...answers.map(({ ms }) => ms))
  console.log(codesOf(answers), `all in ${took.toFixed(0)} ms, the slowest in ${slowest.toFixed(0)} ms`)
  assert.deepEqual(codesOf(answers), { '503 SERVICE_UNAVAILABLE': many })
  assert.equal(await caller.stored(url), 0)
  // Sending a thousand takes one process a while.
  assert.ok(took < deadlineMs + 5_000, `${took} ms`)
}

test(`${many} creations while the database is down are ${many} times 503, and none is stored later`, () =>
  thousandRefusals(async () => {
    await server.kill()
    // The API hears of it a moment later: what it has sent by then may have reached the server, for all it knows.
    await until(async () => (await newCaller(api.address).create()).code === 'SERVICE_UNAVAILABLE')
  }, server.start))

test(`${many} creations while nothing comes through to the database are ${many} times 503, and none is stored later`, () =>
  thousandRefusals(async () => {
    // The present connections would carry statements of whose end nobody hears.
    network.cut()
    await network.swallow()
  }, network.pass))
