import { after, test } from 'node:test'
import { startBuiltApi } from './support/isolation/built-api-target.js'
import { findCounterexample } from './support/two-users/find-counterexample.js'
import { programCount, programSeed } from './support/two-users/program-settings.js'

const api = await startBuiltApi()
after(() => api[Symbol.asyncDispose]())

test(`in ${programCount} random programs of two users, each is answered as if the other did nothing`, async (context) => {
  context.diagnostic(`TASKPORT_SEED=${programSeed}`)
  const found = await findCounterexample({ address: api.address, seed: programSeed, count: programCount })
  if (found !== null) throw new Error(found)
})
