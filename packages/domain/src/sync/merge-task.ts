import type { TaskStatus } from '../task/task.js'

/** What people change of a task. */
export interface TaskContent {
  readonly title: string
  readonly description: string | null
  readonly status: TaskStatus
}

export interface TaskMerge {
  /** What to send, on top of `theirs`: the fields that only this side has changed. Nothing when empty. */
  readonly changes: Partial<TaskContent>
  /** The fields that both sides have changed, and differently: somebody has to choose. They are not in `changes`. */
  readonly conflicts: readonly (keyof TaskContent)[]
}

type Verdict = 'keep theirs' | 'send mine' | 'conflict'

const judge = (base: unknown, mine: unknown, theirs: unknown): Verdict => {
  if (mine === theirs || mine === base) return 'keep theirs'
  return theirs === base ? 'send mine' : 'conflict'
}

/**
 * Merges field by field after a VERSION_CONFLICT. `base` is what both sides began from, `mine` what this side wants, `theirs`
 * the current task from the refusal. Send `changes` again under the condition that the version is still `theirs`.
 */
export const mergeTask = (base: TaskContent, mine: TaskContent, theirs: TaskContent): TaskMerge => {
  const verdicts = {
    title: judge(base.title, mine.title, theirs.title),
    description: judge(base.description, mine.description, theirs.description),
    status: judge(base.status, mine.status, theirs.status),
  }
  const fields = ['title', 'description', 'status'] as const
  return {
    changes: {
      ...(verdicts.title === 'send mine' ? { title: mine.title } : {}),
      ...(verdicts.description === 'send mine' ? { description: mine.description } : {}),
      ...(verdicts.status === 'send mine' ? { status: mine.status } : {}),
    },
    conflicts: fields.filter((field) => verdicts[field] === 'conflict'),
  }
}
