import { test } from 'node:test'
import { runKillRounds } from './support/rounds/kill-rounds.js'
import { runStopRounds } from './support/rounds/stop-rounds.js'

const inTurn = (round: number) => 1 + (round % 2)

test('kill -9 under load, 3 times, with one process and with two: it starts again with every task that was acknowledged', async () => {
  await runKillRounds(3, inTurn)
})

test('SIGTERM under load, 3 times, with one process and with two: no request is cut and nothing is left running', async () => {
  await runStopRounds(3, inTurn)
})
