import type { TaskChanges } from '@taskport/client'
import type { TaskTexts } from './task-change.js'

/** What to do with an edit, now that the task is known to be as it is. */
export type Merged =
  /** Nobody else has touched what the person changed: this is to be sent. */
  | { readonly outcome: 'send'; readonly changes: TaskChanges }
  /** It is already so. */
  | { readonly outcome: 'nothing' }
  /** Somebody else has changed the same text to something else: the person decides. */
  | { readonly outcome: 'conflict'; readonly fields: readonly (keyof TaskTexts)[] }

const fields = ['title', 'description'] as const

/** Merges, text by text, what a person saw and made of it with what it is now. */
export const mergeTexts = (seen: TaskTexts, mine: TaskTexts, current: TaskTexts): Merged => {
  const changed = fields.filter((field) => mine[field] !== seen[field] && mine[field] !== current[field])
  const disputed = changed.filter((field) => current[field] !== seen[field])
  if (disputed.length > 0) return { outcome: 'conflict', fields: disputed }
  if (changed.length === 0) return { outcome: 'nothing' }
  return { outcome: 'send', changes: Object.fromEntries(changed.map((field) => [field, mine[field]])) }
}
