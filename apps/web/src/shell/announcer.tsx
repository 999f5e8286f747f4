import type { ReactNode } from 'react'
import { createStore, useStore } from './store.js'

const announcement = createStore({ text: '', turn: false })

/** Has a screen reader say what eyes can see; the same sentence twice is said twice. */
export const announce = (text: string): void => announcement.set({ text, turn: !announcement.get().turn })

/** Where that is said. */
export const Announcer = (): ReactNode => {
  const { text, turn } = useStore(announcement)
  return (
    <div className="visually-hidden" role="status">
      {text}
      {/* A change of the text is what is read out. */}
      {turn ? '\u00a0' : ''}
    </div>
  )
}
