import { test } from 'node:test'
import { taskRepositoryContract } from '@taskport/domain/contract'
import { inMemoryTasks } from '@taskport/domain/in-memory'

const tasks = inMemoryTasks()
for (const { name, check } of taskRepositoryContract) test(name, () => check(tasks))
