import type { TaskChange, TaskTexts } from './task-change.js'
import type { Dispute } from './workspace.js'

/** Whose text stays where both have changed it. */
export type Side = 'mine' | 'theirs'

/** The texts after a dispute: where only one of the two has changed a text, that change stays, whoever's it is. */
export const settledTexts = ({ change, conflict }: Dispute, side: Side): TaskTexts => {
  const { seen, texts } = change
  const { current, fields } = conflict
  const settled = <Name extends keyof TaskTexts>(name: Name): TaskTexts[Name] => {
    const isMine = fields.includes(name) ? side === 'mine' : texts[name] !== seen[name]
    return isMine ? texts[name] : current[name]
  }
  return { title: settled('title'), description: settled('description') }
}

/** What is to be sent so that it is so; null when it is so already. */
export const settlement = (dispute: Dispute, side: Side): (TaskChange & { readonly kind: 'edit' }) | null => {
  const { title, description } = dispute.conflict.current
  const texts = settledTexts(dispute, side)
  if (texts.title === title && texts.description === description) return null
  return { kind: 'edit', id: dispute.change.id, seen: { title, description }, texts }
}
