/** What stands at a path of names and indices in parsed JSON; undefined when there is nothing. */
export const member = (value: unknown, ...path: readonly (string | number)[]): unknown => {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return found
}
