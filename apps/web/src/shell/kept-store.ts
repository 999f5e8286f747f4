import { createStore, type Store } from './store.js'

const read = (key: string): unknown => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** A value that outlives loading the page again, in this tab. What `isValid` does not know is forgotten. */
export const createKeptStore = <Value>(
  key: string,
  initial: Value,
  isValid: (value: unknown) => value is Value,
): Store<Value> => {
  const kept = read(key)
  const store = createStore(isValid(kept) ? kept : initial)
  store.subscribe(() => sessionStorage.setItem(key, JSON.stringify(store.get())))
  return store
}
