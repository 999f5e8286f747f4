import { describe, test } from 'node:test'
import { runKillRounds } from '../test/support/rounds/kill-rounds.js'
import { runStopRounds } from '../test/support/rounds/stop-rounds.js'

const rounds = 20

// At the same time: each has servers and data of its own, and waits for more than half of its time.
describe('again and again', { concurrency: true }, () => {
  for (const workers of [1, 2]) {
    test(`kill -9 under load, ${rounds} times, WORKERS=${workers}: it starts again with every task that was acknowledged`, async () => {
      await runKillRounds(rounds, () => workers)
    })

    test(`SIGTERM under load, ${rounds} times, WORKERS=${workers}: no request is cut and nothing is left running`, async () => {
      await runStopRounds(rounds, () => workers)
    })
  }
})
