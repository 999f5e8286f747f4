const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What stands in a JSON value under these names, one inside the other; undefined when nothing does. */
export const at = (value: unknown, ...names: readonly string[]): unknown => {
  let found = value
  for (const name of names) found = isObject(found) ? found[name] : undefined
  return found
}
