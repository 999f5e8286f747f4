export type { ContractCase } from './contract-case.js'
export { taskRepositoryContract } from './task-repository-contract.js'
