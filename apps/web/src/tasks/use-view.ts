import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { readView, type TaskView, viewSearch } from './task-view.js'

const moved = 'taskport:moved'

const subscribe = (listener: () => void) => {
  addEventListener('popstate', listener)
  addEventListener(moved, listener)
  return () => {
    removeEventListener('popstate', listener)
    removeEventListener(moved, listener)
  }
}

export type ChangeView = (changes: Partial<TaskView>) => void

/** What the address says is looked at, and how to look at something else. */
export const useView = (): readonly [TaskView, ChangeView] => {
  const search = useSyncExternalStore(subscribe, () => location.search)
  const view = useMemo(() => readView(search), [search])
  const change = useCallback<ChangeView>((changes) => {
    const current = readView(location.search)
    const next = { ...current, ...changes }
    const address = `${location.pathname}${viewSearch(next)}`
    // Typing a search is one step back, not one for each letter.
    const isTyping = changes.words !== undefined && current.words !== ''
    if (isTyping) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
    dispatchEvent(new Event(moved))
  }, [])
  return [view, change]
}
