import { Type } from '@sinclair/typebox'
import type { TaskStatus } from '@taskport/domain'

/** Whether a task is done, as a yes or no. */
export const completed = (words: string) => Type.Boolean({ description: words, examples: [true] })

/** The body of what completes a task. No body at all is checked as null. */
export const completeTaskBody = Type.Unsafe<{ readonly completed?: boolean } | null>({
  type: ['object', 'null'],
  properties: {
    completed: completed(
      'Sets it. Absent, like no body: what is done becomes undone, and the other way round.',
    ),
  },
  additionalProperties: false,
  examples: [{ completed: true }],
})

/** The status that `completed` stands for; undefined when it says nothing. */
export const statusOf = (completed: boolean | undefined): TaskStatus | undefined => {
  if (completed === undefined) return undefined
  return completed ? 'completed' : 'pending'
}
