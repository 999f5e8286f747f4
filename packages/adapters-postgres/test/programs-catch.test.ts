import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeMistakes } from './support/programs/change-mistakes.js'
import { findCounterexample } from './support/programs/find-counterexample.js'
import { listMistakes } from './support/programs/list-mistakes.js'
import { memorySide } from './support/programs/memory-side.js'
import { inUseCases } from './support/programs/mistake.js'
import { programSeed } from './support/programs/program-settings.js'
import { syncMistakes } from './support/programs/sync-mistakes.js'

const seed = programSeed

// The rarest of them takes about 300 programs, so 20,000 do not miss it.
const enough = 20_000

for (const { name, join } of [...listMistakes, ...changeMistakes, ...syncMistakes]) {
  test(`random programs catch ${name}`, async () => {
    const found = await findCounterexample({
      seed,
      count: enough,
      openSides: (clock) => [memorySide(clock, join)],
      shrink: false,
    })
    assert.notEqual(found, null, `No program of TASKPORT_SEED=${seed} has met it`)
  })
}

test('random programs find nothing where there is no mistake', async () => {
  const { join } = inUseCases('none', () => ({}))
  const found = await findCounterexample({
    seed,
    count: 500,
    openSides: (clock) => [memorySide(clock, join)],
  })
  if (found !== null) throw new Error(found)
})

test('what they catch is told as a short program, with how to run it again', async () => {
  const { join } = inUseCases('a delete that ignores ifVersions', (useCases) => ({
    deleteTask: ({ key }) => useCases.deleteTask({ key }),
  }))
  const found = await findCounterexample({
    seed: 5,
    count: 500,
    openSides: (clock) => [memorySide(clock, join)],
  })
  const lines = found?.split('\n') ?? []
  assert.match(lines[0] ?? '', /^Program \d+ of TASKPORT_SEED=5, /)
  assert.match(lines[1] ?? '', /ann-\d+: create {.*} -> .+ created$/)
  assert.match(lines[2] ?? '', /ann-\d+: delete .+ if version in .+ -> VERSION_CONFLICT$/)
  assert.equal(lines[3], 'in memory: answered otherwise')
})
