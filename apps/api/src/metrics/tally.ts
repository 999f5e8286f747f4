type Status = number | 'aborted'

/** Requests counted until they are asked for. */
export interface Tally {
  add(method: string, route: string, status: Status): void
  /** Tells what was added since the last time, and forgets it. */
  drain(tell: (labels: { method: string; route: string; status: Status }, count: number) => void): void
}

const within = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/**
 * Counts in maps, by texts that are there already: the client's own counter makes a new text of all labels each time, which costs a
 * request more than anything else that is counted of it.
 */
export const requestTally = (): Tally => {
  const routes = new Map<string, Map<string, Map<Status, number>>>()
  return {
    add: (method, route, status) => {
      const methods = within(routes, route, () => new Map<string, Map<Status, number>>())
      const statuses = within(methods, method, () => new Map<Status, number>())
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    },
    drain: (tell) => {
      for (const [route, methods] of routes)
        for (const [method, statuses] of methods)
          for (const [status, count] of statuses) tell({ method, route, status }, count)
      routes.clear()
    },
  }
}
