import { after, test } from 'node:test'
import { openTasks } from './support/open-tasks.js'
import { findCounterexample } from './support/programs/find-counterexample.js'
import { memorySide } from './support/programs/memory-side.js'
import { emptyTrash, postgresSide } from './support/programs/postgres-side.js'
import { programCount, programSeed } from './support/programs/program-settings.js'

const { tasks, close } = await openTasks()
after(close)

test(`${programCount} random programs answer alike on PostgreSQL, in memory and in plain words`, async (context) => {
  context.diagnostic(`TASKPORT_SEED=${programSeed}`)
  const found = await findCounterexample({
    seed: programSeed,
    count: programCount,
    openSides: (clock) => [postgresSide(clock, tasks), memorySide(clock)],
    cleanUp: () => emptyTrash(tasks),
  })
  if (found !== null) throw new Error(found)
})
