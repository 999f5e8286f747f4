import { after, test } from 'node:test'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { openTasks } from './support/open-tasks.js'
import { setOnDatabase } from './support/set-on-database.js'

for (const level of ['repeatable read', 'serializable']) {
  test(`where ${level} is the database's default`, async (context) => {
    const { tasks, url, close } = await openTasks()
    after(close)
    await setOnDatabase(url, 'default_transaction_isolation', level)
    for (const { name, check } of taskRepositoryContract) await context.test(name, () => check(tasks))
  })
}
