import { changesCases } from './changes-cases.js'
import type { ContractCase } from './contract-case.js'
import { insertionCases } from './insertion-cases.js'
import { isolationCases } from './isolation-cases.js'
import { keepingCases } from './keeping-cases.js'
import { listCases } from './list-cases.js'
import { purgeCases } from './purge-cases.js'
import { updateCases } from './update-cases.js'
import { versionCases } from './version-cases.js'

/**
 * What every `TaskRepository` must do, for any test runner. The store must be empty, or at least have seen none of it.
 *
 * @example
 * for (const { name, check } of taskRepositoryContract) test(name, () => check(myTasks))
 */
export const taskRepositoryContract: readonly ContractCase[] = [
  ...keepingCases,
  ...insertionCases,
  ...updateCases,
  ...versionCases,
  ...listCases,
  ...changesCases,
  ...purgeCases,
  ...isolationCases,
]
