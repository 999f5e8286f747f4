import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openInProcess } from './support/isolation/in-process-target.js'
import { faultsBetweenUsers } from './support/two-users/faults-between-users.js'
import { findCounterexample } from './support/two-users/find-counterexample.js'
import { programSeed as seed } from './support/two-users/program-settings.js'

/** Far more than any of them has ever taken. */
const enough = 1_000

for (const { name, plant } of faultsBetweenUsers) {
  test(`programs of two users catch ${name}`, async () => {
    await using server = await openInProcess({ plant })
    const found = await findCounterexample({ address: server.address, seed, count: enough, shrink: false })
    assert.notEqual(found, null, `No program of TASKPORT_SEED=${seed} has met it`)
  })
}

test('programs of two users find nothing where there is no mistake', async () => {
  await using server = await openInProcess()
  const found = await findCounterexample({ address: server.address, seed, count: 20 })
  if (found !== null) throw new Error(found)
})

test('what they catch is told as a short program, with how to run it again', async () => {
  const fault = faultsBetweenUsers.find(({ name }) => name.startsWith('ids that are taken'))
  assert.ok(fault)
  await using server = await openInProcess({ plant: fault.plant })
  const found = await findCounterexample({ address: server.address, seed: 5, count: 500 })
  const lines = found?.split('\n') ?? []
  assert.match(lines[0] ?? '', /^Program \d+ of TASKPORT_SEED=5, at its shortest:$/)
  assert.match(lines[1] ?? '', /^the first is "ada-\d+"$/)
  assert.match(lines[3] ?? '', /^the (first|second): POST \/api\/tasks \{"id":"id \d",.*\} -> 201$/)
  assert.match(lines[4] ?? '', /^the (first|second): POST \/api\/tasks \{"id":"id \d",.*\} -> 409$/)
  assert.match(lines[5] ?? '', /^the (first|second), who asked POST .*, was answered$/)
  assert.ok(lines.some((line) => /^ {2}and alone, asking POST /.test(line)))
})
