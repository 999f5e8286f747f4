import { limits } from '../limits.js'

/** @throws {RangeError} for a page that no repository has to give: a mistake of the program that asks for it */
export const checkPageSize = (limit: number): number => {
  const { min, max } = limits.pageSize
  if (Number.isInteger(limit) && limit >= min && limit <= max) return limit
  throw new RangeError(`A page has ${min} to ${max} tasks, not ${limit}`)
}
