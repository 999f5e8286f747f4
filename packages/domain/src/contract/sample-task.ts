import { parseInstant } from '../instant.js'
import type { TaskState } from '../task/task.js'
import { parseTaskId, type TaskId } from '../task/task-id.js'

/** The `number`th id of the samples, 0 to 65,535; a greater number makes a greater id. */
export const sampleId = (number: number): TaskId => {
  const id = parseTaskId(`018f4d5e-0000-7000-8000-00000000${number.toString(16).padStart(4, '0')}`)
  if (id === null) throw new RangeError(`There is no sample ${number}`)
  return id
}

/** An instant of the samples: so many milliseconds after 1 February 2026, 0 to 999. */
export const sampleInstant = (milliseconds: number) =>
  parseInstant(`2026-02-01T00:00:00.${milliseconds.toString().padStart(3, '0')}Z`)

/** A pending task, with sample 1's id and created at the samples' beginning unless told otherwise. */
export const sampleTask = (
  userId: string,
  { number = 1, title = 'Sample', at = 0 }: { number?: number; title?: string; at?: number } = {},
): TaskState => ({
  id: sampleId(number),
  userId,
  title,
  description: null,
  status: 'pending',
  completedAt: null,
  createdAt: sampleInstant(at),
  updatedAt: sampleInstant(at),
  deletedAt: null,
})
