const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const sameValue = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  )
}

/** Compares plain data by value. @throws {Error} saying which sentence of the contract does not hold, and both values. */
export const expectEqual = (actual: unknown, expected: unknown, sentence: string): void => {
  if (sameValue(actual, expected)) return
  throw new Error(
    `${sentence}\n  expected: ${JSON.stringify(expected)}\n  but got:  ${JSON.stringify(actual)}`,
  )
}

/** @throws {Error} when the condition does not hold. */
export const expectThat = (condition: boolean, sentence: string): void =>
  expectEqual(condition, true, sentence)
