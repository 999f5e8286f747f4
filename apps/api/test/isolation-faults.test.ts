import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOfIdentity } from './support/isolation/faults-of-identity.js'
import { faultsOfRoutes } from './support/isolation/faults-of-routes.js'
import { faultsOfStorage } from './support/isolation/faults-of-storage.js'
import { openInProcess } from './support/isolation/in-process-target.js'
import { isolationBreaches } from './support/isolation/matrix.js'

test('the matrix has nothing to say of a server that is right', async () => {
  await using server = await openInProcess()
  assert.deepEqual(await isolationBreaches(server, { attackerId: 'ada', victimId: 'bob' }), [])
})

for (const fault of [...faultsOfStorage, ...faultsOfIdentity, ...faultsOfRoutes]) {
  test(`the matrix catches ${fault.name}`, async () => {
    await using server = await openInProcess({ plant: fault.plant })
    const routes = server.routes.filter((route) => fault.routes.test(route))
    assert.ok(routes.length > 0, `No route is like ${fault.routes}:\n${server.routes.join('\n')}`)
    const [attackerId, victimId] = fault.between ?? ['ada', 'bob']
    const breaches = await isolationBreaches({ ...server, routes }, { attackerId, victimId })
    assert.ok(
      breaches.some((breach) => fault.finding.test(breach)),
      `Nothing like ${fault.finding} was found, only:\n${breaches.join('\n')}`,
    )
  })
}
