import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { inMemoryTasks } from '@taskport/domain/in-memory'

test('a purge that counts what another at the same time has forgotten is refused', async () => {
  const tasks = inMemoryTasks()
  const purgeCase = taskRepositoryContract.find(({ name }) => name.startsWith('purge '))
  assert.ok(purgeCase)
  let calls = 0
  const counting = async (order: Parameters<typeof tasks.purge>[0]) => {
    calls += 1
    // The second of the three that the case asks for at once.
    const isLate = calls === 4
    const purged = await tasks.purge(order)
    return isLate ? 1 : purged
  }
  await assert.rejects(
    purgeCase.check({ ...tasks, purge: counting }),
    /of several at once, one forgets the rest/,
  )
})
