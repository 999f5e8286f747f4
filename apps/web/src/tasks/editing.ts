import type { Task } from '@taskport/client'
import type { TaskTexts } from './task-change.js'

/** A task whose texts are being edited. */
export interface Editing {
  readonly id: string
  /** As they were when the editing began: what somebody else changes from then on is noticed. */
  readonly seen: TaskTexts
  readonly title: string
  /** Empty: none. */
  readonly description: string
  /** Why it was not saved. */
  readonly refusal: string | null
}

export const editingOf = (
  { id, title, description }: Task,
  seen: TaskTexts = { title, description },
): Editing => ({
  id,
  seen,
  title,
  description: description ?? '',
  refusal: null,
})

/** The longest texts that the API takes, in characters (Unicode code points). */
export const longest = { title: 255, description: 1_000 } as const

/** Says by how much a text is too long; null when it is not. */
export const excessText = (text: string, most: number): string | null => {
  const count = [...text].length - most
  if (count <= 0) return null
  return `${count} ${count === 1 ? 'character' : 'characters'} too many: at most ${most.toLocaleString('en')} fit.`
}

/** What is to be saved: trimmed as the API trims a title, and no description rather than an empty one. */
export const editedTexts = ({ title, description }: Pick<Editing, 'title' | 'description'>): TaskTexts => ({
  title: title.trim(),
  description: description.trim() === '' ? null : description,
})

const isText = (value: unknown): value is string => typeof value === 'string'

const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)

const isTexts = (value: unknown): value is TaskTexts =>
  typeof value === 'object' &&
  value !== null &&
  'title' in value &&
  isText(value.title) &&
  'description' in value &&
  isTextOrNull(value.description)

/** Whether what a browser has kept is what this page would keep. */
export const isEditingOrNull = (value: unknown): value is Editing | null =>
  value === null ||
  (isTexts(value) &&
    value.description !== null &&
    'id' in value &&
    isText(value.id) &&
    'seen' in value &&
    isTexts(value.seen) &&
    'refusal' in value &&
    isTextOrNull(value.refusal))
