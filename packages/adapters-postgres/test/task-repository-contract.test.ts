import { after, test } from 'node:test'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { openTasks } from './support/open-tasks.js'

const { tasks, close } = await openTasks()
after(close)

for (const { name, check } of taskRepositoryContract) test(name, () => check(tasks))
