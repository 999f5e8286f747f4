import { createStore } from './store.js'

/** Null: as the system is. */
export type Theme = 'light' | 'dark' | null

const storageKey = 'taskport.theme'

const readTheme = (): Theme => {
  const kept = localStorage.getItem(storageKey)
  return kept === 'light' || kept === 'dark' ? kept : null
}

/** The chosen theme; `theme.js` has put it on the page before anything was drawn. */
export const theme = createStore<Theme>(readTheme())

theme.subscribe(() => {
  const chosen = theme.get()
  if (chosen === null) {
    localStorage.removeItem(storageKey)
    delete document.documentElement.dataset.theme
  } else {
    localStorage.setItem(storageKey, chosen)
    document.documentElement.dataset.theme = chosen
  }
})
