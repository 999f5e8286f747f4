import { type ReactNode, useSyncExternalStore } from 'react'
import { MoonIcon, SunIcon } from './icons.js'
import { useStore } from './store.js'
import { theme } from './theme.js'

const darkSystem = matchMedia('(prefers-color-scheme: dark)')

const subscribe = (listener: () => void) => {
  darkSystem.addEventListener('change', listener)
  return () => darkSystem.removeEventListener('change', listener)
}

/** Turns light into dark and back; what is as the system's is left to the system again. */
export const ThemeSwitch = (): ReactNode => {
  const system = useSyncExternalStore(subscribe, () => (darkSystem.matches ? 'dark' : 'light'))
  const isDark = (useStore(theme) ?? system) === 'dark'
  const other = isDark ? 'light' : 'dark'
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={() => theme.set(other === system ? null : other)}
    >
      {isDark ? <SunIcon /> : <MoonIcon />}
    </button>
  )
}
