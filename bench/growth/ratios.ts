import { type Cost, grown, type Operation } from './measure-growth.js'

/** The cost of an operation at one size, and how it stands to that at the smallest size of its line. */
export interface Ratio {
  readonly operation: Operation
  readonly microseconds: number
  readonly ratio: number
}

/** Of one size, all operations. */
export const ratiosOf = (cost: Cost, costs: readonly Cost[]): Ratio[] => {
  const smallest = costs.find(({ size }) => size.line === cost.size.line) ?? cost
  return grown.map((operation) => ({
    operation,
    microseconds: cost.microseconds[operation],
    ratio: cost.microseconds[operation] / smallest.microseconds[operation],
  }))
}
